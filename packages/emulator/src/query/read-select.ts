import type { Cursor } from "../parser/cursor.ts";
import type { Query, Select } from "./query.ts";
import { readFrom } from "./read-from.ts";
import { readItem } from "./read-item.ts";
import { scanExpression } from "./scan-expression.ts";

const ENDS_SELECT: ReadonlySet<string> = new Set(["UNION", "INTERSECT", "EXCEPT", "MINUS"]);

export function readSelect(cursor: Cursor): Select {
  cursor.expect("SELECT");
  cursor.acceptOneOf(["DISTINCT", "ALL"]);
  if (cursor.accept("TOP")) cursor.integer();
  const nested: Query[] = [];
  const items = [readItem(cursor, nested)];
  while (cursor.accept(",")) items.push(readItem(cursor, nested));
  const from = cursor.accept("FROM") ? readFrom(cursor, nested) : { relations: [], isOuter: false, merges: false };
  // What is left up to the next set operator: WHERE, GROUP BY ... and the ORDER BY of the whole.
  scanExpression(cursor, { stops: ENDS_SELECT, stopsAtComma: false, nested });
  return { items, from: from.relations, isOuter: from.isOuter, merges: from.merges, nested };
}
