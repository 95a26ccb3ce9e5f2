import { definitionOf } from "../objects/dynamic-table/definition.ts";
import { unsupported } from "../sql-error.ts";
import { columnAttachments, tableAttachments } from "./table-ddl.ts";
import { commentClause, literal, nameIn, type Write } from "./writing.ts";

/** The form is that of SHOW's `text`, with what SHOW leaves out. */
export const writeDynamicTable: Write = (entry, writing) => {
  const own = Object.entries(entry.parameters).map(([name, value]) => ` ${name}=${/^(\d+|true|false)$/.test(value) ? value : literal(value)}`);
  const behind = `${own.join("")}${tableAttachments(entry, writing)}${commentClause(entry.comment, " ")}`;
  const of = { name: nameIn(writing, entry), column: (name: string) => columnAttachments(entry, name, writing), behind };
  const text = definitionOf(writing.context, entry, of);
  if (text === null) throw unsupported(`GET_DDL of dynamic table ${entry.name}: its text was not read`);
  return `${text};`;
};
