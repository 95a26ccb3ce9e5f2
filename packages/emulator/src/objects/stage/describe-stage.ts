import { entryOf, pathOf } from "../../catalog/catalog.ts";
import type { Entry, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { DIRECTORY_REFRESHED_ON } from "../../files/directory-table.ts";
import { type Cells, textColumn } from "../../result.ts";
import { offsetAt, wallOf } from "../../types/instant.ts";
import { settingsOf } from "../../types/settings.ts";
import { writeTime } from "../../types/write-time.ts";
import { escaped, formatRows, printed } from "../file-format/describe-format.ts";
import type { DescribeResult } from "../object-class.ts";
import { fieldsOf } from "./check-stage.ts";
import { cloudOf } from "./stage-url.ts";

/** (docs: sql-reference/sql/desc-stage) */
const COPY_OPTIONS: readonly (readonly [string, string, Value])[] = [
  ["ON_ERROR", "String", "ABORT_STATEMENT"],
  ["SIZE_LIMIT", "Long", null],
  ["PURGE", "Boolean", false],
  ["RETURN_FAILED_ONLY", "Boolean", false],
  ["ENFORCE_LENGTH", "Boolean", true],
  ["TRUNCATECOLUMNS", "Boolean", false],
  ["FORCE", "Boolean", false],
];

function under(parent: string, rows: readonly Cells[]): readonly Cells[] {
  return rows.map((row) => [parent, ...row]);
}

/** A named format is one row with its name, every part in (escaped) double quotes. */
function formatOf(entry: Entry, context: Context): readonly Cells[] {
  const { FORMAT_NAME: written, FORMAT: id, ...options } = fieldsOf(entry.properties.FILE_FORMAT);
  if (options.TYPE === "CUSTOM") return [["TYPE", "String", "CUSTOM", "CSV"]];
  if (written === undefined) return formatRows(options);
  const format = typeof id === "number" ? entryOf(context.draft.catalog, id) : undefined;
  const parts = format === undefined ? (written as readonly string[]) : pathOf(context.draft.catalog, format).map((at) => at.name);
  return [["FORMAT_NAME", "String", escaped(parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(".")), ""]];
}

function location(entry: Entry): readonly Cells[] {
  const { URL: url, STORAGE_INTEGRATION: integration, CREDENTIALS: credentials } = entry.properties;
  const rows: Cells[] = [["STAGE_LOCATION", "URL", "String", url === undefined ? "" : JSON.stringify([url]), ""]];
  if (integration != null) rows.push(["STAGE_INTEGRATION", "STORAGE_INTEGRATION", "String", String(integration), ""]);
  else if (cloudOf(url) === "AWS" || cloudOf(url) === "S3COMPAT")
    rows.push(["STAGE_CREDENTIALS", "AWS_KEY_ID", "String", printed(fieldsOf(credentials).AWS_KEY_ID ?? null), ""]);
  return rows;
}

/** As the page's example prints it, in the session's time zone. */
function refreshedOn(entry: Entry, context: Context): string {
  const on = entry.properties[DIRECTORY_REFRESHED_ON];
  if (typeof on !== "number") return "";
  const { zone } = settingsOf(context);
  const at = BigInt(on) * 1_000_000n;
  return writeTime(wallOf(zone, at), "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM", Number(offsetAt(zone, at) / 60_000_000_000n));
}

function directory(entry: Entry, context: Context): readonly Cells[] {
  const { ENABLE: enabled = false, AUTO_REFRESH: refreshes = false } = fieldsOf(entry.properties.DIRECTORY);
  const refreshed: readonly Cells[] = enabled === true ? [["LAST_REFRESHED_ON", "Timestamp", refreshedOn(entry, context), ""]] : [];
  return [...refreshed, ["ENABLE", "Boolean", String(enabled), "false"], ["AUTO_REFRESH", "Boolean", String(refreshes), "false"]];
}

export function describeStage(entry: Entry, context: Context): DescribeResult {
  const copy = fieldsOf(entry.properties.COPY_OPTIONS);
  const copyRows = COPY_OPTIONS.map(([name, type, fallback]): Cells => [name, type, printed(copy[name] ?? fallback), printed(fallback)]);
  return {
    columns: ["parent_property", "property", "property_type", "property_value", "property_default"].map((column) => textColumn(column)),
    rows: [
      ...under("STAGE_FILE_FORMAT", formatOf(entry, context)),
      ...under("STAGE_COPY_OPTIONS", copyRows),
      ...location(entry),
      ...under("DIRECTORY", directory(entry, context)),
    ],
  };
}
