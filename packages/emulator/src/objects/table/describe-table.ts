import type { Entry } from "../../catalog/entry.ts";
import { textColumn } from "../../result.ts";
import type { DescribeResult } from "../object-class.ts";
import { yesNo } from "../show-columns.ts";
import { describedType } from "./column-type.ts";
import { requireColumns } from "./data-checks.ts";
import { type ColumnDefinition, columnsOf, constraintsOf } from "./table-definition.ts";

const COLUMNS = [
  "name",
  "type",
  "kind",
  "null?",
  "default",
  "primary key",
  "unique key",
  "check",
  "expression",
  "comment",
  "policy name",
  "privacy domain",
  "schema evolution record",
];

/** `IDENTITY START 1 INCREMENT 1 NOORDER`. */
export function identityText(column: ColumnDefinition): string | null {
  if (column.identity === undefined) return null;
  const { start, increment, ordered } = column.identity;
  return `IDENTITY START ${start} INCREMENT ${increment} ${ordered ? "ORDER" : "NOORDER"}`;
}

/** The rows of DESCRIBE TABLE and DESCRIBE VIEW. */
export function describeColumns(entry: Entry, policies: ReadonlyMap<string, string> = new Map()): DescribeResult {
  requireColumns(entry);
  const inKey = (kind: string): ReadonlySet<string> => new Set(constraintsOf(entry).flatMap((key) => (key.kind === kind ? key.columns : [])));
  const primary = inKey("PRIMARY KEY");
  const unique = inKey("UNIQUE");
  const rows = columnsOf(entry).map((column) => [
    column.name,
    describedType(column),
    column.expression === undefined ? "COLUMN" : "VIRTUAL",
    yesNo(column.nullable),
    column.default ?? identityText(column),
    yesNo(primary.has(column.name)),
    yesNo(unique.has(column.name)),
    null,
    column.expression ?? null,
    column.comment ?? null,
    policies.get(column.name) ?? null,
    null,
    null,
  ]);
  return { columns: COLUMNS.map((name) => textColumn(name)), rows };
}
