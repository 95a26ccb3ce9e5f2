import { definitionOf } from "../objects/dynamic-table/definition.ts";
import { columnAttachments, tableAttachments } from "./table-ddl.ts";
import { commentClause, literal, nameIn, type Write } from "./writing.ts";

/** The form is that of SHOW's `text`, with what SHOW leaves out. */
export const writeDynamicTable: Write = (entry, writing) => {
  const own = Object.entries(entry.parameters).map(([name, value]) => ` ${name}=${/^(\d+|true|false)$/.test(value) ? value : literal(value)}`);
  const behind = `${own.join("")}${tableAttachments(entry, writing)}${commentClause(entry.comment, " ")}`;
  return `${definitionOf(writing.context, entry, { name: nameIn(writing, entry), column: (name) => columnAttachments(entry, name, writing), behind })};`;
};
