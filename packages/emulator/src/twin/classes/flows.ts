import type { ClassReading, Reading } from "../class-reading.ts";
import { put, putCells } from "../class-reading.ts";
import { quietly } from "../quietly.ts";
import { flagCell, momentCell, textCell } from "../row.ts";

const SOURCES: Readonly<Record<string, string>> = {
  Table: "TABLE",
  View: "VIEW",
  Stage: "STAGE",
  "External Table": "EXTERNAL TABLE",
  "Dynamic Table": "DYNAMIC TABLE",
  "Event Table": "EVENT TABLE",
};

export const stream: ClassReading = {
  state: ["invalid_reason", "type", "base_tables"],
  complete({ entry, seeding }) {
    if (entry.properties.ON === undefined) seeding.hole({ object: seeding.nameOf(entry), why: "STREAM: what it is on was not read; a table is assumed" });
    entry.properties.ON ??= "TABLE";
    entry.properties.SOURCE ??= null;
    entry.properties.BASES ??= [];
  },
  show({ entry, row, seeding }) {
    const { properties } = entry;
    const on = SOURCES[textCell(row, "source_type") ?? ""];
    if (on !== undefined) properties.ON = on;
    const mode = textCell(row, "mode");
    if (mode === "APPEND_ONLY" || mode === "INSERT_ONLY") properties[mode] = true;
    const source = seeding.named(on ?? "TABLE", textCell(row, "table_name") ?? "");
    // A source that is gone, or was not read, has no number.
    properties.SOURCE = source?.id ?? null;
    const bases = (textCell(row, "base_tables") ?? "").split(/\s*,\s*/).flatMap((name) => seeding.named("TABLE", name)?.id ?? []);
    properties.BASES = on === "VIEW" ? bases : [];
    // What was read of the stream is older than the twin, and no statement here reads it.
    const after = momentCell(row, "stale_after");
    if (after !== null) properties.STALE_AFTER = after;
    if (flagCell(row, "stale") === true) properties.STALE = true;
  },
};

export const task: ClassReading = {
  state: ["id", "scheduling_mode", "execute_as_user", "budget"],
  show(reading) {
    const { entry, row, seeding } = reading;
    const { properties } = entry;
    putCells(reading, { schedule: "text", target_completion_interval: "text", config: "text", last_suspended_reason: "text" });
    putCells(reading, { last_committed_on: "moment", last_suspended_on: "moment" });
    const warehouse = textCell(row, "warehouse");
    const found = warehouse === null ? undefined : seeding.find({ class: "WAREHOUSE", parent: 0, name: warehouse });
    if (found !== undefined) properties.WAREHOUSE = found.id;
    else if (warehouse !== null) seeding.hole({ object: seeding.nameOf(entry), column: "warehouse", why: `warehouse ${warehouse} was not read, or is gone` });
    if (textCell(row, "state") === "started") properties.STATE = "started";
    put(entry, "BODY", textCell(row, "definition") ?? undefined);
    put(entry, "WHEN", textCell(row, "condition") ?? undefined);
    if (flagCell(row, "allow_overlapping_execution") === true) properties.ALLOW_OVERLAPPING_EXECUTION = true;
    for (const column of ["error_integration", "success_integration"]) {
      const value = textCell(row, column);
      if (value !== null && value !== "null") properties[column.toUpperCase()] = value;
    }
    links(reading);
  },
};

function links({ entry, row, seeding }: Reading): void {
  const names = quietly(() => JSON.parse(textCell(row, "predecessors") ?? "[]") as readonly string[]) ?? [];
  const idOf = (name: string): readonly number[] => {
    const found = seeding.named("TASK", name);
    if (found !== undefined) return [found.id];
    seeding.hole({ object: seeding.nameOf(entry), column: "predecessors", why: `task ${name} was not read, or is gone` });
    return [];
  };
  if (names.length > 0) entry.properties.AFTER = names.flatMap(idOf);
  const relations = quietly(() => JSON.parse(textCell(row, "task_relations") ?? "{}") as { readonly FinalizedRootTask?: string });
  const [root] = relations?.FinalizedRootTask === undefined ? [] : idOf(relations.FinalizedRootTask);
  if (root !== undefined) entry.properties.FINALIZE = root;
}
