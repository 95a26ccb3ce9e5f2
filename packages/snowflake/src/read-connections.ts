import { closest } from "@snowtower/sql";
import { parse, type TomlTable, type TomlValue } from "smol-toml";
import type { ConnectionProblem } from "./connection-problem.ts";
import { SETTING_KEYS, type Setting, type SettingName, type Settings, settingOfKey } from "./connection-settings.ts";

/** A file's text and where it is. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
  /** Permission bits, where the system has them. */
  readonly mode?: number;
}

export interface Connections {
  readonly named: ReadonlyMap<string, Settings>;
  readonly defaultName?: Setting;
  readonly problems: readonly ConnectionProblem[];
  readonly warnings: readonly string[];
}

/**
 * The connections of `connections.toml` and `config.toml`. If the first exists, those in the second are not read;
 * `default_connection_name` is read from the second only (docs: snowflake-cli/connecting/configure-connections).
 */
export function readConnections(connectionsToml: SourceText | undefined, configToml: SourceText | undefined): Connections {
  const problems: ConnectionProblem[] = [];
  const warnings: string[] = [];
  const config = configToml === undefined ? {} : tableOf(configToml, problems);
  const connections = connectionsToml === undefined ? tableIn(config, "connections") : tableOf(connectionsToml, problems);
  const path = (connectionsToml ?? configToml)?.path ?? "";
  const named = new Map<string, Settings>();
  for (const [name, value] of Object.entries(connections)) {
    if (isTable(value)) named.set(name, settingsOf(value, `${path} [${name}]`, { problems, warnings }));
  }
  const defaultName = config.default_connection_name;
  if (typeof defaultName !== "string" || defaultName === "") return { named, problems, warnings };
  return { named, defaultName: { value: defaultName, origin: `${configToml?.path ?? ""} default_connection_name` }, problems, warnings };
}

function tableOf(source: SourceText, problems: ConnectionProblem[]): TomlTable {
  try {
    return parse(source.text.replace(/^\uFEFF/, ""));
  } catch (error) {
    problems.push({ message: `${source.path}${positionOf(error)}: not valid TOML: ${reasonOf(error)}` });
    return {};
  }
}

function positionOf(error: unknown): string {
  const { line, column } = error as { readonly line?: number; readonly column?: number };
  return line === undefined ? "" : `:${line}:${column ?? 1}`;
}

/** The first line only: the rest quotes the file, and the file holds passwords. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? "").replace(/^Invalid TOML document: /, "");
}

function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function tableIn(table: TomlTable, key: string): TomlTable {
  const value = table[key];
  return isTable(value) ? value : {};
}

function settingsOf(table: TomlTable, where: string, found: { readonly problems: ConnectionProblem[]; readonly warnings: string[] }): Settings {
  const settings: { [name in SettingName]?: Setting } = {};
  for (const [key, value] of Object.entries(table)) {
    const name = settingOfKey(key);
    const origin = `${where} ${key}`;
    if (name === null) {
      // Other tools keep keys of their own here: only what looks like a slip is worth a word.
      const meant = closest(key, SETTING_KEYS);
      if (meant !== null) found.warnings.push(`${origin} is not known and was ignored; did you mean ${meant}?`);
    } else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") {
      if (String(value) !== "") settings[name] ??= { value: String(value), origin };
    } else {
      found.problems.push({ message: `${origin} must be a single value` });
    }
  }
  return settings;
}
