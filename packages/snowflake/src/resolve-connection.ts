import type { Edition } from "@snowtower/sql";
import { closest } from "@snowtower/sql";
import type { ConnectionOptions, HttpProxy } from "./connection-options.ts";
import type { ConnectionProblem } from "./connection-problem.ts";
import { type ConnectionFlags, SETTING_NAMES, type Setting, type SettingName, type Settings } from "./connection-settings.ts";
import { exposure, type FileReader } from "./file-read.ts";
import { isLoopback } from "./loopback.ts";
import { type Environment, isInEnvironment, mergeSettings, overriddenIdentity } from "./merge-settings.ts";
import { type Connections, readConnections, type SourceText } from "./read-connections.ts";
import { type Findings, readCredential } from "./read-credential.ts";

export interface ConnectionInput {
  readonly connectionsToml?: SourceText;
  readonly configToml?: SourceText;
  readonly env: Environment;
  readonly flags?: ConnectionFlags;
  /** A connection's name, as `--connection` gives it. */
  readonly connection?: string;
  readonly files: FileReader;
}

/** `none`: nothing anywhere says how to connect, which is no mistake by itself. */
export type ResolvedConnection =
  | {
      readonly kind: "connection";
      readonly options: ConnectionOptions;
      readonly origins: Readonly<Record<string, string>>;
      readonly warnings: readonly string[];
    }
  | { readonly kind: "none"; readonly warnings: readonly string[] }
  | { readonly kind: "problems"; readonly problems: readonly ConnectionProblem[]; readonly warnings: readonly string[] };

/** Files, environment and flags (in that order of increasing strength) made into one checked connection. Pure: files are read through `input.files`. */
export function resolveConnection(input: ConnectionInput): ResolvedConnection {
  const connections = readConnections(input.connectionsToml, input.configToml);
  const found: Findings = { problems: [...connections.problems], warnings: [...connections.warnings] };
  for (const file of [input.connectionsToml, input.configToml]) {
    const open = file === undefined ? null : exposure(file.path, file.mode);
    if (open !== null) found.warnings.push(open);
  }
  const name = chooseName(input, connections, found.problems);
  const file = (name === undefined ? undefined : connections.named.get(name)) ?? {};
  const settings = mergeSettings({ file, env: input.env, flags: input.flags ?? {}, ...(name === undefined ? {} : { connection: name }) });
  if (input.connection !== undefined) found.warnings.push(...overriddenIdentity(file, settings));
  if (found.problems.length === 0 && !SAYS_HOW.some((setting) => settings[setting] !== undefined)) return { kind: "none", warnings: found.warnings };
  const options = found.problems.length > 0 ? null : optionsOf(settings, { name, files: input.files, found });
  if (options === null || found.problems.length > 0) return { kind: "problems", problems: found.problems, warnings: found.warnings };
  const origins = Object.fromEntries(SETTING_NAMES.flatMap((setting) => (settings[setting] === undefined ? [] : [[setting, settings[setting].origin]])));
  return { kind: "connection", options, origins, warnings: found.warnings };
}

const SAYS_HOW: readonly SettingName[] = [
  "account",
  "host",
  "user",
  "password",
  "token",
  "tokenPath",
  "oauthToken",
  "privateKey",
  "privateKeyPath",
  "authenticator",
];

function chooseName(input: ConnectionInput, connections: Connections, problems: ConnectionProblem[]): string | undefined {
  const fromEnv = input.env.SNOWFLAKE_DEFAULT_CONNECTION_NAME;
  const named: Setting | undefined =
    input.connection !== undefined
      ? { value: input.connection, origin: "--connection" }
      : fromEnv !== undefined && fromEnv !== ""
        ? { value: fromEnv, origin: "SNOWFLAKE_DEFAULT_CONNECTION_NAME" }
        : connections.defaultName;
  if (named === undefined) return connections.named.has("default") ? "default" : undefined;
  if (connections.named.has(named.value) || isInEnvironment(input.env, named.value)) return named.value;
  // The reason that hides it is already told.
  if (connections.problems.length > 0) return undefined;
  const names = [...connections.named.keys()];
  const meant = closest(named.value, names);
  const hint = names.length === 0 ? "no connection is defined" : `there are: ${names.join(", ")}`;
  problems.push({
    message: `${named.origin}: there is no connection ${JSON.stringify(named.value)}${meant === null ? "" : `; did you mean ${JSON.stringify(meant)}?`}`,
    hint,
  });
  return undefined;
}

interface OptionsContext {
  readonly name: string | undefined;
  readonly files: FileReader;
  readonly found: Findings;
}

function optionsOf(settings: Settings, { name, files, found }: OptionsContext): ConnectionOptions | null {
  const { problems } = found;
  const where = name === undefined ? "" : ` of connection ${JSON.stringify(name)}`;
  const account = accountName(settings);
  if (account === undefined) problems.push({ message: `the account${where} is missing`, hint: 'account = "<organization>-<account>", or SNOWFLAKE_ACCOUNT' });
  const credential = readCredential(settings, files, found);
  const needsUser = credential?.kind === "password" || credential?.kind === "key-pair";
  if (needsUser && settings.user === undefined) problems.push({ message: `the user${where} is missing`, hint: 'user = "<name>", or SNOWFLAKE_USER' });
  const port = settings.port === undefined ? undefined : portOf(settings.port, problems);
  const protocol = oneOf(settings.protocol, ["http", "https"] as const, problems);
  const edition = editionOf(settings.edition, problems);
  const disableOcspChecks = truth(settings.disableOcspChecks, problems);
  const proxy = proxyOf(settings, problems);
  if (protocol === "http" && settings.host !== undefined && !isLoopback(settings.host.value)) {
    found.warnings.push(`${settings.protocol?.origin}: passwords and results travel unencrypted to ${settings.host.value}`);
  }
  if (account === undefined || credential === null) return null;
  return {
    account,
    credential,
    ...given({ connection: name, port, protocol, edition, disableOcspChecks, proxy }),
    ...given({ region: settings.region?.value, user: settings.user?.value, role: settings.role?.value, host: settings.host?.value }),
    ...given({ warehouse: settings.warehouse?.value, database: settings.database?.value, schema: settings.schema?.value }),
  };
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** The account's name, also where somebody wrote its address; from the host only where the host tells it. */
function accountName(settings: Settings): string | undefined {
  const text = settings.account?.value ?? (/\.snowflakecomputing\.(?:com|cn)$/i.test(settings.host?.value ?? "") ? settings.host?.value : undefined);
  const name = text
    ?.trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/.*$/, "")
    .replace(/\.snowflakecomputing\.(?:com|cn)$/i, "");
  return name === "" ? undefined : name;
}

function portOf(setting: Setting, problems: ConnectionProblem[]): number | undefined {
  const port = Number(setting.value);
  if (/^\d+$/.test(setting.value) && port >= 1 && port <= 65535) return port;
  problems.push({ message: `${setting.origin}: ${JSON.stringify(setting.value)} is no port` });
  return undefined;
}

function oneOf<T extends string>(setting: Setting | undefined, allowed: readonly T[], problems: ConnectionProblem[]): T | undefined {
  if (setting === undefined) return undefined;
  const value = allowed.find((word) => word.toLowerCase() === setting.value.toLowerCase());
  if (value === undefined) problems.push({ message: `${setting.origin}: ${JSON.stringify(setting.value)} is not one of ${allowed.join(", ")}` });
  return value;
}

function editionOf(setting: Setting | undefined, problems: ConnectionProblem[]): Edition | undefined {
  const value = setting?.value.replace(/[\s-]+/g, "_");
  return oneOf(
    setting === undefined || value === undefined ? undefined : { ...setting, value },
    ["STANDARD", "ENTERPRISE", "BUSINESS_CRITICAL", "VPS"] as const,
    problems,
  );
}

function truth(setting: Setting | undefined, problems: ConnectionProblem[]): boolean | undefined {
  const word = oneOf(setting, ["true", "false"] as const, problems);
  return word === undefined ? undefined : word === "true";
}

function proxyOf(settings: Settings, problems: ConnectionProblem[]): HttpProxy | undefined {
  if (settings.proxyHost === undefined) return undefined;
  if (settings.proxyPort === undefined) {
    problems.push({ message: `${settings.proxyHost.origin} needs a proxy_port` });
    return undefined;
  }
  const port = portOf(settings.proxyPort, problems);
  if (port === undefined) return undefined;
  return {
    host: settings.proxyHost.value,
    port,
    ...given({ user: settings.proxyUser?.value, password: settings.proxyPassword?.value, noProxy: settings.noProxy?.value }),
  };
}
