import { holds, holdsGlobal, owns } from "../../access/authorize.ts";
import { pathOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import { TABLE_LIKE } from "../../catalog/table-like.ts";
import type { Context } from "../../context.ts";
import { type Attachable, attachable, MASKING_POLICY, ROW_ACCESS_POLICY, TAG } from "../../objects/governance/apply.ts";
import { type PolicyReference, referencesOfPolicy, referencesOn } from "../../objects/governance/references.ts";
import { find, type Kind, resolve, written } from "../../objects/resolve.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { textColumn } from "../../result.ts";
import { compilationError, doesNotExist, insufficientPrivileges, unsupported } from "../../sql-error.ts";
import { sortedByPath } from "../../statements/show-scope.ts";
import type { Relation } from "../relations.ts";
import { type FunctionCall, nameIn, readFunction } from "./read-function.ts";
import { referencesOfNetworkPolicy, referencesOfUserPolicy, referencesOnBearer } from "./user-policy-references.ts";

const COLUMNS = [
  "POLICY_DB",
  "POLICY_SCHEMA",
  "POLICY_NAME",
  "POLICY_KIND",
  "REF_DATABASE_NAME",
  "REF_SCHEMA_NAME",
  "REF_ENTITY_NAME",
  "REF_ENTITY_DOMAIN",
  "REF_COLUMN_NAME",
  "REF_ARG_COLUMN_NAMES",
  "TAG_DATABASE",
  "TAG_SCHEMA",
  "TAG_NAME",
  "POLICY_STATUS",
].map((name) => textColumn(name));

const POLICIES: readonly Attachable[] = [
  MASKING_POLICY,
  ROW_ACCESS_POLICY,
  attachable("AGGREGATION POLICY"),
  attachable("JOIN POLICY"),
  attachable("PROJECTION POLICY"),
];
/** Where policies may be in Snowflake that this account has not. */
const OTHER_DOMAINS = ["INTEGRATION"];

/** TABLE([db.]INFORMATION_SCHEMA.POLICY_REFERENCES(...)), behind `TABLE (` (docs: sql-reference/functions/policy_references); `null` if it is another function. */
export function readPolicyReferences(cursor: Cursor): Relation | null {
  const call = readFunction(cursor, ["POLICY_REFERENCES"]);
  if (call === null) return null;
  return (context) => {
    call.check(context);
    const found = references(context, call);
    const order = sortedByPath(context, [...new Set(found.map(({ on }) => on))]);
    const sorted = order.flatMap((on) => found.filter((reference) => reference.on === on));
    return { columns: COLUMNS, rows: sorted.map((reference) => policyReferenceCells(context, reference)) };
  };
}

function references(context: Context, { args }: FunctionCall): readonly PolicyReference[] {
  const policyKind = args.get("POLICY_KIND");
  if (policyKind !== undefined && (policyKind.toUpperCase() !== "NETWORK_POLICY" || args.size !== 2))
    throw compilationError("001044", "42P13", "Invalid argument types for function 'POLICY_REFERENCES'.");
  if (policyKind !== undefined) return referencesOfNetworkPolicy(context, args.get("POLICY_NAME") ?? "");
  const positional = args.has("1");
  const policyName = args.get("POLICY_NAME") ?? (positional ? undefined : args.get("0"));
  const name = args.get("REF_ENTITY_NAME") ?? (positional ? args.get("0") : undefined);
  const domain = args.get("REF_ENTITY_DOMAIN") ?? args.get("1");
  if (policyName !== undefined && args.size === 1) return ofPolicy(context, policyName);
  if (name === undefined || domain === undefined || args.size !== 2)
    throw compilationError("001044", "42P13", "Invalid argument types for function 'POLICY_REFERENCES'.");
  return ofEntity(context, name, domain.toUpperCase());
}

/** All rows for who may attach the policy anywhere; otherwise those on what he owns. */
function isShown(context: Context, { policy, on }: PolicyReference): boolean {
  return maySee(context, policy) && (isGlobal(context, policy) || owns(context, on));
}

function isGlobal(context: Context, policy: Entry): boolean {
  return POLICIES.some((kind) => kind.name === policy.class && holdsGlobal(context, kind.global));
}

function maySee(context: Context, policy: Entry): boolean {
  return isGlobal(context, policy) || holds(context.draft.catalog, context.active.all, { privilege: "APPLY", on: policy });
}

function ofPolicy(context: Context, text: string): readonly PolicyReference[] {
  const ref = nameIn(text);
  for (const kind of POLICIES) {
    const policy = find(context, { kind, ref, args: null });
    if (policy !== null) return referencesOfPolicy(context, policy).filter((reference) => isShown(context, reference));
  }
  const ofUsers = referencesOfUserPolicy(context, text);
  if (ofUsers !== null) return ofUsers;
  throw doesNotExist("Policy", written(ref));
}

function ofEntity(context: Context, text: string, domain: string): readonly PolicyReference[] {
  if (domain === "USER" || domain === "ACCOUNT") return referencesOnBearer(context, text, domain);
  if (OTHER_DOMAINS.includes(domain)) throw unsupported(`POLICY_REFERENCES(REF_ENTITY_DOMAIN => '${domain}')`);
  const on = resolve(context, { kind: kindOf(domain), ref: nameIn(text), args: null });
  const found = referencesOn(context, on);
  // "If the role does not have any policy permissions but has the OWNERSHIP privilege on the table, Snowflake returns an error message"
  if (found.length > 0 && !found.some(({ policy }) => maySee(context, policy))) throw insufficientPrivileges(on.class, on.name);
  return found.filter((reference) => isShown(context, reference));
}

function kindOf(domain: string): Kind {
  if (domain === "TAG") return TAG;
  const isView = (of: string): boolean => of.endsWith("VIEW");
  if (domain === "TABLE") return { name: "TABLE", label: "Table", container: "SCHEMA", also: TABLE_LIKE.filter((of) => !isView(of)) };
  if (domain === "VIEW") return { name: "VIEW", label: "View", container: "SCHEMA", also: TABLE_LIKE.filter(isView) };
  throw compilationError("001044", "42P13", `Invalid argument for function 'POLICY_REFERENCES': REF_ENTITY_DOMAIN '${domain}'.`);
}

function names(context: Context, entry: Entry | null): readonly (string | null)[] {
  if (entry === null) return [null, null, null];
  // What stands in no schema (a user, a network policy, the account itself) has a name only.
  const path = entry.id === ACCOUNT ? [context.account.locator] : pathOf(context.draft.catalog, entry).map((at) => at.name);
  return [...Array<null>(3 - path.length).fill(null), ...path];
}

/** In the order of the columns. */
export function policyReferenceCells(context: Context, { policy, on, column, args, tag, status }: PolicyReference): readonly (string | null)[] {
  const argNames = args === null || args.length === 0 ? null : `[ ${args.map((name) => JSON.stringify(name)).join(", ")} ]`;
  return [
    ...names(context, policy),
    policy.class.replaceAll(" ", "_"),
    ...names(context, on),
    on.class.replaceAll(" ", "_"),
    column,
    argNames,
    ...names(context, tag),
    status,
  ];
}
