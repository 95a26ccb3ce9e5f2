import {
  type AnyObject,
  AttachmentSet,
  type Catalog,
  type Desired,
  type Grant,
  type Grantee,
  GrantSet,
  granteeKey,
  idOf,
  type Mode,
  type ObjectId,
  type ScopeRule,
  ScopeRules,
  type Treatment,
  treatment,
  type Value,
} from "@snowtower/kinds";
import { type AccountFacts, exactly, nameOf } from "@snowtower/sql";

/** Catalogs and projects written by hand, for tests of the planner. */
const facts: AccountFacts = {
  locator: "AB12345",
  organization: "ORG",
  name: "ACC",
  region: "AWS_EU_CENTRAL_1",
  edition: "ENTERPRISE",
  user: exactly("BOSS"),
  role: exactly("ADMIN"),
  warehouse: null,
  source: "test",
};

/** Everything was read. */
const EVERYTHING = { has: () => true } as unknown as ReadonlySet<string>;

export interface CatalogParts {
  readonly objects?: readonly AnyObject[];
  readonly grants?: readonly Grant[];
  readonly coverage?: ReadonlySet<string>;
  readonly gaps?: Catalog["gaps"];
  readonly facts?: Partial<AccountFacts>;
}

export function catalogOf(parts: CatalogParts = {}): Catalog {
  return {
    facts: { ...facts, ...parts.facts },
    objects: new Map((parts.objects ?? []).map((object) => [object.id, object])),
    grants: new GrantSet(parts.grants),
    attachments: new AttachmentSet(),
    gaps: parts.gaps ?? [],
    baseline: 0,
    coverage: parts.coverage ?? EVERYTHING,
  };
}

export interface ProjectParts {
  readonly objects?: readonly AnyObject[];
  readonly grants?: readonly Grant[];
  readonly prefix?: string;
  readonly admin?: string;
  readonly mode?: Mode | ((object: AnyObject) => Mode);
  /** Grantees that are not strict. */
  readonly additive?: readonly Grantee[];
  readonly strict?: readonly Grantee[];
  readonly protected?: readonly ObjectId[];
  readonly rules?: readonly ScopeRule[];
  readonly reasons?: ReadonlyMap<string, string>;
}

/** A project; strict on every role of its grants unless it says otherwise. */
export function projectOf(parts: ProjectParts = {}): Desired {
  const additive = new Set((parts.additive ?? []).map(granteeKey));
  const strict = [...(parts.grants ?? []).map((grant) => grant.to), ...(parts.strict ?? [])].map(granteeKey).filter((key) => !additive.has(key));
  const mode = parts.mode ?? "additive";
  const kept = new Set(parts.protected);
  const prefix = parts.prefix ?? "";
  const rules = new ScopeRules({ prefix, rules: parts.rules ?? [], protected: [] });
  const of = (object: AnyObject): Treatment => {
    const ruling = rules.of(object);
    const wished = ruling.mode ?? (typeof mode === "function" ? mode(object) : mode);
    return treatment({ kind: object.kind, mode: wished, ruling, protected: kept.has(object.id) });
  };
  return {
    catalog: catalogOf(parts),
    scope: {
      prefix,
      admin: exactly(parts.admin ?? "ADMIN"),
      databases: new Set(),
      rules,
      of,
      strictGrantees: new Set(strict),
      strictMembers: new Set(),
      additiveGrantees: additive,
    },
    attached: new Set(),
    renamed: new Map(),
    origin: new Map((parts.objects ?? []).map((object) => [object.id, { file: `${object.kind}.yaml`, line: 1, column: 1 }])),
    reasons: parts.reasons ?? new Map(),
  };
}

type SampleFields = { readonly [field: string]: Value };

/** `thing("table", "DB.SC.T")`: described, its owner left open. */
export function thing(kind: string, dotted: string, fields: SampleFields = {}): AnyObject {
  const name = nameOf(...dotted.split("."));
  return { kind, id: idOf(kind, name), name, owner: undefined, fields };
}

export function owned(object: AnyObject, owner = "ADMIN"): AnyObject {
  return { ...object, owner: exactly(owner) };
}

export function role(name: string): Grantee {
  return { type: "ROLE", name };
}

/** `grant("SELECT", "TABLE DB.SC.T", "ANALYST")`, `grant("SELECT", "FUTURE TABLE IN SCHEMA DB.SC", "ANALYST")`, `grant("USAGE", "ROLE A", "B")`. */
export function grant(privilege: string, on: string, to: string | Grantee, more: Partial<Grant> = {}): Grant {
  return { privilege, on: targetOf(on), to: typeof to === "string" ? role(to) : to, option: false, ...more };
}

function targetOf(text: string): Grant["on"] {
  if (text === "ACCOUNT") return { kind: "account" };
  const future = /^FUTURE (.+) IN (DATABASE|SCHEMA) (.+)$/.exec(text);
  if (future !== null) return { kind: "future", type: future[1] as string, in: future[2] as "DATABASE" | "SCHEMA", name: future[3] as string };
  const at = text.lastIndexOf(" ");
  return { kind: "object", type: text.slice(0, at), name: text.slice(at + 1) };
}

/** A table with a key, and foreign keys to others. */
export function table(dotted: string, refersTo: readonly string[] = [], more: SampleFields = {}): AnyObject {
  const columns = [{ name: "ID", type: "NUMBER(38,0)", not_null: true }];
  const keys = refersTo.map((ref) => ({ columns: ["ID"], ref_table: ref, ref_columns: ["ID"] }));
  return thing("table", dotted, { columns, primary_key: ["ID"], ...(keys.length === 0 ? {} : { foreign_keys: keys }), ...more });
}

export function view(dotted: string, text: string): AnyObject {
  return thing("view", dotted, { text });
}
