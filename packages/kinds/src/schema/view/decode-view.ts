import type { ObjectRows, RowView } from "../../rows.ts";
import { type Read, type Unknown, unknown, type Value } from "../../value.ts";
import { readCreateView } from "./read-create-view.ts";
import type { ViewColumn } from "./view-columns.ts";

/** The query and the column list of a view. A secure view hides its text from all but its owner (docs: sql-reference/sql/show-views). */
export function decodeView(rows: ObjectRows): { readonly [field: string]: Read<Value> } {
  const statement = rows.row.get("text");
  if (!statement) {
    const secure = rows.row.get("is_secure") === "true";
    const why = unknown(secure ? "a secure view shows its text only to the role that owns it" : "SHOW VIEWS shows no text");
    return { text: why, columns: why };
  }
  const read = readCreateView(statement);
  if (read === null) {
    const why = unknown("the text of the view is no CREATE VIEW");
    return { text: why, columns: why };
  }
  return { text: read.text, columns: read.columns === null ? undefined : withComments(read.columns, rows.also("COLUMNS")) };
}

/** The comments as they are now: they may have changed since CREATE VIEW. A column that SHOW COLUMNS does not tell of keeps the one in the text. */
function withComments(columns: readonly ViewColumn[], shown: readonly RowView[] | Unknown): readonly ViewColumn[] {
  if ("$unknown" in shown) return columns;
  const comments = new Map((shown as readonly RowView[]).map((row) => [row.get("column_name"), row.get("comment") ?? ""]));
  return columns.map(({ name, comment }) => {
    const now = comments.get(name) ?? comment ?? "";
    return now === "" ? { name } : { name, comment: now };
  });
}
