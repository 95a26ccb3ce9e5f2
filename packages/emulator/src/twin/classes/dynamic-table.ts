import { Cursor } from "../../parser/cursor.ts";
import type { ClassReading, Reading } from "../class-reading.ts";
import { put } from "../class-reading.ts";
import { quietly } from "../quietly.ts";
import { momentCell, textCell } from "../row.ts";
import { queryAt, table } from "./tables.ts";

/** Of SHOW TABLES and of SHOW DYNAMIC TABLES, whichever tells it. */
export const dynamicTable: ClassReading = {
  state: [
    ...(table.state ?? []),
    ...["text", "refresh_mode_reason", "scheduling_state", "last_suspended_on", "data_timestamp", "is_clone", "is_replica", "is_iceberg"],
    ...["immutable_where", "execute_as_user"],
  ],
  show(reading) {
    table.show?.(reading);
    const { entry, row } = reading;
    const { properties } = entry;
    // As it was written, which no other class prints.
    const key = textCell(row, "cluster_by");
    if (key !== null) properties.CLUSTER_BY = splitKey(key);
    if (!row.places.has("target_lag")) return;
    put(entry, "TARGET_LAG", textCell(row, "target_lag") ?? undefined);
    put(entry, "SCHEDULER", textCell(row, "scheduler") ?? undefined);
    const mode = textCell(row, "refresh_mode");
    if (mode !== null && mode !== "AUTO") properties.REFRESH_MODE = mode;
    warehouse(reading, "WAREHOUSE", textCell(row, "warehouse"));
    if (textCell(row, "scheduling_state") === "SUSPENDED") properties.SUSPENDED = "USER";
    put(entry, "SUSPENDED_ON", momentCell(row, "last_suspended_on") ?? undefined);
    const refreshed = momentCell(row, "data_timestamp");
    if (refreshed === null) properties.UNINITIALIZED = true;
    else properties.REFRESHED_ON = refreshed;
    readText(reading, textCell(row, "text"));
  },
  describe: (reading, rows) => table.describe?.(reading, rows),
};

/** What only the statement that made it tells. */
function readText(reading: Reading, text: string | null): void {
  const { properties } = reading.entry;
  const at = text === null ? null : queryAt(text);
  const cursor = text === null ? null : quietly(() => new Cursor(text));
  if (text === null || at === null || cursor === null) return;
  const head = cursor.between(0, at);
  cursor.reset(at);
  properties.TEXT = cursor.rest().replace(/;\s*$/, "");
  properties.QUERY_AT = 0;
  if (/\binitialize\s*=\s*'?on_schedule\b/i.test(head)) properties.INITIALIZE = "ON_SCHEDULE";
  if (/\brequire\s+user\b/i.test(head)) properties.REQUIRE_USER = true;
  const [, initial] = /\binitialization_warehouse\s*=\s*("(?:[^"]|"")+"|[\w$]+)/i.exec(head) ?? [];
  if (initial !== undefined)
    warehouse(reading, "INITIALIZATION_WAREHOUSE", initial.startsWith('"') ? initial.slice(1, -1).replaceAll('""', '"') : initial.toUpperCase());
}

function warehouse({ entry, seeding }: Reading, property: string, name: string | null): void {
  if (name === null) return;
  const found = seeding.find({ class: "WAREHOUSE", parent: 0, name });
  if (found !== undefined) entry.properties[property] = found.id;
  else seeding.hole({ object: seeding.nameOf(entry), column: property.toLowerCase(), why: `warehouse ${name} was not read, or is gone` });
}

/** `LINEAR(a, f(b, c))` */
function splitKey(text: string): readonly string[] {
  const inner = text.replace(/^LINEAR\s*/i, "").replace(/^\(|\)$/g, "");
  let depth = 0;
  const found = [""];
  for (const character of inner) {
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (character === "," && depth === 0) found.push("");
    else found[found.length - 1] += character;
  }
  return found.map((part) => part.trim());
}
