import { type ConnectionFlags, SETTING_NAMES, SETTINGS, type Setting, type SettingName, type Settings } from "./connection-settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the values of one connection come from, weakest first. */
interface SettingSources {
  readonly file: Settings;
  readonly env: Environment;
  readonly flags: ConnectionFlags;
  /** For `SNOWFLAKE_CONNECTIONS_<NAME>_<KEY>`. */
  readonly connection?: string;
}

/**
 * Files, then `SNOWFLAKE_<KEY>`, then `SNOWFLAKE_CONNECTIONS_<NAME>_<KEY>`, then flags: the last one that says something wins.
 * An empty variable says nothing: CI makes one of a secret that is not there.
 */
export function mergeSettings(sources: SettingSources): Settings {
  const merged: { [name in SettingName]?: Setting } = {};
  for (const name of SETTING_NAMES) {
    const flag = sources.flags[name];
    const setting =
      flag !== undefined && flag !== ""
        ? { value: String(flag), origin: `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}` }
        : (ofConnection(sources, name) ?? variable(sources.env, "SNOWFLAKE_", name) ?? sources.file[name] ?? bare(sources.env, name));
    if (setting !== undefined) merged[name] = setting;
  }
  return merged;
}

function ofConnection({ env, connection }: SettingSources, name: SettingName): Setting | undefined {
  if (connection === undefined) return undefined;
  return variable(env, connectionPrefix(connection), name);
}

function connectionPrefix(connection: string): string {
  return `SNOWFLAKE_CONNECTIONS_${connection.toUpperCase().replace(/[^A-Z0-9]/g, "_")}_`;
}

function variable(env: Environment, prefix: string, name: SettingName): Setting | undefined {
  for (const key of SETTINGS[name]) {
    const origin = `${prefix}${key.toUpperCase()}`;
    const value = env[origin];
    if (value !== undefined && value !== "") return { value, origin };
  }
  return undefined;
}

/** Snowflake's CLI reads the passphrase from a variable without its usual prefix (docs: configure-connections, "Use a private key file"). */
function bare(env: Environment, name: SettingName): Setting | undefined {
  const value = name === "privateKeyPassphrase" ? env.PRIVATE_KEY_PASSPHRASE : undefined;
  return value === undefined || value === "" ? undefined : { value, origin: "PRIVATE_KEY_PASSPHRASE" };
}

/** True if the environment alone defines this connection. */
export function isInEnvironment(env: Environment, connection: string): boolean {
  return SETTING_NAMES.some((name) => variable(env, connectionPrefix(connection), name) !== undefined);
}

const IDENTITY: readonly SettingName[] = ["account", "host", "user", "role"];

/** Variables that bend a connection which was asked for by name: Snowflake's own CLI would let the file win, so it is worth a word. */
export function overriddenIdentity(file: Settings, merged: Settings): readonly string[] {
  return IDENTITY.flatMap((name) => {
    const [before, after] = [file[name], merged[name]];
    if (before === undefined || after === undefined || before.value === after.value || !/^SNOWFLAKE_(?!CONNECTIONS_)/.test(after.origin)) return [];
    return [`${after.origin} overrides ${before.origin}`];
  });
}
