import { requireAny } from "../access/authorize.ts";
import type { Command } from "../context.ts";
import { resolve } from "../objects/resolve.ts";
import { searchTargetsOf } from "../objects/table/search-optimization.ts";
import { columnsOf } from "../objects/table/table-definition.ts";
import type { Cursor } from "../parser/cursor.ts";
import { numberColumn, STATEMENT_TYPE, textColumn } from "../result.ts";

const COLUMNS = [numberColumn("expression_id"), ...["method", "target", "target_data_type", "active"].map((name) => textColumn(name))];

/** Behind DESCRIBE SEARCH OPTIMIZATION: ON table (docs: sql-reference/sql/desc-search-optimization). */
export function parseDescribeSearchOptimization(cursor: Cursor): Command {
  cursor.expect("ON");
  const ref = cursor.name();
  cursor.end();
  return {
    type: STATEMENT_TYPE.describe,
    readsOnly: true,
    run(context) {
      const table = resolve(context, { kind: { name: "TABLE", label: "Table", container: "SCHEMA" }, ref, args: null });
      requireAny(context, table, { privileges: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES"], label: "Table" });
      const types = new Map(columnsOf(table).map(({ name, type }) => [name, type]));
      const rows = searchTargetsOf(table).map(({ id, method, target }) => [String(id), method, target, types.get(target) ?? null, "true"]);
      return { columns: COLUMNS, rows, status: "" };
    },
  };
}
