import type { Cursor, Position } from "../../parser/cursor.ts";
import type { Attach } from "./apply.ts";
import { readProjection } from "./constraint.ts";
import { readMasking } from "./masking.ts";
import { readTagList } from "./tags.ts";

/** [WITH] MASKING POLICY p [USING (...)] | [WITH] PROJECTION POLICY p | [WITH] TAG (...) behind a column of CREATE TABLE, ADD COLUMN or CREATE VIEW; `null` if neither comes next. */
export function readInlineAttachment(cursor: Cursor, column: { readonly name: string; readonly at: Position }): Attach | null {
  const mark = cursor.mark();
  cursor.accept("WITH");
  if (cursor.accept("MASKING POLICY")) return readMasking(cursor, column, false);
  if (cursor.sees("TAG (")) {
    cursor.expect("TAG");
    return readTagList(cursor, column.name);
  }
  if (cursor.accept("PROJECTION POLICY")) return readProjection(cursor, column, false);
  cursor.reset(mark);
  return null;
}
