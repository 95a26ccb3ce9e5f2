import { withUnknownData } from "../../objects/table/table-data.ts";
import { Cursor } from "../../parser/cursor.ts";
import { readExpressionList } from "../../parser/expression-text.ts";
import { attachMasking } from "../attach.ts";
import type { ClassReading } from "../class-reading.ts";
import { quietly } from "../quietly.ts";
import { flagCell, type NamedRow, numberCell, textCell } from "../row.ts";
import { asValue, describedColumn } from "./column-rows.ts";

const FLAGS = [
  ["is_external", "EXTERNAL TABLE"],
  ["is_event", "EVENT TABLE"],
  ["is_hybrid", "HYBRID TABLE"],
  ["is_iceberg", "ICEBERG TABLE"],
  ["is_dynamic", "DYNAMIC TABLE"],
] as const;

/** SHOW TABLES lists several classes and tells them by its columns. */
export function tableClass(row: NamedRow): string {
  return FLAGS.find(([column]) => flagCell(row, column) === true)?.[1] ?? "TABLE";
}

export const table: ClassReading = {
  state: [
    "rows",
    "bytes",
    "search_optimization",
    "search_optimization_progress",
    "search_optimization_bytes",
    "is_immutable",
    "budget",
    "event_kind",
    "error_logging",
    "dropped_on",
  ],
  show({ entry, row, seeding }) {
    const kind = textCell(row, "kind");
    const above = [seeding.at(entry.parent), seeding.at(seeding.at(entry.parent).parent)];
    if (kind === "TRANSIENT" && above.every(({ properties }) => properties.TRANSIENT !== true)) entry.properties.TRANSIENT = true;
    if (kind === "TEMPORARY") entry.properties.TEMPORARY = true;
    const clusterBy = textCell(row, "cluster_by");
    if (clusterBy !== null) {
      entry.properties.CLUSTER_BY = quietly(() => readExpressionList(new Cursor(clusterBy.replace(/^LINEAR/i, "")))) ?? [clusterBy];
      if (textCell(row, "automatic_clustering") === "OFF") entry.properties.RECLUSTER_SUSPENDED = true;
    }
    if (flagCell(row, "change_tracking") === true) entry.properties.CHANGE_TRACKING = true;
    if (flagCell(row, "enable_schema_evolution") === true) entry.properties.ENABLE_SCHEMA_EVOLUTION = true;
    entry.properties = { ...withUnknownData(entry, { rows: numberCell(row, "rows"), bytes: numberCell(row, "bytes") }).properties };
  },
  describe: (reading, rows) => {
    const { entry } = reading;
    entry.properties.COLUMNS = asValue(rows.map(describedColumn));
    for (const row of rows) {
      const policy = textCell(row, "policy name");
      if (policy !== null) attachMasking(reading, textCell(row, "name") ?? "", policy);
    }
  },
};

export const view: ClassReading = {
  state: ["reserved"],
  show({ entry, row }) {
    if (flagCell(row, "is_secure") === true) entry.properties.SECURE = true;
    if (flagCell(row, "change_tracking") === true) entry.properties.CHANGE_TRACKING = true;
    const text = textCell(row, "text");
    if (text === null) return;
    entry.properties.TEXT = text;
    // Where there is no query to be seen, reading it fails at the first word.
    entry.properties.QUERY_AT = queryAt(text) ?? 0;
    if (/^\s*CREATE\s+(OR\s+\w+\s+)?(SECURE\s+)?RECURSIVE\b/i.test(text)) entry.properties.RECURSIVE = true;
  },
  describe: (reading, rows) => table.describe?.(reading, rows),
};

/** How many tokens of a view's text stand before its query. */
export function queryAt(text: string): number | null {
  const cursor = quietly(() => new Cursor(text));
  let depth = 0;
  for (let token = cursor?.peek(); cursor !== null && token !== undefined && token.kind !== "end"; token = cursor.peek()) {
    if (depth === 0 && ["AS SELECT", "AS WITH", "AS ("].some((words) => cursor.sees(words))) return cursor.mark() + 1;
    if (token.kind === "symbol" && token.text === "(") depth++;
    if (token.kind === "symbol" && token.text === ")") depth--;
    cursor.next();
  }
  return null;
}
