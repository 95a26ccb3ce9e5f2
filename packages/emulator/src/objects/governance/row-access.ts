import { holdsGlobal, owns } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { requireEdition } from "../../edition/require-edition.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { compilationError, doesNotExist, insufficientPrivileges } from "../../sql-error.ts";
import type { Spec } from "../object-class.ts";
import { resolve, written } from "../resolve.ts";
import { type Attach, mayApply, ROW_ACCESS_POLICY, resolveToApply } from "./apply.ts";
import { attachmentsOf, noteUse, policyAt, withAttachments } from "./attachments.ts";
import { checkFits, columnNamed, isMaskedStrictly, readColumnNames, twoPolicies } from "./masking.ts";

/** `p ON (a, b)`, behind ROW ACCESS POLICY. */
export function readRowAccess(cursor: Cursor): Attach {
  const ref = cursor.name();
  cursor.expect("ON");
  const on = readColumnNames(cursor);
  return (context, entry) => {
    requireEdition(context.account, "ROW ACCESS POLICY");
    if (entry.class === "MATERIALIZED VIEW") throw compilationError("003553", "42601", "Row access policy cannot be attached to a Materialized view.");
    const policy = resolveToApply(context, ROW_ACCESS_POLICY, { ref, on: entry });
    const columns = on.map(({ name, at }) => columnNamed(entry, name, at));
    const { masking, rowAccess } = attachmentsOf(entry);
    if (rowAccess !== null && policyAt(context, rowAccess.policy) !== undefined)
      throw compilationError("003549", "23505", `Object ${entry.name} already has a ROW_ACCESS_POLICY. Only one ROW_ACCESS_POLICY is allowed at a time.`);
    checkFits(policy, columns);
    const names = columns.map(({ name }) => name);
    checkMasked(context, masking, names);
    noteUse(context, policy.id, entry.id);
    return withAttachments(entry, { rowAccess: { policy: policy.id, on: names } });
  };
}

/** [WITH] ROW ACCESS POLICY p ON (...) among the clauses of CREATE; false if it does not come next. */
export function readWithRowAccess(cursor: Cursor, spec: Spec): boolean {
  if (!cursor.accept("WITH ROW ACCESS POLICY") && !cursor.accept("ROW ACCESS POLICY")) return false;
  spec.attach = [...(spec.attach ?? []), readRowAccess(cursor)];
  return true;
}

/** A column of the signature may not be masked, nor decide whether another is (docs: user-guide/security-column-intro, "Row access policies"). */
function checkMasked(context: Context, masking: ReturnType<typeof attachmentsOf>["masking"], names: readonly string[]): void {
  const double = names.find((name) => isMaskedStrictly(context, masking[name]) || Object.values(masking).some(({ using }) => using.slice(1).includes(name)));
  if (double !== undefined) throw twoPolicies(double);
}

/** DROP ROW ACCESS POLICY p, behind the words. */
export function readDropRowAccess(cursor: Cursor): Attach {
  const ref = cursor.name();
  return (context, entry) => {
    const policy = resolve(context, { kind: ROW_ACCESS_POLICY, ref, args: null });
    if (attachmentsOf(entry).rowAccess?.policy !== policy.id) throw doesNotExist(ROW_ACCESS_POLICY.label, written(ref));
    return without(context, entry);
  };
}

/** DROP ALL ROW ACCESS POLICIES: also where there is none. */
export const dropAllRowAccess: Attach = (context, entry) => {
  if (attachmentsOf(entry).rowAccess !== null) return without(context, entry);
  if (!owns(context, entry) && !holdsGlobal(context, ROW_ACCESS_POLICY.global)) throw insufficientPrivileges(entry.class, entry.name);
  return entry;
};

function without(context: Context, entry: Entry): Entry {
  const policy = policyAt(context, attachmentsOf(entry).rowAccess?.policy ?? -1);
  if (policy !== undefined && !mayApply(context, ROW_ACCESS_POLICY, { what: policy, on: entry }))
    throw owns(context, entry) ? insufficientPrivileges(ROW_ACCESS_POLICY.label, policy.name) : insufficientPrivileges(entry.class, entry.name);
  return withAttachments(entry, { rowAccess: null });
}
