import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  diskFiles,
  type EnvironmentSettings,
  envPrefix,
  type LoadedProject,
  loadProject,
  type PlaceholderSource,
  readSettings,
  SecretStore,
  type Settings,
  scopeIn,
  splitFernetKeys,
  stateSchemaOf,
} from "@snowtower/engine";
import type { Diagnostic } from "@snowtower/kinds";
import { closest, type QualifiedName } from "@snowtower/sql";
import type { ProjectOptions } from "../commands/project-options.ts";
import { UsageError } from "../usage-error.ts";

/** A project's folder, read; with it the environment that was asked for. */
export interface OpenProject {
  readonly root: string;
  readonly settings: Settings;
  readonly environment: ({ readonly name: string } & EnvironmentSettings) | undefined;
  /** With its separator, or empty. */
  readonly prefix: string;
  readonly secrets: SecretStore;
  /** Where the account keeps marks and the lock; `null` if the project wants none. */
  readonly stateSchema: QualifiedName | null;
  readonly loaded: LoadedProject;
  /** What the role that plans is not shown counts as absent. */
  readonly assumeAbsent: boolean;
  /** Of snowtower.yaml and of the files, in the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of snowtower.yaml alone: with a mistake there it is not known which account is meant. */
  readonly settingsDiagnostics: readonly Diagnostic[];
  /** Where the project's local account is kept. */
  readonly localFolder: string;
}

/** Reads the project of the command line. Throws a `UsageError` for a folder that is not there, and for an environment that nobody described. */
export function openProject(options: ProjectOptions, env: NodeJS.ProcessEnv): OpenProject {
  const root = resolve(options.config);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError("ST3301", `there is no folder ${root}`, "-c takes the folder that holds the project");
  const files = diskFiles(root);
  const found: Diagnostic[] = [];
  const settings = readSettings(files, (diagnostic) => found.push(diagnostic));
  const isBroken = found.some((diagnostic) => diagnostic.severity === "error");
  // An environment that a broken snowtower.yaml does not name is no second mistake.
  const environment = isBroken && !settings.environments.has(options.env ?? "") ? undefined : environmentOf(settings, options.env);
  const prefixed = envPrefix(options.envPrefix ?? (isBroken ? undefined : environment?.prefix));
  if ("refused" in prefixed) throw new UsageError("ST3302", prefixed.refused);
  const keys = splitFernetKeys(env.SNOWFLAKE_CONFIG_FERNET_KEYS ?? "");
  const secrets = new SecretStore(keys[0], keys.slice(1));
  const placeholders: PlaceholderSource[] = environment?.placeholders === undefined ? [] : [{ kind: "node", node: environment.placeholders }];
  const scope = scopeIn(settings.scope, environment?.scope);
  const overrides = environment?.overrides === undefined ? {} : { overrides: environment.overrides };
  const stateSchema = stateSchemaOf(environment?.state ?? settings.state);
  const loaded = loadProject(files, { prefix: prefixed.prefix, placeholders, fernetKeys: keys, secrets, scope, ...overrides, state: stateSchema });
  const diagnostics = [...found, ...loaded.diagnostics];
  return {
    root,
    settings,
    environment,
    prefix: prefixed.prefix,
    secrets,
    stateSchema,
    loaded,
    assumeAbsent: options.assumeAbsent ?? environment?.assumeAbsent ?? settings.assumeAbsent ?? false,
    diagnostics,
    settingsDiagnostics: found,
    localFolder: join(root, ".snowtower", "local"),
  };
}

function environmentOf(settings: Settings, name: string | undefined): OpenProject["environment"] {
  if (name === undefined) return undefined;
  const environment = settings.environments.get(name);
  if (environment !== undefined) return { name, ...environment };
  const names = [...settings.environments.keys()];
  const near = closest(name, names);
  const known = names.length === 0 ? "snowtower.yaml describes no environments" : `snowtower.yaml describes ${names.join(", ")}`;
  throw new UsageError("ST3002", `there is no environment ${name}`, near === null ? known : `did you mean ${near}? ${known}`);
}
