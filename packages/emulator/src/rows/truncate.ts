import type { Command } from "../context.ts";
import { find } from "../objects/resolve.ts";
import type { Cursor } from "../parser/cursor.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { takeOver, targetOf } from "./target.ts";

/** TRUNCATE [TABLE] [IF EXISTS] t (docs: sql-reference/sql/truncate-table). */
export function parseTruncate(cursor: Cursor): Command {
  cursor.expect("TRUNCATE");
  if (cursor.sees("MATERIALIZED VIEW")) cursor.refuse("TRUNCATE MATERIALIZED VIEW");
  cursor.accept("TABLE");
  const ifExists = cursor.accept("IF EXISTS");
  if (cursor.sees("ERROR_TABLE (")) cursor.refuse("TRUNCATE ERROR_TABLE");
  const ref = cursor.name();
  cursor.end();
  return {
    type: STATEMENT_TYPE.ddl,
    readsOnly: false,
    staysInTransaction: true,
    run(context) {
      const kind = { name: "TABLE", label: "Table", container: "SCHEMA" } as const;
      if (ifExists && find(context, { kind, ref, args: null }) === null) return statusResult(EXECUTED);
      const table = targetOf(context, ref, { statement: "TRUNCATE", privileges: ["TRUNCATE"] });
      takeOver(context, { table: table.id, seen: table, how: "replace", segments: [] });
      return statusResult(EXECUTED);
    },
  };
}
