import { type DataType, formatDataType } from "@snowtower/sql";
import { booleanColumn, type Column, type ColumnType, numberColumn, textColumn } from "../result.ts";
import { unsupported } from "../sql-error.ts";

/** A value of a script with its type; the cell is as on the wire. */
export interface Value {
  readonly column: Column;
  readonly cell: string | null;
  /** A semi-structured value that is known to be more than a VARIANT. */
  readonly base?: "ARRAY" | "OBJECT";
}

const WIRE: Readonly<Record<string, ColumnType>> = {
  DATE: "date",
  TIME: "time",
  TIMESTAMP_NTZ: "timestamp_ntz",
  TIMESTAMP_LTZ: "timestamp_ltz",
  TIMESTAMP_TZ: "timestamp_tz",
  VARIANT: "variant",
  OBJECT: "variant",
  ARRAY: "variant",
};

const TYPES: Readonly<Partial<Record<ColumnType, string>>> = {
  date: "DATE",
  time: "TIME",
  timestamp_ntz: "TIMESTAMP_NTZ",
  timestamp_ltz: "TIMESTAMP_LTZ",
  timestamp_tz: "TIMESTAMP_TZ",
};

function floatColumn(name = ""): Column {
  return { name, type: "real", nullable: true, length: null, precision: null, scale: null };
}

function variantColumn(name = ""): Column {
  return { ...booleanColumn(name), type: "variant" };
}

/** The column a value of this type is sent in. */
export function columnOf(type: DataType): Column {
  const [first = 0, second = 0] = type.parameters.map(Number);
  if (type.base === "NUMBER") return numberColumn("", first, second);
  if (type.base === "VARCHAR") return textColumn("", first);
  if (type.base === "BOOLEAN") return booleanColumn("");
  if (type.base === "FLOAT") return floatColumn();
  const wire = WIRE[type.base];
  if (wire === undefined) throw unsupported(`a variable of type ${formatDataType(type)}`);
  if (wire === "variant") return variantColumn();
  return { name: "", type: wire, nullable: true, length: null, precision: wire === "date" ? null : 0, scale: wire === "date" ? null : first };
}

/** What a variable without a type of its own gets from its first value: the widest of the kind, FLOAT for a decimal constant (docs: developer-guide/snowflake-scripting/variables). */
export function inferredType({ column, base: known }: Value): DataType | null {
  switch (column.type) {
    case "fixed":
      return (column.scale ?? 0) > 0 ? { base: "FLOAT", parameters: [] } : { base: "NUMBER", parameters: [38, 0] };
    case "real":
      return { base: "FLOAT", parameters: [] };
    case "text":
      return { base: "VARCHAR", parameters: [16777216] };
    case "boolean":
      return { base: "BOOLEAN", parameters: [] };
    case "variant":
      // No variable is inferred to be a VARIANT.
      return known === undefined ? null : { base: known, parameters: [] };
    default: {
      const base = TYPES[column.type];
      return base === undefined ? null : { base, parameters: base === "DATE" ? [] : [column.scale ?? 9] };
    }
  }
}

export function nullOf(column: Column): Value {
  return { column, cell: null };
}

export const NULL_VALUE: Value = { column: textColumn(""), cell: null };

export function textValue(cell: string | null): Value {
  return { column: textColumn(""), cell };
}

export function booleanValue(value: boolean | null): Value {
  return { column: booleanColumn(""), cell: value === null ? null : value ? "1" : "0" };
}

export function floatValue(value: number): Value {
  return { column: floatColumn(), cell: String(value) };
}

/** The cell of an exact number says its own scale. */
export function numberValue(cell: string): Value {
  const [whole = "", fraction = ""] = cell.replace("-", "").split(".");
  const digits = Math.max(1, whole.replace(/^0+/, "").length + fraction.length);
  return { column: numberColumn("", Math.min(38, digits), fraction.length), cell };
}

/** `cell`: JSON on one line. */
export function jsonValue(cell: string | null, base?: "ARRAY" | "OBJECT"): Value {
  return { column: variantColumn(), cell, ...(base === undefined ? {} : { base }) };
}

export function truth({ column, cell }: Value): boolean | null {
  if (cell === null) return null;
  // "An expression that evaluates to a BOOLEAN" (docs: sql-reference/snowflake-scripting/if); what else Snowflake takes for one is in no page.
  if (column.type !== "boolean") throw unsupported("a condition that is no BOOLEAN");
  return cell === "1";
}
