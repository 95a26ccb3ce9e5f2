import { holdsGlobal, owns } from "../../access/authorize.ts";
import type { Entry, Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { requireEdition } from "../../edition/require-edition.ts";
import type { Cursor, NameRef, Position } from "../../parser/cursor.ts";
import { compilationError, insufficientPrivileges, SqlError } from "../../sql-error.ts";
import type { Spec } from "../object-class.ts";
import { type Attach, type Attachable, attachable, mayApply, resolveToApply } from "./apply.ts";
import { attachmentsOf, noteUse, policyAt, withAttachments } from "./attachments.ts";
import { columnNamed, readColumnNames } from "./masking.ts";

const PROJECTION_POLICY = attachable("PROJECTION POLICY");

/** The policies of which a table or view has one, and the words before the columns they are told. */
const OF_TABLE = [
  { field: "aggregation", feature: "AGGREGATION POLICY", kind: attachable("AGGREGATION POLICY"), keys: "ENTITY KEY" },
  { field: "join", feature: "JOIN POLICY", kind: attachable("JOIN POLICY"), keys: "ALLOWED JOIN KEYS" },
] as const;

/** One of these policies may be attached by FORCE over another. */
function checkFree(
  context: Context,
  entry: Entry,
  { before, kind, force }: { readonly before: Id | undefined; readonly kind: Attachable; readonly force: boolean },
): void {
  if (before === undefined || force || policyAt(context, before) === undefined) return;
  const name = kind.name.replaceAll(" ", "_");
  throw compilationError("003549", "23505", `Object ${entry.name} already has a ${name}. Only one ${name} is allowed at a time.`);
}

function checkUnset(context: Context, entry: Entry, { before, kind }: { readonly before: Id | undefined; readonly kind: Attachable }): void {
  const policy = before === undefined ? undefined : policyAt(context, before);
  if (policy === undefined && !owns(context, entry) && !holdsGlobal(context, kind.global)) throw insufficientPrivileges(entry.class, entry.name);
  if (policy !== undefined && !mayApply(context, kind, { what: policy, on: entry }))
    throw new SqlError("003001", "42501", `SQL access control error:\nInsufficient privileges to operate on ALTER TABLE UNSET ${kind.name} '${policy.name}'`);
}

/** { SET | UNSET } { AGGREGATION | JOIN } POLICY of ALTER TABLE and ALTER VIEW; `null` if none of it comes next. */
export function readTablePolicy(cursor: Cursor): Attach | null {
  for (const of of OF_TABLE) {
    if (cursor.accept(`SET ${of.kind.name}`)) return readSet(cursor, of, true);
    if (!cursor.accept(`UNSET ${of.kind.name}`)) continue;
    return (context, entry) => {
      checkUnset(context, entry, { before: attachmentsOf(entry)[of.field]?.policy, kind: of.kind });
      return withAttachments(entry, { [of.field]: null });
    };
  }
  return null;
}

/** [WITH] { AGGREGATION | JOIN } POLICY p among the clauses of CREATE; false if it does not come next. */
export function readWithTablePolicy(cursor: Cursor, spec: Spec): boolean {
  const of = OF_TABLE.find(({ kind }) => cursor.accept(`WITH ${kind.name}`) || cursor.accept(kind.name));
  if (of === undefined) return false;
  spec.attach = [...(spec.attach ?? []), readSet(cursor, of, false)];
  return true;
}

function readSet(cursor: Cursor, { field, feature, kind, keys }: (typeof OF_TABLE)[number], mayForce: boolean): Attach {
  const ref = cursor.name();
  const on = cursor.accept(keys) ? readColumnNames(cursor) : [];
  const force = mayForce && cursor.accept("FORCE");
  return (context, entry) => {
    requireEdition(context.account, feature);
    const policy = resolveToApply(context, kind, { ref, on: entry });
    const names = on.map(({ name, at }) => columnNamed(entry, name, at).name);
    checkFree(context, entry, { before: attachmentsOf(entry)[field]?.policy, kind, force });
    noteUse(context, policy.id, entry.id);
    return withAttachments(entry, { [field]: { policy: policy.id, on: names } });
  };
}

interface Column {
  readonly name: string;
  readonly at: Position;
}

/** `p [FORCE]`, behind PROJECTION POLICY of a column. */
export function readProjection(cursor: Cursor, column: Column, mayForce: boolean): Attach {
  const ref: NameRef = cursor.name();
  const force = mayForce && cursor.accept("FORCE");
  return (context, entry) => {
    requireEdition(context.account, "PROJECTION POLICY");
    const policy = resolveToApply(context, PROJECTION_POLICY, { ref, on: entry });
    const { name } = columnNamed(entry, column.name, column.at);
    const { projection } = attachmentsOf(entry);
    checkFree(context, entry, { before: projection[name], kind: PROJECTION_POLICY, force });
    noteUse(context, policy.id, entry.id);
    return withAttachments(entry, { projection: { ...projection, [name]: policy.id } });
  };
}

/** UNSET PROJECTION POLICY of a column. */
export function unsetProjection(column: Column): Attach {
  return (context, entry) => {
    const { name } = columnNamed(entry, column.name, column.at);
    const { [name]: before, ...left } = attachmentsOf(entry).projection;
    checkUnset(context, entry, { before, kind: PROJECTION_POLICY });
    return withAttachments(entry, { projection: left });
  };
}
