import { owns } from "../access/authorize.ts";
import { columnsOf } from "../objects/table/table-definition.ts";
import { Cursor } from "../parser/cursor.ts";
import { doesNotExist, unsupported } from "../sql-error.ts";
import { columnAttachments, tableAttachments } from "./table-ddl.ts";
import { commentClause, identifier, literal, nameIn, type Write } from "./writing.ts";

/**
 * In lower case, with OR REPLACE, SECURE and the column list; without COPY GRANTS and the comments before the query (docs: sql-reference/functions/get_ddl).
 * "Snowflake restricts viewing special objects such as secure views to the owner".
 */
export const writeView: Write = (entry, writing) => {
  const { TEXT: text, QUERY_AT: at, ORDER: order, SECURE: secure, RECURSIVE: recursive, CHANGE_TRACKING: tracking } = entry.properties;
  if (secure === true && !owns(writing.context, entry)) throw doesNotExist("Object", identifier(entry.name));
  // Of a view that came with a seed its text may not have been read.
  if (typeof text !== "string" || typeof at !== "number") throw unsupported(`GET_DDL of view ${identifier(entry.name)}, whose text was not read`);
  const comments = new Map(columnsOf(entry).map(({ name, comment }) => [name, comment]));
  const names = Array.isArray(order) ? (order as readonly string[]) : columnsOf(entry).map(({ name }) => name);
  const line = (name: string): string => {
    const said = comments.get(name);
    return `\t${identifier(name)}${columnAttachments(entry, name, writing)}${said === undefined ? "" : ` COMMENT ${literal(said)}`}`;
  };
  const list = names.length === 0 ? "" : `(\n${names.map(line).join(",\n")}\n)`;
  const head = `create or replace ${secure === true ? "secure " : ""}${recursive === true ? "recursive " : ""}view ${nameIn(writing, entry)}${list}`;
  const tracked = tracking === true ? " CHANGE_TRACKING = TRUE" : "";
  const cursor = new Cursor(text);
  cursor.reset(at);
  return `${head}${tracked}${tableAttachments(entry, writing)}${commentClause(entry.comment, " ")} as ${cursor.rest()};`;
};
