import { displayed, exactly } from "@snowtower/sql";
import { unknown, type Value } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { readPart } from "../../value-types/name.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { tagValues } from "../../value-types/tag-values.ts";
import { sameColumns, type TableColumn } from "./column.ts";
import { COLUMN_KEYS, parseColumn } from "./parse-column.ts";

const properties = {
  ...Object.fromEntries(COLUMN_KEYS.map((key) => [key, { type: key === "type" ? "string" : ["string", "null"] }])),
  // An expression that is text has to say something.
  default: { type: ["string", "number", "boolean", "null"], pattern: "\\S" },
  tags: { anyOf: [tagValues.schema, { type: "null" }] },
};

/** The columns of a table: in a file a map of names to `TYPE [NOT NULL]`, or to a map with the type and more. Their order counts. */
export const tableColumns: ValueType<readonly TableColumn[]> = {
  says: "a map of column names to types",
  parse(node, context) {
    if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map of columns, found ${describeNode(node)}`, at: node.at });
    if (node.entries.length === 0) return refuse(context, { code: "ST1104", message: "a table has at least one column", at: node.at });
    const columns = new Map<string, TableColumn>();
    let whole = true;
    for (const entry of node.entries) {
      const name = readPart(entry.key);
      if (name === null) refuse(context, { code: "ST1105", message: `not a name of a column: "${entry.key}"`, at: entry.keyAt });
      else if (columns.has(name)) refuse(context, { code: "ST1104", message: `the column ${displayed(name)} is given twice`, at: entry.keyAt });
      const column = name === null ? null : parseColumn(name, entry.value, context);
      if (column === null || columns.has(column.name)) whole = false;
      else columns.set(column.name, column);
    }
    for (const column of formerNamesInUse([...columns.values()])) {
      whole = false;
      const message = `the column ${shown(column.name)} has renamed_from: ${shown(column.renamed_from ?? "")}, a name that another column has, or had`;
      refuse(context, { code: "ST1104", message, at: node.entries.find(({ key }) => readPart(key) === column.name)?.keyAt ?? node.at });
    }
    return whole ? [...columns.values()] : undefined;
  },
  decode: (cell) => (cell === null ? undefined : unknown("columns are not read from one cell")),
  render() {
    throw new TypeError("columns have no form in a property");
  },
  write: (columns) => Object.fromEntries(columns.map((column) => [displayed(exactly(column.name)), writeColumn(column)])),
  same: sameColumns,
  schema: {
    type: "object",
    minProperties: 1,
    additionalProperties: {
      anyOf: [{ type: "string" }, { type: "object", properties, required: ["type"] }],
    },
  },
};

/** Columns that cannot have had the name they say: it is another one's. */
function formerNamesInUse(columns: readonly TableColumn[]): readonly TableColumn[] {
  const names = new Set(columns.map(({ name }) => name));
  return columns.filter(({ renamed_from: was }, i) => {
    return was !== undefined && (names.has(was) || columns.slice(0, i).some((other) => other.renamed_from === was));
  });
}

function shown(name: string): string {
  return displayed(exactly(name));
}

function writeColumn({ name: _name, type, not_null: notNull, renamed_from: was, ...others }: TableColumn): Value {
  const rest = was === undefined ? others : { ...others, renamed_from: shown(was) };
  const written = notNull === true ? `${type} NOT NULL` : type;
  return Object.keys(rest).length === 0 ? written : { type: written, ...rest };
}
