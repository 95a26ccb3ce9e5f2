import { type ConfigNode, type ParseContext, parseFields, type Report, settingsFields } from "@snowtower/kinds";
import { type ProjectFiles, unreadDiagnostic } from "../project/project-files.ts";
import { readYaml } from "../project/yaml.ts";
import { envPrefix } from "./env-prefix.ts";
import { type ScopeSettings, SILENT_SCOPE, scopeSettingsOf } from "./scope/project-scope.ts";

export const SETTINGS_FILE = "snowtower.yaml";

export interface EnvironmentSettings {
  readonly connection?: string;
  readonly prefix?: string;
  readonly placeholders?: ConfigNode;
  /** By kind, name and field. */
  readonly overrides?: ConfigNode;
  readonly scope: ScopeSettings;
  /** What the role that plans is not shown counts as absent. */
  readonly assumeAbsent?: boolean;
  /** `DB.SCHEMA` in displayed form, or `off`. */
  readonly state?: string;
}

/** What snowtower.yaml says: where the project goes, not what it describes. */
export interface Settings {
  readonly connection?: string;
  readonly environments: ReadonlyMap<string, EnvironmentSettings>;
  readonly scope: ScopeSettings;
  readonly assumeAbsent?: boolean;
  readonly state?: string;
}

const NONE: Settings = { environments: new Map(), scope: SILENT_SCOPE };

/** Reads snowtower.yaml; a project without one has no environments, and is strict on what its admin role owns. */
export function readSettings(files: ProjectFiles, report: Report): Settings {
  const read = files.read(SETTINGS_FILE);
  if (read.kind === "missing") return NONE;
  const at = { file: SETTINGS_FILE, line: 1, column: 1 };
  if (read.kind !== "text") {
    report(unreadDiagnostic(read, SETTINGS_FILE, at));
    return NONE;
  }
  const node = readYaml(read.text, { file: SETTINGS_FILE, report });
  return node === null ? NONE : settingsOf(node, report);
}

function settingsOf(node: ConfigNode, report: Report): Settings {
  const context: ParseContext = { prefix: "", database: null, schema: null, report, secrets: { keep: (ref) => ({ ref, digest: "" }) } };
  const { values } = parseFields(node, settingsFields.root, context);
  const environments = new Map<string, EnvironmentSettings>();
  for (const entry of childrenOf(node, "environments")) {
    const { values: fields } = parseFields(entry.value, settingsFields.environment, context);
    reportPrefix(fields.prefix, entry.value, report);
    environments.set(entry.key, {
      ...textOf(fields, "connection"),
      ...textOf(fields, "prefix"),
      ...textOf(fields, "state"),
      ...assumption(fields),
      ...nodeOf(entry.value, "placeholders"),
      ...nodeOf(entry.value, "overrides"),
      scope: scopeSettingsOf(fields),
    });
  }
  return { ...textOf(values, "connection"), ...textOf(values, "state"), ...assumption(values), environments, scope: scopeSettingsOf(values) };
}

function assumption({ assume_absent: said }: { readonly [field: string]: unknown }): { readonly assumeAbsent?: boolean } {
  return typeof said === "boolean" ? { assumeAbsent: said } : {};
}

function reportPrefix(written: unknown, environment: ConfigNode, report: Report): void {
  const checked = envPrefix(typeof written === "string" ? written : undefined);
  if (!("refused" in checked)) return;
  const entry = environment.kind === "map" ? environment.entries.find(({ key }) => key === "prefix") : undefined;
  report({ severity: "error", code: "ST3302", message: checked.refused, at: entry?.value.at ?? environment.at });
}

function childrenOf(node: ConfigNode, key: string) {
  const value = node.kind === "map" ? node.entries.find((entry) => entry.key === key)?.value : undefined;
  return value?.kind === "map" ? value.entries : [];
}

/** What is read later, when it is known what else there is. */
function nodeOf<K extends string>(node: ConfigNode, key: K): { readonly [P in K]?: ConfigNode } {
  const value = node.kind === "map" ? node.entries.find((entry) => entry.key === key)?.value : undefined;
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: ConfigNode });
}

function textOf<K extends string>(fields: { readonly [field: string]: unknown }, key: K): { readonly [P in K]?: string } {
  const value = fields[key];
  return typeof value === "string" ? ({ [key]: value } as { [P in K]: string }) : {};
}
