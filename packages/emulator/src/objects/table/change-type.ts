import { parseDataType } from "@snowtower/sql";
import { SqlError } from "../../sql-error.ts";
import type { ColumnDefinition } from "./table-definition.ts";

/** Longer text, another precision, or a synonym; whatever else needs a new column (docs: sql-reference/sql/alter-table-column). */
export function changeType(column: ColumnDefinition, type: string): ColumnDefinition {
  if (type === column.type) return column;
  const from = parseDataType(column.type);
  const to = parseDataType(type);
  const refuse = (because: string): never => {
    throw new SqlError("040052", "22000", `SQL compilation error: cannot change column ${column.name} from type ${column.type} to ${type}${because}\n`);
  };
  if (from === null || to === null || from.base !== to.base) return refuse("");
  if (from.base === "VARCHAR" && Number(to.parameters[0]) < Number(from.parameters[0]))
    return refuse(" because reducing the byte-length of a varchar is not supported.");
  if (from.base === "NUMBER" && from.parameters[1] !== to.parameters[1]) return refuse(" because changing the scale of a number is not supported.");
  return from.base === "VARCHAR" || from.base === "NUMBER" ? { ...column, type } : refuse("");
}
