import { isLive } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import { valuesOf } from "../../catalog/persistent-map.ts";
import type { Context } from "../../context.ts";
import { SqlError } from "../../sql-error.ts";
import { baseTables } from "../view/base-tables.ts";

export const DYNAMIC_TABLE = "DYNAMIC TABLE";

/** What its query reads, views looked through; nothing where its query does not find what it names any more. */
export function basesOf(context: Context, table: Entry): readonly Entry[] {
  try {
    return baseTables(context, table);
  } catch (error) {
    if (error instanceof SqlError) return [];
    throw error;
  }
}

/** The dynamic tables that it reads. */
export function upstreamOf(context: Context, table: Entry): readonly Entry[] {
  return basesOf(context, table).filter((base) => base.class === DYNAMIC_TABLE);
}

/** All dynamic tables that stand on it, directly or not. */
export function downstreamOf(context: Context, table: Entry): readonly Entry[] {
  const { catalog } = context.draft;
  const all = valuesOf(catalog.entries).filter((entry) => entry.class === DYNAMIC_TABLE && isLive(catalog, entry));
  const above = new Map(all.map((entry) => [entry.id, upstreamOf(context, entry).map(({ id }) => id)]));
  const found = new Set([table.id]);
  for (const id of found) for (const entry of all) if (above.get(entry.id)?.includes(id) === true) found.add(entry.id);
  return all.filter(({ id }) => id !== table.id && found.has(id));
}

export function isUnscheduled({ properties }: Entry): boolean {
  return properties.SCHEDULER === "DISABLE";
}
