import { requireAny } from "../access/authorize.ts";
import { TABLE_LIKE } from "../catalog/table-like.ts";
import type { Command } from "../context.ts";
import { find, type Kind, written } from "../objects/resolve.ts";
import { columnsOf, withColumns } from "../objects/table/table-definition.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { doesNotExist, invalidIdentifier } from "../sql-error.ts";

const RELATION: Kind = { name: "TABLE", label: "Table", container: "SCHEMA", also: TABLE_LIKE };

/** `[db.][schema.]table.column IS '...'`, behind COMMENT ON COLUMN (docs: sql-reference/sql/comment). */
export function parseCommentOnColumn(cursor: Cursor, ifExists: boolean): Command {
  const at = cursor.position();
  const { parts } = cursor.name();
  if (parts.length < 2) cursor.fail();
  cursor.expect("IS");
  const comment = cursor.string();
  cursor.end();
  const ref = { parts: parts.slice(0, -1) };
  const name = parts.at(-1) ?? "";
  return {
    type: STATEMENT_TYPE.ddl,
    readsOnly: false,
    run(context) {
      const entry = find(context, { kind: RELATION, ref, args: null });
      if (entry === null && ifExists) return statusResult(EXECUTED);
      if (entry === null) throw doesNotExist("Table", written(ref));
      requireAny(context, entry, { privileges: [], label: entry.class });
      if (!columnsOf(entry).some((column) => column.name === name)) throw invalidIdentifier(name, at);
      const columns = columnsOf(entry).map((column) => (column.name === name ? { ...column, comment } : column));
      context.draft.put(withColumns(entry, columns));
      return statusResult(EXECUTED);
    },
  };
}
