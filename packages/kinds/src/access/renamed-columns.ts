import type { ColumnRename } from "../kind.ts";
import type { Attachment } from "./attachment.ts";
import { attachesOf } from "./render-attachment.ts";

/** What is set on a column, or is passed one, stays so under its new name. The value of a tag is no column. */
export function attachedAfter(attachment: Attachment, columns: readonly ColumnRename[]): Attachment {
  const names = new Map(columns.map(({ from, to }) => [from, to]));
  const { column } = attachment;
  const passed = attachesOf(attachment).place === "one" ? attachment.arguments.map((each) => names.get(each) ?? each) : attachment.arguments;
  return { ...attachment, ...(column === undefined ? {} : { column: names.get(column) ?? column }), arguments: passed };
}
