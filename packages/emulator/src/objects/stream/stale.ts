import { type Catalog, entryOf, isLive } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { effectiveForObject } from "../../parameters/effective.ts";
import { parameterNamed } from "../../parameters/known.ts";
import { retentionDays } from "../retention.ts";

const DAY = 86_400_000;

/** The source, `null` if it was dropped or replaced. */
export function liveSource(catalog: Catalog, stream: Entry): Entry | null {
  return live(catalog, stream.properties.SOURCE);
}

export function live(catalog: Catalog, id: unknown): Entry | null {
  const entry = typeof id === "number" ? entryOf(catalog, id) : undefined;
  return entry !== undefined && isLive(catalog, entry) ? entry : null;
}

/** "adding the retention period for the source table (i.e. the larger of DATA_RETENTION_TIME_IN_DAYS or MAX_DATA_EXTENSION_TIME_IN_DAYS) to the last time the stream was read"; here nothing reads it. */
export function staleAfter(catalog: Catalog, stream: Entry): number | null {
  if (typeof stream.properties.STALE_AFTER === "number") return stream.properties.STALE_AFTER;
  const source = liveSource(catalog, stream);
  if (source === null || source.class === "STAGE") return null;
  const extension = parameterNamed("MAX_DATA_EXTENSION_TIME_IN_DAYS");
  const days = extension === null ? 0 : Number(effectiveForObject(catalog, source, extension).value);
  return stream.createdOn + Math.max(retentionDays(catalog, source), days) * DAY;
}

/**
 * A source that was dropped, replaced or swapped takes its history with it; a rename does not
 * (docs: user-guide/streams-intro, "Data retention period and staleness").
 */
export function isStale({ draft: { catalog }, now }: Context, stream: Entry): boolean {
  // It was so when it was read from another account; nothing makes it fresh again.
  if (stream.properties.STALE === true) return true;
  const followed = [stream.properties.SOURCE, ...((stream.properties.BASES ?? []) as readonly number[])].map((id) => live(catalog, id));
  if (followed.some((source) => source === null || lostHistory(stream, source))) return true;
  const after = staleAfter(catalog, stream);
  return after !== null && now > after;
}

function lostHistory(stream: Entry, source: Entry): boolean {
  return typeof source.properties.SWAPPED_AT === "number" && stream.id < source.properties.SWAPPED_AT;
}
