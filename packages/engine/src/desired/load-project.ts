import { catalogue, compileSpec, type CompileContext, database, idOf, schema, type Diagnostic, type Desired, type Expansion, expand, GrantSet, type Model, modelFiles, type ObjectId, type AnyObject, parseModel, rulesetOf, kindNamed, type Position, type Spec, warehouseOf } from "@snowtower/kinds";
import type { AccountFacts, Identifier } from "@snowtower/sql";
import { loadFiles } from "../project/load-files.ts";
import type { PlaceholderSource } from "../project/placeholders.ts";
import type { ProjectFiles } from "../project/project-files.ts";
import { SETTINGS_FILE } from "./settings.ts";
import { scopeOf } from "./scope-of.ts";
import type { SecretStore } from "./secrets.ts";
import { specsOf } from "./specs.ts";

export interface LoadProjectOptions {
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
  account: [...catalogue.filter((kind) => kind.layout === "root file").map((kind) => kind.name), ...modelFiles.flatMap((file) => [file.stem, ...(file.formerly === undefined ? [] : [file.formerly])])],
  database: ["params"],
  schema: ["params"],
  types: catalogue.filter((kind) => kind.layout === "object file").map((kind) => kind.name),
};

/** Reads a project; every mistake is in `diagnostics`, all of them together. */
export function loadProject(files: ProjectFiles, options: LoadProjectOptions): LoadedProject {
  const { prefix, secrets } = options;
  const loaded = loadFiles(files, { known: KNOWN, prefix, ...(options.placeholders === undefined ? {} : { placeholders: options.placeholders }), ...(options.fernetKeys === undefined ? {} : { fernetKeys: options.fernetKeys }) });
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  const report = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  const specs = specsOf(loaded, { prefix, secrets, report });
  const roots = new Map(loaded.documents.flatMap(({ place, node }) => (place.kind === "account" ? [[place.file, node] as const] : [])));
  const model = parseModel(roots, { prefix, database: null, schema: null, report, secrets });
  // Who deploys does not matter for what can be wrong.
  diagnostics.push(...expandFor(OFFLINE, { specs, model, prefix }).diagnostics);
  return { specs, diagnostics: inOrder(diagnostics), describe: (facts) => describe(facts, { ...options, specs, model }) };
}

const OFFLINE = { role: "ACCOUNTADMIN" as Identifier, user: "ADMIN" as Identifier };

interface Parsed {
  readonly specs: readonly Spec[];
  readonly model: Model;
  readonly prefix: string;
}

function expandFor(deployer: { readonly role: Identifier; readonly user: Identifier }, { specs, model, prefix }: Parsed): Expansion {
  return expand({ specs, model, prefix, deployer, at: { file: SETTINGS_FILE, line: 1, column: 1 } });
}

function describe(facts: AccountFacts, parsed: Parsed & LoadProjectOptions): Desired {
  const { specs, model, prefix, secrets } = parsed;
  const expansion = expandFor(facts, parsed);
  const byId = new Map(specs.map((spec) => [spec.id, spec]));
  const objects = new Map<ObjectId, AnyObject>();
  for (const spec of specs) {
    const [inDatabase = null, inSchema = null] = kindNamed(spec.kind).scope === "account" ? [] : spec.name;
    const context: CompileContext = {
      prefix,
      database: inDatabase,
      schema: inSchema,
      report: () => undefined,
      secrets,
      databaseSpec: containerSpec(spec, 1, byId),
      schemaSpec: containerSpec(spec, 2, byId),
      ruleset: (name) => rulesetOf(model, name),
      warehouseOf: (roles) => warehouseOf(model, roles),
    };
    objects.set(spec.id, compileSpec(kindNamed(spec.kind), spec, context));
  }
  for (const role of expansion.roles) objects.set(role.id, role);
  const scope = scopeOf({ prefix, admin: expansion.admin, facts, specs, expansion, undescribed: parsed.undescribed });
  const origin = new Map<ObjectId, Position>([...specs.map((spec) => [spec.id, spec.at] as const), ...expansion.origin]);
  const catalog = { facts, objects: new Map([...objects].sort(([a], [b]) => (a < b ? -1 : 1))), grants: new GrantSet(expansion.grants), attachments: [], gaps: [], baseline: 0, coverage: new Set<string>() };
  return { catalog, scope, origin, reasons: expansion.reasons };
}

/** The spec of the database (depth 1) or the schema (depth 2) that the object is in. */
function containerSpec(spec: Spec, depth: 1 | 2, byId: ReadonlyMap<ObjectId, Spec>): Spec | null {
  if (spec.name.length <= depth) return null;
  return byId.get(idOf(depth === 1 ? database.name : schema.name, spec.name.slice(0, depth))) ?? null;
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = (d: Diagnostic): string => `${d.at.file}\u0000${String(d.at.line).padStart(8, "0")}\u0000${String(d.at.column).padStart(8, "0")}\u0000${d.code}`;
  return [...diagnostics].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
