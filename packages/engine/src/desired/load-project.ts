import {
  type AnyObject,
  AttachmentSet,
  type ConfigNode,
  catalogue,
  type Desired,
  type Diagnostic,
  type Expansion,
  expand,
  forAccount,
  GrantSet,
  hasEdition,
  kindNamed,
  kindOfId,
  type Model,
  modelFiles,
  type ObjectId,
  type Position,
  parseModel,
  ScopeRules,
  type Spec,
} from "@snowtower/kinds";
import { type AccountFacts, exactly, type Identifier, type QualifiedName } from "@snowtower/sql";
import { loadFiles } from "../project/load-files.ts";
import type { PlaceholderSource } from "../project/placeholders.ts";
import type { ProjectFiles } from "../project/project-files.ts";
import { type CompiledSpecs, compileSpecs } from "./compile-specs.ts";
import { danglingReferences } from "./dangling-references.ts";
import { mistakesBetween } from "./mistakes-between.ts";
import { applyOverrides } from "./overrides/apply-overrides.ts";
import { otherEnvironments } from "./scope/other-environment.ts";
import { type ProjectScope, SILENT_SCOPE, scopeIn } from "./scope/project-scope.ts";
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
  readonly scope?: ProjectScope;
  /** What is otherwise in this environment than the files say: by kind, name and field. */
  readonly overrides?: ConfigNode;
  /** The state schema, which is no project's; `null` or absent: there is none. */
  readonly state?: QualifiedName | null;
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
  database: ["params", ...catalogue.filter((kind) => kind.layout === "database file").map((kind) => kind.name)],
  schema: ["params"],
  types: catalogue.filter((kind) => kind.layout === "object file").map((kind) => kind.name),
  typesWithFiles: catalogue.filter((kind) => kind.files === true).map((kind) => kind.name),
};

/** Reads a project; every mistake is in `diagnostics`, all of them together. */
export function loadProject(files: ProjectFiles, options: LoadProjectOptions): LoadedProject {
  const { prefix, secrets, placeholders, fernetKeys, overrides, scope = scopeIn(SILENT_SCOPE), state = null } = options;
  const read = loadFiles(files, {
    known: KNOWN,
    prefix,
    ...(overrides === undefined ? {} : { overrides }),
    ...(placeholders === undefined ? {} : { placeholders }),
    ...(fernetKeys === undefined ? {} : { fernetKeys }),
  });
  const diagnostics: Diagnostic[] = [...read.diagnostics];
  const unread = new Set(read.diagnostics.filter(({ severity }) => severity === "error").map(({ at }) => placeKey(at)));
  const report = (diagnostic: Diagnostic): void => {
    // What could not be read is told once, not a second time for what it is not.
    if (!unread.has(placeKey(diagnostic.at))) diagnostics.push(diagnostic);
  };
  const loaded = read.overrides === undefined ? read : applyOverrides(read, read.overrides, report);
  const specs = specsOf(loaded, { prefix, secrets, report, rules: new ScopeRules({ prefix, ...scope }) });
  const roots = new Map(loaded.documents.flatMap(({ place, node }) => (place.kind === "account" ? [[place.file, node] as const] : [])));
  const model = parseModel(roots, { prefix, database: null, schema: null, report, secrets });
  const compiled = compileSpecs(specs, { prefix, secrets, model, report });
  for (const diagnostic of [
    ...danglingReferences(compiled, specs),
    ...mistakesBetween(compiled.objects, specs),
    ...otherEnvironments(compiled.objects, { specs, prefix }),
  ])
    report(diagnostic);
  // Who deploys does not matter for what can be wrong.
  diagnostics.push(...expandFor(ANYBODY, { specs, model, prefix }).diagnostics);
  return { specs, diagnostics: inOrder(diagnostics), describe: (facts) => describe(facts, { prefix, project: scope, state, specs, model, compiled }) };
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

interface Described extends Parsed {
  readonly project: ProjectScope;
  readonly state: QualifiedName | null;
  readonly compiled: CompiledSpecs;
}

function describe(facts: AccountFacts, parsed: Described): Desired {
  const { specs, prefix, project, state, compiled } = parsed;
  const expansion = expandFor(facts, parsed);
  const isPossible = (id: ObjectId): boolean => hasEdition(facts, kindNamed(kindOfId(id)).edition);
  const all = [...compiled.objects.filter(({ id }) => isPossible(id)).map((object) => forAccount(object, facts)), ...expansion.roles].map(
    (object) => [object.id, object] as const,
  );
  const objects = new Map<ObjectId, AnyObject>(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  const scope = scopeOf({ prefix, admin: expansion.admin, facts, specs, expansion, project, state });
  const origin = new Map<ObjectId, Position>([...specs.map((spec) => [spec.id, spec.at] as const), ...expansion.origin]);
  const catalog = {
    facts,
    objects,
    grants: new GrantSet(expansion.grants),
    attachments: new AttachmentSet(compiled.attachments.map(({ attachment }) => attachment).filter(({ what }) => isPossible(what))),
    gaps: [],
    baseline: 0,
    coverage: new Set<string>(),
  };
  const leftOut = compiled.objects.map(({ id }) => id).filter((id) => !isPossible(id));
  return {
    catalog,
    scope,
    ...(leftOut.length === 0 ? {} : { leftOut }),
    attached: compiled.attached,
    renamed: compiled.renamed,
    origin,
    reasons: expansion.reasons,
  };
}

function placeKey({ file, line, column }: Position): string {
  return `${file}\u0000${line}\u0000${column}`;
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = (d: Diagnostic): string => `${d.at.file}\u0000${String(d.at.line).padStart(8, "0")}\u0000${String(d.at.column).padStart(8, "0")}\u0000${d.code}`;
  return [...diagnostics].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
