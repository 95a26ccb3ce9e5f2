import { formatDataType, parseDataType } from "@snowtower/sql";
import type { Value } from "../../catalog/entry.ts";
import type { ColumnDefinition, Identity } from "../../objects/table/table-definition.ts";
import { quietly } from "../quietly.ts";
import { type NamedRow, textCell } from "../row.ts";

const IDENTITY = /^IDENTITY START (-?\d+) INCREMENT (-?\d+)(?: (NOORDER|ORDER))?$/;

interface Typed {
  readonly type: string;
  readonly collation?: string;
}

/** A column from a row of DESCRIBE TABLE or DESCRIBE VIEW. */
export function describedColumn(row: NamedRow): ColumnDefinition {
  return column(row, { typed: withCollation(textCell(row, "type") ?? ""), nullable: textCell(row, "null?") !== "N", autoincrement: null });
}

/** A column from a row of SHOW COLUMNS. */
export function shownColumn(row: NamedRow): ColumnDefinition {
  const json = textCell(row, "data_type") ?? "";
  return column(
    { ...row },
    {
      typed: fromJson(json),
      nullable: (quietly(() => JSON.parse(json) as { readonly nullable?: boolean })?.nullable ?? textCell(row, "null?") !== "false") === true,
      autoincrement: textCell(row, "autoincrement"),
    },
  );
}

interface Read {
  readonly typed: Typed;
  readonly nullable: boolean;
  readonly autoincrement: string | null;
}

function column(row: NamedRow, { typed, nullable, autoincrement }: Read): ColumnDefinition {
  const said = textCell(row, "default");
  const identity = identityOf(autoincrement ?? said);
  const [expression, comment] = [textCell(row, "expression"), textCell(row, "comment")];
  return {
    name: textCell(row, "name") ?? textCell(row, "column_name") ?? "",
    nullable,
    ...typed,
    ...(said === null || identity !== null ? {} : { default: said }),
    ...(identity === null ? {} : { identity }),
    ...(expression === null ? {} : { expression }),
    ...(comment === null ? {} : { comment }),
  };
}

function identityOf(text: string | null): Identity | null {
  const [, start, increment, order] = IDENTITY.exec(text ?? "") ?? [];
  return start === undefined ? null : { start: Number(start), increment: Number(increment), ordered: order === "ORDER" };
}

/** A type that this account does not know stays as it is written. */
function withCollation(text: string): Typed {
  const [, bare = text, collation] = /^(.*?) COLLATE '(.*)'$/.exec(text) ?? [];
  const parsed = parseDataType(bare);
  const type = parsed === null ? bare : formatDataType(parsed);
  return collation === undefined ? { type } : { type, collation: collation.replaceAll("''", "'") };
}

interface JsonType {
  readonly type?: string;
  readonly precision?: number;
  readonly scale?: number;
  readonly length?: number;
  readonly dimension?: number;
  readonly collation?: string;
  readonly vectorElementType?: JsonType;
}

function fromJson(text: string): Typed {
  const json = quietly(() => JSON.parse(text) as JsonType);
  if (json === null) return { type: text };
  const collation = json.collation === undefined ? {} : { collation: json.collation };
  return { type: typeName(json), ...collation };
}

function typeName({ type = "", precision, scale, length, dimension, vectorElementType: element }: JsonType): string {
  if (type === "FIXED") return `NUMBER(${precision},${scale})`;
  if (type === "REAL") return "FLOAT";
  if (type === "TEXT") return `VARCHAR(${length})`;
  if (type === "BINARY") return `BINARY(${length})`;
  if (type === "VECTOR") return `VECTOR(${element?.type === "REAL" ? "FLOAT" : "INT"}, ${dimension})`;
  return type.startsWith("TIME") ? `${type}(${scale})` : type;
}

export function asValue(columns: readonly ColumnDefinition[]): Value {
  return columns as unknown as Value;
}
