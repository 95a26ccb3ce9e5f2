import {
  type AnyObject,
  type CompileContext,
  catalogue,
  compileSpec,
  type Desired,
  type Diagnostic,
  database,
  type Expansion,
  expand,
  forAccount,
  GrantSet,
  idOf,
  isSystemRole,
  kindNamed,
  type Model,
  modelFiles,
  type ObjectId,
  type Position,
  parseModel,
  type Report,
  role,
  rulesetOf,
  type Spec,
  schema,
  warehouseOf,
} from "@snowtower/kinds";
import { type AccountFacts, exactly, type Identifier } from "@snowtower/sql";
import { loadFiles } from "../project/load-files.ts";
import type { PlaceholderSource } from "../project/placeholders.ts";
import type { ProjectFiles } from "../project/project-files.ts";
import { danglingReferences } from "./dangling-references.ts";
import { scopeOf } from "./scope-of.ts";
import type { SecretStore } from "./secrets.ts";
import { SETTINGS_FILE } from "./settings.ts";
import { specsOf } from "./specs.ts";

interface LoadProjectOptions {
  /** With its separator, or empty. */
  readonly prefix: string;
  readonly placeholders?: readonly PlaceholderSource[];
  readonly fernetKeys?: readonly string[];
  readonly secrets: SecretStore;
  readonly undescribed: "strict" | "additive";
}

/** A project's files, read and checked as far as that goes without an account. */
export interface LoadedProject {
  readonly specs: readonly Spec[];
  /** Mistakes of the files, of what they describe, and of the role model. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the project wants of an account, deployed by whoever is logged in there. */
  describe(facts: AccountFacts): Desired;
}

const KNOWN = {
  account: [
    ...catalogue.filter((kind) => kind.layout === "root file").map((kind) => kind.name),
    ...modelFiles.flatMap((file) => [file.stem, ...(file.formerly === undefined ? [] : [file.formerly])]),
  ],
  database: ["params"],
  schema: ["params"],
  types: catalogue.filter((kind) => kind.layout === "object file").map((kind) => kind.name),
};

/** Reads a project; every mistake is in `diagnostics`, all of them together. */
export function loadProject(files: ProjectFiles, options: LoadProjectOptions): LoadedProject {
  const { prefix, secrets, placeholders, fernetKeys } = options;
  const loaded = loadFiles(files, {
    known: KNOWN,
    prefix,
    ...(placeholders === undefined ? {} : { placeholders }),
    ...(fernetKeys === undefined ? {} : { fernetKeys }),
  });
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  const unread = new Set(loaded.diagnostics.filter(({ severity }) => severity === "error").map(({ at }) => placeKey(at)));
  const report = (diagnostic: Diagnostic): void => {
    // What could not be read is told once, not a second time for what it is not.
    if (!unread.has(placeKey(diagnostic.at))) diagnostics.push(diagnostic);
  };
  const specs = specsOf(loaded, { prefix, secrets, report });
  const roots = new Map(loaded.documents.flatMap(({ place, node }) => (place.kind === "account" ? [[place.file, node] as const] : [])));
  const model = parseModel(roots, { prefix, database: null, schema: null, report, secrets });
  const objects = compileAll(specs, { ...options, model, report });
  for (const diagnostic of danglingReferences(objects, specs)) report(diagnostic);
  // Who deploys does not matter for what can be wrong.
  diagnostics.push(...expandFor(ANYBODY, { specs, model, prefix }).diagnostics);
  return { specs, diagnostics: inOrder(diagnostics), describe: (facts) => describe(facts, { ...options, specs, model, objects }) };
}

const ANYBODY = { role: exactly("ACCOUNTADMIN"), user: exactly("ADMIN") };

interface Parsed {
  readonly specs: readonly Spec[];
  readonly model: Model;
  readonly prefix: string;
}

function expandFor(deployer: { readonly role: Identifier; readonly user: Identifier }, { specs, model, prefix }: Parsed): Expansion {
  return expand({ specs, model, prefix, deployer, at: { file: SETTINGS_FILE, line: 1, column: 1 } });
}

function compileAll(specs: readonly Spec[], options: LoadProjectOptions & { readonly model: Model; readonly report: Report }): readonly AnyObject[] {
  const { prefix, secrets, model, report } = options;
  const byId = new Map(specs.map((spec) => [spec.id, spec]));
  // What is granted to a role of Snowflake's own can be described; the role itself is not the project's to make.
  const own = specs.filter((spec) => !spec.flawed && (spec.kind !== role.name || !isSystemRole(spec.name[0] ?? "")));
  return own.map((spec) => {
    const kind = kindNamed(spec.kind);
    const [inDatabase = null, inSchema = null] = kind.scope === "account" ? [] : spec.name;
    const context: CompileContext = {
      prefix,
      database: inDatabase,
      schema: inSchema,
      report,
      secrets,
      databaseSpec: containerSpec(spec, 1, byId),
      schemaSpec: containerSpec(spec, 2, byId),
      ruleset: (name) => rulesetOf(model, name),
      warehouseOf: (roles) => warehouseOf(model, roles),
    };
    return compileSpec(kind, spec, context);
  });
}

/** The spec of the database (depth 1) or the schema (depth 2) that the object is in. */
function containerSpec(spec: Spec, depth: 1 | 2, byId: ReadonlyMap<ObjectId, Spec>): Spec | null {
  if (spec.name.length <= depth) return null;
  return byId.get(idOf(depth === 1 ? database.name : schema.name, spec.name.slice(0, depth))) ?? null;
}

function describe(facts: AccountFacts, parsed: Parsed & LoadProjectOptions & { readonly objects: readonly AnyObject[] }): Desired {
  const { specs, prefix, undescribed } = parsed;
  const expansion = expandFor(facts, parsed);
  const all = [...parsed.objects.map((object) => forAccount(object, facts)), ...expansion.roles].map((object) => [object.id, object] as const);
  const objects = new Map<ObjectId, AnyObject>(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  const scope = scopeOf({ prefix, admin: expansion.admin, facts, specs, expansion, undescribed });
  const origin = new Map<ObjectId, Position>([...specs.map((spec) => [spec.id, spec.at] as const), ...expansion.origin]);
  const catalog = { facts, objects, grants: new GrantSet(expansion.grants), attachments: [], gaps: [], baseline: 0, coverage: new Set<string>() };
  return { catalog, scope, origin, reasons: expansion.reasons };
}

function placeKey({ file, line, column }: Position): string {
  return `${file}\u0000${line}\u0000${column}`;
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = (d: Diagnostic): string => `${d.at.file}\u0000${String(d.at.line).padStart(8, "0")}\u0000${String(d.at.column).padStart(8, "0")}\u0000${d.code}`;
  return [...diagnostics].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
