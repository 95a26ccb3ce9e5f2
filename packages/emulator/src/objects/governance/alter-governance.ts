import type { Cursor } from "../../parser/cursor.ts";
import type { Alteration } from "../object-class.ts";
import type { Attach } from "./apply.ts";
import { readProjection, readTablePolicy, unsetProjection } from "./constraint.ts";
import { columnNamed, readMasking, unsetMasking } from "./masking.ts";
import { dropAllRowAccess, readDropRowAccess, readRowAccess } from "./row-access.ts";
import { attaching } from "./taggable.ts";
import { readTagNames, readTags } from "./tags.ts";

/** The part of `dataGovnPolicyTagAction` that tables and views share (docs: sql-reference/sql/alter-table, alter-view); `null` if none of it comes next. */
export function readGovernance(cursor: Cursor): Alteration | null {
  if (cursor.accept("ADD ROW ACCESS POLICY")) return attaching(readRowAccess(cursor));
  if (cursor.accept("DROP ALL ROW ACCESS POLICIES")) return attaching(dropAllRowAccess);
  if (cursor.accept("DROP ROW ACCESS POLICY")) {
    const drop = readDropRowAccess(cursor);
    if (!cursor.accept(",")) return attaching(drop);
    cursor.expect("ADD ROW ACCESS POLICY");
    const add = readRowAccess(cursor);
    return attaching((context, entry) => add(context, drop(context, entry)));
  }
  const ofTable = readTablePolicy(cursor);
  return ofTable === null ? readColumns(cursor) : attaching(ofTable);
}

/** { ALTER | MODIFY } [COLUMN] a { SET | UNSET } { MASKING POLICY | PROJECTION POLICY | TAG } ..., [COLUMN] b ... */
function readColumns(cursor: Cursor): Alteration | null {
  const mark = cursor.mark();
  if (cursor.acceptOneOf(["ALTER", "MODIFY"]) === null) return null;
  const hasParens = cursor.accept("(");
  const changes: Attach[] = [];
  do {
    const change = readColumn(cursor);
    if (change === null && changes.length > 0) cursor.fail();
    if (change === null) {
      cursor.reset(mark);
      return null;
    }
    changes.push(change);
  } while (cursor.accept(","));
  if (hasParens) cursor.expect(")");
  return attaching((context, entry) => changes.reduce((to, change) => change(context, to), entry));
}

function readColumn(cursor: Cursor): Attach | null {
  cursor.accept("COLUMN");
  if (!cursor.seesIdentifier()) return null;
  const at = cursor.position();
  const column = { name: cursor.identifier(), at };
  if (cursor.accept("SET MASKING POLICY")) return readMasking(cursor, column, true);
  if (cursor.accept("UNSET MASKING POLICY")) return unsetMasking(column);
  if (cursor.accept("SET PROJECTION POLICY")) return readProjection(cursor, column, true);
  if (cursor.accept("UNSET PROJECTION POLICY")) return unsetProjection(column);
  const tags = cursor.accept("SET TAG") ? readTags(cursor, column.name) : cursor.accept("UNSET TAG") ? readTagNames(cursor, column.name) : null;
  if (tags === null) return null;
  return (context, entry) => {
    columnNamed(entry, column.name, column.at);
    return tags(context, entry);
  };
}
