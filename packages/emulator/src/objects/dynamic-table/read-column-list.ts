import type { Cursor } from "../../parser/cursor.ts";
import { readInlineAttachment } from "../governance/inline.ts";
import type { Spec } from "../object-class.ts";
import { readColumnType } from "../table/column-type.ts";

/** An element of the column list: "You do not need to specify the data types of the columns" (docs: sql-reference/sql/create-dynamic-table). */
export interface ListedColumn {
  readonly name: string;
  readonly type: string | null;
  readonly comment: string | null;
}

const BEHIND_NAME = ["WITH", "MASKING POLICY", "PROJECTION POLICY", "TAG (", "COMMENT", ",", ")"];

/** `( a, b NUMBER WITH MASKING POLICY p COMMENT 'c' )` */
export function readColumnList(cursor: Cursor, spec: Spec): readonly ListedColumn[] {
  const found: ListedColumn[] = [];
  cursor.expect("(");
  do found.push(readListed(cursor, spec));
  while (cursor.accept(","));
  cursor.expect(")");
  return found;
}

function readListed(cursor: Cursor, spec: Spec): ListedColumn {
  const at = cursor.position();
  const name = cursor.identifier();
  const type = BEHIND_NAME.some((words) => cursor.sees(words)) ? null : readColumnType(cursor);
  let comment: string | null = null;
  for (;;) {
    if (cursor.sees("WITH CONTACT")) cursor.refuse("CREATE DYNAMIC TABLE ... WITH CONTACT");
    const attach = readInlineAttachment(cursor, { name, at });
    if (attach !== null) spec.attach = [...(spec.attach ?? []), attach];
    else if (comment === null && cursor.accept("COMMENT")) comment = cursor.string();
    else return { name, type, comment };
  }
}
