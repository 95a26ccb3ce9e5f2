import { holdsGlobal, owns } from "../../access/authorize.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { Cursor, NameRef } from "../../parser/cursor.ts";
import { compilationError, insufficientPrivileges } from "../../sql-error.ts";
import { resolve } from "../resolve.ts";
import { type Attach, mayApply, resolveToApply, TAG } from "./apply.ts";
import { attachmentsOf, liveTags, noteUse, withAttachments } from "./attachments.ts";
import { checkTagValue } from "./tag-values.ts";

/** Different tags on one object, and on all columns of one (docs: user-guide/object-tagging/introduction, "Tag quotas"). */
const MOST_TAGS = 50;

/** Tags on the object itself (`column` is `null`) or on a column of it. */
function tagsOf(entry: Entry, column: string | null): Readonly<Record<string, string>> {
  const { tags, columnTags } = attachmentsOf(entry);
  return column === null ? tags : (columnTags[column] ?? {});
}

function withTags(entry: Entry, column: string | null, tags: Readonly<Record<string, string>>): Entry {
  if (column === null) return withAttachments(entry, { tags });
  const { [column]: _before, ...others } = attachmentsOf(entry).columnTags;
  return withAttachments(entry, { columnTags: Object.keys(tags).length === 0 ? others : { ...others, [column]: tags } });
}

function checkQuota(context: Context, entry: Entry, column: string | null): void {
  const { tags, columnTags } = attachmentsOf(entry);
  const counted = column === null ? [tags] : Object.values(columnTags);
  const different = new Set(counted.flatMap((record) => liveTags(context, record).map(({ tag }) => tag.id)));
  if (different.size > MOST_TAGS)
    throw compilationError("003609", "22023", `The maximum number of tags (${MOST_TAGS}) is exceeded for ${entry.class.toLowerCase()} '${entry.name}'.`);
}

/** A tag that masks needs APPLY MASKING POLICY on a database or schema (docs: user-guide/tag-based-masking-policies, "Privileges for tag owners"). */
function checkMasks(context: Context, tag: Entry, on: Entry): void {
  const isWide = on.class === "DATABASE" || on.class === "SCHEMA" || on.id === ACCOUNT;
  if (isWide && attachmentsOf(tag).tagMasking.length > 0 && !holdsGlobal(context, "APPLY MASKING POLICY")) throw insufficientPrivileges(on.class, on.name);
}

interface Assignment {
  readonly ref: NameRef;
  readonly value: string;
}

/** Reads ahead; the caller goes back. */
function seesAssignment(cursor: Cursor): boolean {
  if (!cursor.seesIdentifier() || cursor.sees("COLUMN")) return false;
  cursor.name();
  return cursor.sees("=");
}

/** `a = 'x', db.s.b = 'y'`; a comma behind which no tag follows is left to the caller. */
function readAssignments(cursor: Cursor): readonly Assignment[] {
  const found: Assignment[] = [];
  for (;;) {
    const ref = cursor.name();
    cursor.expect("=");
    found.push({ ref, value: cursor.string() });
    const mark = cursor.mark();
    if (!cursor.accept(",")) return found;
    const isTag = seesAssignment(cursor);
    cursor.reset(mark);
    if (!isTag) return found;
    cursor.expect(",");
  }
}

/** SET TAG's list, behind TAG. */
export function readTags(cursor: Cursor, column: string | null): Attach {
  const assignments = readAssignments(cursor);
  return (context, entry) => assignments.reduce((to, assignment) => setTag(context, to, { ...assignment, column }), entry);
}

/** `(a = 'x', b = 'y')` of WITH TAG. */
export function readTagList(cursor: Cursor, column: string | null): Attach {
  cursor.expect("(");
  const attach = readTags(cursor, column);
  cursor.expect(")");
  return attach;
}

function setTag(context: Context, entry: Entry, { ref, value, column }: Assignment & { readonly column: string | null }): Entry {
  const tag = resolveToApply(context, TAG, { ref, on: entry });
  checkTagValue(tag, value);
  checkMasks(context, tag, entry);
  const to = withTags(entry, column, { ...tagsOf(entry, column), [String(tag.id)]: value });
  checkQuota(context, to, column);
  noteUse(context, tag.id, entry.id);
  return to;
}

/** UNSET TAG's list, behind TAG: a tag that is not set is left as it is. */
export function readTagNames(cursor: Cursor, column: string | null): Attach {
  const refs: NameRef[] = [cursor.name()];
  for (let mark = cursor.mark(); cursor.accept(","); mark = cursor.mark()) {
    if (cursor.sees("COLUMN") || cursor.peek(1).value === "SET" || cursor.peek(1).value === "UNSET") {
      cursor.reset(mark);
      break;
    }
    refs.push(cursor.name());
  }
  return (context, entry) => refs.reduce((to, ref) => unsetTag(context, to, { ref, column }), entry);
}

function unsetTag(context: Context, entry: Entry, { ref, column }: { readonly ref: NameRef; readonly column: string | null }): Entry {
  const tag = resolve(context, { kind: TAG, ref, args: null });
  if (!mayApply(context, TAG, { what: tag, on: entry }))
    throw owns(context, entry) ? insufficientPrivileges(TAG.label, tag.name) : insufficientPrivileges(entry.class, entry.name);
  checkMasks(context, tag, entry);
  const { [String(tag.id)]: _gone, ...left } = tagsOf(entry, column);
  return withTags(entry, column, left);
}
