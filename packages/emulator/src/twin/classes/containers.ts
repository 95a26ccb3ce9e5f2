import { type ClassReading, put } from "../class-reading.ts";
import { textCell } from "../row.ts";

export const database: ClassReading = {
  state: ["object_visibility", "data_quality_monitoring_settings", "resharing_settings", "budget", "dropped_on"],
  show({ entry, row }) {
    if (/\bTRANSIENT\b/.test(textCell(row, "options") ?? "")) entry.properties.TRANSIENT = true;
    const [origin, kind] = [textCell(row, "origin"), textCell(row, "kind")];
    if (origin !== null) entry.properties.ORIGIN = origin;
    if (kind !== null && kind !== "STANDARD") entry.properties.KIND = kind;
  },
};

export const schema: ClassReading = {
  state: ["object_visibility", "is_nested", "budget", "dropped_on"],
  show({ entry, row, seeding }) {
    const options = textCell(row, "options") ?? "";
    // Inside a transient database every schema says so.
    if (/\bTRANSIENT\b/.test(options) && seeding.at(entry.parent).properties.TRANSIENT !== true) entry.properties.TRANSIENT = true;
    if (/\bMANAGED ACCESS\b/.test(options)) entry.properties.MANAGED_ACCESS = true;
  },
};

/** Nothing takes a value here, so the next one is where it starts. */
export const sequence: ClassReading = {
  show({ entry, row }) {
    put(entry, "START", textCell(row, "next_value") ?? undefined);
    const increment = textCell(row, "interval");
    if (increment !== null && increment !== "1") entry.properties.INCREMENT = increment;
    const ordered = textCell(row, "ordered");
    if (ordered !== null) entry.properties.ORDERED = ordered === "Y";
  },
};
