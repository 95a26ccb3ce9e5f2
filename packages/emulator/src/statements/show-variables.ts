import type { Command } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { STATEMENT_TYPE, textColumn, timeCell, timeColumn } from "../result.ts";
import { matchesLike } from "./like.ts";

/** The columns as the page of session variables shows them. */
const COLUMNS = [
  textColumn("session_id"),
  timeColumn("created_on"),
  timeColumn("updated_on"),
  textColumn("name"),
  textColumn("value"),
  textColumn("type"),
  textColumn("comment"),
];

/** SHOW VARIABLES [ LIKE '<pattern>' ] (docs: sql-reference/sql/show-variables, sql-reference/session-variables). */
export function parseShowVariables(cursor: Cursor): Command {
  const pattern = cursor.accept("LIKE") ? cursor.string() : null;
  cursor.end();
  return {
    type: STATEMENT_TYPE.show,
    readsOnly: true,
    run({ session, sessionId }) {
      const names = Object.keys(session.variables).filter((name) => pattern === null || matchesLike(pattern, name));
      const rows = names.sort().map((name) => {
        const facts = session.variableFacts?.[name];
        return [
          sessionId,
          timeCell(facts?.createdOn ?? null),
          timeCell(facts?.updatedOn ?? null),
          name,
          session.variables[name] ?? "",
          facts?.column.type ?? "text",
          "",
        ];
      });
      return { columns: COLUMNS, rows, status: "" };
    },
  };
}
