import { childrenOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import { TABLE_LIKE } from "../../catalog/table-like.ts";
import type { Context } from "../../context.ts";
import { baseOf, type ColumnDefinition, columnsOf } from "../table/table-definition.ts";
import { attachmentsOf, policyAt, usersOfPolicy, usersOfTag } from "./attachments.ts";
import { effectiveTags } from "./effective-tags.ts";
import { signatureOf } from "./policy.ts";
import { maskedType } from "./tag-masking.ts";

/** One row of POLICY_REFERENCES. */
export interface PolicyReference {
  readonly policy: Entry;
  /** A table, a view, or a tag. */
  readonly on: Entry;
  readonly column: string | null;
  /** Of a policy of the whole table: the columns it is told. */
  readonly args: readonly string[] | null;
  /** The tag by which a policy came to a column. */
  readonly tag: Entry | null;
  readonly status: string;
}

const ACTIVE = "ACTIVE";

/** What protects a table or view, directly or by a tag. */
export function referencesOn(context: Context, on: Entry): readonly PolicyReference[] {
  const { masking, rowAccess, aggregation, join, projection, tagMasking } = attachmentsOf(on);
  const reference = (id: number, rest: Partial<PolicyReference>): readonly PolicyReference[] => {
    const policy = policyAt(context, id);
    return policy === undefined ? [] : [{ policy, on, column: null, args: null, tag: null, status: ACTIVE, ...rest }];
  };
  const ofTag = tagMasking.flatMap((id) => reference(id, { tag: on }));
  const direct = Object.entries(masking).flatMap(([column, { policy }]) => reference(policy, { column }));
  const ofTable = [rowAccess, aggregation, join].flatMap((of) => (of === null ? [] : reference(of.policy, { args: of.on })));
  const projected = Object.entries(projection).flatMap(([column, policy]) => reference(policy, { column }));
  return [...ofTag, ...direct, ...projected, ...ofTable, ...(TABLE_LIKE.includes(on.class) ? referencesByTag(context, on) : [])];
}

/** Columns that a tag protects: the policy set on the column itself takes precedence (docs: user-guide/tag-based-masking-policies). */
function referencesByTag(context: Context, on: Entry): readonly PolicyReference[] {
  const { masking } = attachmentsOf(on);
  return columnsOf(on).flatMap((column) => {
    const own = masking[column.name];
    if (own !== undefined && policyAt(context, own.policy) !== undefined) return [];
    const found = effectiveTags(context, on, column.name).flatMap(({ tag, level }) => (level === "ACCOUNT" ? [] : policiesFor(context, tag, column)));
    return found.map(({ policy, tag }) => ({
      policy,
      on,
      column: column.name,
      args: null,
      tag,
      status: found.length > 1 ? "MULTIPLE_MASKING_POLICY_ASSIGNED_TO_THE_COLUMN" : statusOf(policy, on),
    }));
  });
}

function policiesFor(context: Context, tag: Entry, column: ColumnDefinition): readonly { readonly policy: Entry; readonly tag: Entry }[] {
  return attachmentsOf(tag).tagMasking.flatMap((id) => {
    const policy = policyAt(context, id);
    return policy !== undefined && maskedType(policy) === baseOf(column.type) ? [{ policy, tag }] : [];
  });
}

/** The other arguments of a policy that comes by a tag stand for the columns of their names. */
function statusOf(policy: Entry, on: Entry): string {
  for (const { name, type } of signatureOf(policy).slice(1)) {
    const column = columnsOf(on).find((known) => known.name === name);
    if (column === undefined) return "COLUMN_IS_MISSING_FOR_SECONDARY_ARG";
    if (baseOf(column.type) !== baseOf(type)) return "COLUMN_DATATYPE_MISMATCH_FOR_SECONDARY_ARG";
  }
  return ACTIVE;
}

/** Everything that a policy protects. */
export function referencesOfPolicy(context: Context, policy: Entry): readonly PolicyReference[] {
  const users = usersOfPolicy(context, policy.id);
  const reached = new Map<number, Entry>(users.map((user) => [user.id, user]));
  for (const user of users)
    if (user.class === "TAG") for (const holder of usersOfTag(context, user.id)) for (const at of inside(context, holder)) reached.set(at.id, at);
  return [...reached.values()].flatMap((on) => referencesOn(context, on)).filter((reference) => reference.policy.id === policy.id);
}

/** The tables and views that inherit what is set on an object. */
function inside(context: Context, holder: Entry): readonly Entry[] {
  const { catalog } = context.draft;
  if (TABLE_LIKE.includes(holder.class)) return [holder];
  if (holder.class === "SCHEMA") return TABLE_LIKE.flatMap((of) => childrenOf(catalog, holder.id, of));
  return holder.class === "DATABASE" ? childrenOf(catalog, holder.id, "SCHEMA").flatMap((schema) => inside(context, schema)) : [];
}
