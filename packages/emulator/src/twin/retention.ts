import type { Catalog } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { retentionDays } from "../objects/retention.ts";
import { numberCell } from "./row.ts";
import type { ListedObject } from "./seed-objects.ts";

const NAME = "DATA_RETENTION_TIME_IN_DAYS";
/** From the outside in. */
const ORDER = [/^DATABASE$/, /^SCHEMA$/, /(^| )TABLE$/];

/**
 * SHOW prints the retention in force, not where it was set. Where it is another than what is inherited it was set on the object itself, also where its
 * parameters were not read; where it is the same, nobody can tell from SHOW.
 */
export function inferRetention(catalog: Catalog, listed: readonly ListedObject[]): void {
  for (const classes of ORDER) {
    for (const { entry, row } of listed) {
      if (!classes.test(entry.class) || entry.owner === null || entry.parameters[NAME] !== undefined) continue;
      const days = numberCell(row, "retention_time");
      if (days !== null && days !== retentionDays(catalog, entry as Entry)) entry.parameters[NAME] = String(days);
    }
  }
}
