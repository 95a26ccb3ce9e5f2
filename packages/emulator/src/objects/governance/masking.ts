import { holdsGlobal, owns } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { requireEdition } from "../../edition/require-edition.ts";
import type { Cursor, NameRef, Position } from "../../parser/cursor.ts";
import { compilationError, insufficientPrivileges, invalidIdentifier, SqlError, unsupported } from "../../sql-error.ts";
import { baseOf, type ColumnDefinition, columnsOf } from "../table/table-definition.ts";
import { type Attach, MASKING_POLICY, mayApply, resolveToApply } from "./apply.ts";
import { attachmentsOf, type Masking, noteUse, policyAt, withAttachments } from "./attachments.ts";
import { isExempting, type PolicyArgument, signatureOf } from "./policy.ts";

/** The column of a name. A view keeps no type of some of its columns; those cannot be attached to here. */
export function columnNamed(entry: Entry, name: string, at: Position): ColumnDefinition {
  const column = columnsOf(entry).find((known) => known.name === name);
  if (column !== undefined) return column;
  const { ORDER: order } = entry.properties;
  if (order === null || (Array.isArray(order) && order.includes(name)))
    throw unsupported(`attaching to column ${name} of ${entry.name}, whose type is not known`);
  throw invalidIdentifier(name, at);
}

/** `(a, b)` behind USING or ON. */
export function readColumnNames(cursor: Cursor): readonly { readonly name: string; readonly at: Position }[] {
  cursor.expect("(");
  const found: { readonly name: string; readonly at: Position }[] = [];
  do {
    const at = cursor.position();
    found.push({ name: cursor.identifier(), at });
  } while (cursor.accept(","));
  cursor.expect(")");
  return found;
}

/** The columns stand for the arguments: as many, and of their types, whatever the length. */
export function checkFits(policy: Entry, columns: readonly ColumnDefinition[]): void {
  const signature: readonly PolicyArgument[] = signatureOf(policy);
  if (signature.length !== columns.length)
    throw compilationError("003545", "42601", `Policy ${policy.name} takes ${signature.length} argument(s), but ${columns.length} column(s) are specified.`);
  const wrong = columns.find((column, i) => baseOf(column.type) !== baseOf(signature[i]?.type ?? ""));
  if (wrong === undefined) return;
  const argument = signature[columns.indexOf(wrong)];
  throw compilationError("003546", "42601", `Column '${wrong.name}' of type ${wrong.type} does not match argument ${argument?.name} of policy ${policy.name}.`);
}

interface SetMasking {
  readonly ref: NameRef;
  readonly column: { readonly name: string; readonly at: Position };
  readonly using: readonly { readonly name: string; readonly at: Position }[] | null;
  readonly force: boolean;
}

/** `p [USING (a, b)] [FORCE]`, behind MASKING POLICY. */
export function readMasking(cursor: Cursor, column: SetMasking["column"], mayForce: boolean): Attach {
  const ref = cursor.name();
  const using = cursor.accept("USING") ? readColumnNames(cursor) : null;
  const force = mayForce && cursor.accept("FORCE");
  return (context, entry) => setMasking(context, entry, { ref, column, using, force });
}

function setMasking(context: Context, entry: Entry, { ref, column, using, force }: SetMasking): Entry {
  requireEdition(context.account, "MASKING POLICY");
  const policy = resolveToApply(context, MASKING_POLICY, { ref, on: entry });
  const columns = (using ?? [column]).map(({ name, at }) => columnNamed(entry, name, at));
  const masked = columnNamed(entry, column.name, column.at);
  if (columns[0]?.name !== masked.name) throw compilationError("003547", "42601", `The first column of USING must be the masked column '${masked.name}'.`);
  if (masked.expression !== undefined && entry.class !== "EXTERNAL TABLE")
    throw compilationError("003548", "42601", "Masking policy cannot be attached to a VIRTUAL_COLUMN column.");
  checkFits(policy, columns);
  const { masking } = attachmentsOf(entry);
  const before = masking[masked.name];
  if (before !== undefined && !force && policyAt(context, before.policy) !== undefined)
    throw compilationError(
      "003529",
      "42601",
      "Specified column already attached to another masking policy. A column cannot be attached to multiple masking policies. Please drop the current association in order to attach a new masking policy.",
    );
  const names = columns.map(({ name }) => name);
  checkOtherPolicies(context, entry, { policy, names });
  noteUse(context, policy.id, entry.id);
  return withAttachments(entry, { masking: { ...masking, [masked.name]: { policy: policy.id, using: names } } });
}

/** A masked column may be an argument of no other policy, unless its own says EXEMPT_OTHER_POLICIES (docs: sql-reference/sql/create-masking-policy). */
function checkOtherPolicies(context: Context, entry: Entry, { policy, names }: { readonly policy: Entry; readonly names: readonly string[] }): void {
  const [masked = "", ...conditions] = names;
  const { masking, rowAccess } = attachmentsOf(entry);
  const others = Object.entries(masking).filter(([column]) => column !== masked);
  const isArgument = rowAccess?.on.includes(masked) === true || others.some(([, { using }]) => using.slice(1).includes(masked));
  if (isArgument && !isExempting(policy)) throw twoPolicies(masked);
  const double = conditions.find((name) => rowAccess?.on.includes(name) === true || isMaskedStrictly(context, masking[name]));
  if (double !== undefined) throw twoPolicies(double);
}

/** Masked, and by a policy that exempts nobody. */
export function isMaskedStrictly(context: Context, masking: Masking | undefined): boolean {
  const policy = masking === undefined ? undefined : policyAt(context, masking.policy);
  return policy !== undefined && !isExempting(policy);
}

export function twoPolicies(column: string): SqlError {
  return compilationError("003550", "42601", `Column '${column}' cannot be specified in the signatures of two policies.`);
}

/** A column that a row access policy or another column's masking policy reads cannot be dropped (docs: sql-reference/sql/drop-row-access-policy); its own masking policy goes with it. */
export function checkDroppedColumn(context: Context, entry: Entry, name: string): void {
  const { masking, rowAccess, aggregation, join } = attachmentsOf(entry);
  const readers = Object.entries(masking).flatMap(([column, { policy, using }]) => (column !== name && using.includes(name) ? [policy] : []));
  const ofTable = [rowAccess, aggregation, join].flatMap((of) => (of?.on.includes(name) === true ? [of.policy] : []));
  const used = [...ofTable, ...readers].find((policy) => policyAt(context, policy) !== undefined);
  if (used !== undefined)
    throw compilationError("003554", "42601", `Cannot drop column '${name}' as it is an argument of policy ${policyAt(context, used)?.name}.`);
}

/** UNSET MASKING POLICY; a column without one is left as it is. */
export function unsetMasking(column: SetMasking["column"]): Attach {
  return (context, entry) => {
    const { masking } = attachmentsOf(entry);
    const { [column.name]: gone, ...left } = masking;
    if (gone === undefined) {
      columnNamed(entry, column.name, column.at);
      if (!owns(context, entry) && !holdsGlobal(context, MASKING_POLICY.global)) throw insufficientPrivileges(entry.class, entry.name);
      return entry;
    }
    const policy = policyAt(context, gone.policy);
    if (policy !== undefined && !mayApply(context, MASKING_POLICY, { what: policy, on: entry }))
      // (docs: user-guide/security-column-ddm-intro, "Error Messages")
      throw new SqlError(
        "003001",
        "42501",
        `SQL access control error:\nInsufficient privileges to operate on ALTER TABLE UNSET MASKING POLICY '${policy.name}'`,
      );
    return withAttachments(entry, { masking: left });
  };
}
