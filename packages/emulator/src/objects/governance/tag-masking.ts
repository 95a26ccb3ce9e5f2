import { holdsGlobal } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { requireEdition } from "../../edition/require-edition.ts";
import type { Cursor, NameRef } from "../../parser/cursor.ts";
import { compilationError, doesNotExist, insufficientPrivileges } from "../../sql-error.ts";
import type { Alteration } from "../object-class.ts";
import { resolve, written } from "../resolve.ts";
import { baseOf } from "../table/table-definition.ts";
import { type Attach, MASKING_POLICY } from "./apply.ts";
import { attachmentsOf, noteUse, policyAt, withAttachments } from "./attachments.ts";
import { signatureOf } from "./policy.ts";
import { attaching } from "./taggable.ts";

/** { SET | UNSET } MASKING POLICY p [, MASKING POLICY q ...] [FORCE] of ALTER TAG; `null` if neither comes next. */
export function readTagMasking(cursor: Cursor): Alteration | null {
  const isSet = cursor.accept("SET MASKING POLICY");
  if (!isSet && !cursor.accept("UNSET MASKING POLICY")) return null;
  const refs: NameRef[] = [cursor.name()];
  while (cursor.accept(",")) {
    cursor.expect("MASKING POLICY");
    refs.push(cursor.name());
  }
  const force = isSet && cursor.accept("FORCE");
  const one: (ref: NameRef) => Attach = (ref) => (isSet ? (context, tag) => set(context, tag, { ref, force }) : (context, tag) => unset(context, tag, ref));
  return attaching((context, tag) => {
    // "requires the global APPLY MASKING POLICY privilege" (docs: sql-reference/sql/alter-tag)
    if (!holdsGlobal(context, MASKING_POLICY.global)) throw insufficientPrivileges("tag", tag.name);
    return refs.reduce((to, ref) => one(ref)(context, to), tag);
  });
}

/** The data type that a policy masks. */
export function maskedType(policy: Entry): string {
  return baseOf(signatureOf(policy)[0]?.type ?? "");
}

function set(context: Context, tag: Entry, { ref, force }: { readonly ref: NameRef; readonly force: boolean }): Entry {
  requireEdition(context.account, "TAG-BASED MASKING POLICY");
  const policy = resolve(context, { kind: MASKING_POLICY, ref, args: null });
  const { tagMasking } = attachmentsOf(tag);
  const sameType = tagMasking.filter((id) => {
    const other = policyAt(context, id);
    return other !== undefined && maskedType(other) === maskedType(policy);
  });
  if (sameType.length > 0 && !force)
    throw compilationError("003610", "42710", `Tag ${tag.name} already has a masking policy for data type ${maskedType(policy)}.`);
  noteUse(context, policy.id, tag.id);
  return withAttachments(tag, { tagMasking: [...tagMasking.filter((id) => !sameType.includes(id)), policy.id] });
}

function unset(context: Context, tag: Entry, ref: NameRef): Entry {
  const policy = resolve(context, { kind: MASKING_POLICY, ref, args: null });
  const { tagMasking } = attachmentsOf(tag);
  if (!tagMasking.includes(policy.id)) throw doesNotExist(MASKING_POLICY.label, written(ref));
  return withAttachments(tag, { tagMasking: tagMasking.filter((id) => id !== policy.id) });
}
