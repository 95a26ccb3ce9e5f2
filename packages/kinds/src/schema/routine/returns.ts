import { displayed, exactly } from "@snowtower/sql";
import { isList, type Read, unknown } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { readPart } from "../../value-types/name.ts";
import { refuse } from "../../value-types/refuse.ts";
import { splitExpressions } from "../sql-text/canonical-sql.ts";
import { dataType, sameType, shownType } from "./routine-type.ts";

type ReturnedColumn = { readonly name: string; readonly type: string };

/** A type, or the columns of a table. */
export type Returns = string | readonly ReturnedColumn[];

/** What a function or procedure returns: in a file a type, or a map of column names to types for a table. */
export const returns: ValueType<Returns> = {
  says: "a data type, or a map of column names to types",
  parse(node, context) {
    if (node.kind !== "map") return dataType.parse(node, context);
    const columns: ReturnedColumn[] = [];
    for (const entry of node.entries) {
      const name = readPart(entry.key);
      if (name === null) refuse(context, { code: "ST1105", message: `not a name of a column: "${entry.key}"`, at: entry.keyAt });
      const type = dataType.parse(entry.value, context);
      if (name !== null && type !== undefined) columns.push({ name, type });
    }
    return columns.length === node.entries.length ? columns : undefined;
  },
  decode: decodeReturns,
  render() {
    throw new TypeError("a result has no form in a property");
  },
  write: (value) => (isTable(value) ? Object.fromEntries(value.map((column) => [displayed(exactly(column.name)), column.type])) : value),
  same: sameReturns,
  schema: { anyOf: [dataType.schema, { type: "object", additionalProperties: dataType.schema }] },
};

export function isTable(value: Returns): value is readonly ReturnedColumn[] {
  return isList(value);
}

function sameReturns(a: Returns, b: Returns): boolean {
  if (!isTable(a) || !isTable(b)) return !isTable(a) && !isTable(b) && sameType(a, b);
  return a.length === b.length && a.every((column, i) => column.name.toUpperCase() === b[i]?.name.toUpperCase() && sameType(column.type, b[i]?.type ?? ""));
}

/** `NUMBER(38,0)`, `VARCHAR NOT NULL`, `TABLE (A NUMBER, B VARCHAR)`: the property `returns` of DESCRIBE. */
function decodeReturns(cell: string | null): Read<Returns> {
  if (cell === null || cell === "") return undefined;
  const columns = /^TABLE\s*\((.*)\)$/is.exec(cell.trim())?.[1];
  if (columns === undefined) return shownType(cell)?.type ?? unknown(`not a data type: ${cell}`);
  const read: ReturnedColumn[] = [];
  for (const part of splitExpressions(columns)) {
    const match = /^("(?:[^"]|"")+"|\S+)\s+(.+)$/s.exec(part);
    const type = shownType(match?.[2] ?? "");
    if (match === null || type === null) return unknown(`not a column of a result: ${part}`);
    const name = match[1] as string;
    read.push({ name: name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name, type: type.type });
  }
  return read;
}
