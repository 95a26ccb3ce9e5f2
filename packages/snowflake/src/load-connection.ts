// The one file of the resolver that touches the machine: files, permissions, environment.
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ConnectionFlags } from "./connection-settings.ts";
import type { FileRead } from "./file-read.ts";
import { homePath } from "./home-path.ts";
import type { Environment } from "./merge-settings.ts";
import type { SourceText } from "./read-connections.ts";
import { type ResolvedConnection, resolveConnection } from "./resolve-connection.ts";

interface LoadConnection {
  /** A connection's name; else the default one. */
  readonly connection?: string;
  readonly flags?: ConnectionFlags;
  /** This `config.toml` and no other file. */
  readonly configFile?: string;
  readonly env?: Environment;
  readonly home?: string;
}

/** Reads Snowflake's connection files and variables where its own tools keep them, and resolves them. */
export function loadConnection(load: LoadConnection = {}): ResolvedConnection {
  const env = load.env ?? process.env;
  const home = load.home ?? homedir();
  const folder = configFolder(env, home);
  const configPath = load.configFile === undefined ? join(folder, "config.toml") : homePath(load.configFile, home);
  const config = readSource(configPath);
  const connections = load.configFile === undefined ? readSource(join(folder, "connections.toml")) : null;
  for (const source of [config, connections]) {
    if (source !== null && "failed" in source)
      return { kind: "problems", problems: [{ message: `cannot read ${source.path}: ${source.failed}` }], warnings: [] };
  }
  if (config === null && load.configFile !== undefined) {
    return { kind: "problems", problems: [{ message: `there is no file ${configPath}` }], warnings: [] };
  }
  return resolveConnection({
    env,
    files: { home, read: readFile },
    ...(config === null || "failed" in config ? {} : { configToml: config }),
    ...(connections === null || "failed" in connections ? {} : { connectionsToml: connections }),
    ...(load.flags === undefined ? {} : { flags: load.flags }),
    ...(load.connection === undefined ? {} : { connection: load.connection }),
  });
}

/** Where Snowflake's tools look (docs: snowflake-cli/connecting/configure-cli, "Location of the .toml configuration file"). */
function configFolder(env: Environment, home: string): string {
  const given = env.SNOWFLAKE_HOME;
  if (given !== undefined && given !== "") return homePath(given, home);
  const usual = join(home, ".snowflake");
  if (isFolder(usual)) return usual;
  if (process.platform === "win32") return join(home, "AppData", "Local", "snowflake");
  if (process.platform === "darwin") return join(home, "Library", "Application Support", "snowflake");
  const xdg = env.XDG_CONFIG_HOME;
  return join(xdg === undefined || xdg === "" ? join(home, ".config") : xdg, "snowflake");
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readSource(path: string): SourceText | { readonly path: string; readonly failed: string } | null {
  const read = readFile(path);
  if ("failed" in read) return read.failed === "ENOENT" || read.failed === "ENOTDIR" ? null : { path, failed: read.failed };
  return { path, ...read };
}

function readFile(path: string): FileRead {
  try {
    const text = readFileSync(path, "utf8");
    return process.platform === "win32" ? { text } : { text, mode: statSync(path).mode & 0o777 };
  } catch (error) {
    return { failed: (error as NodeJS.ErrnoException).code ?? "unreadable" };
  }
}
