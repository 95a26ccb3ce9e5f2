import { entryOf, isLive } from "../catalog/catalog.ts";
import type { Entry, Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { type Segment, segmentsOf, withSegments } from "../objects/table/table-rows.ts";
import type { SessionState } from "../session-state.ts";
import { unsupported } from "../sql-error.ts";

/** What a transaction has done to a table and nobody else sees yet. */
export interface Uncommitted {
  /** What was there before. */
  readonly base: readonly Segment[];
  readonly now: readonly Segment[];
  /** All that was added, if nothing else was done. */
  readonly added: readonly Segment[] | null;
  /** Where its identity columns go on. */
  readonly identity: Entry["properties"];
}

/** A table as this session's transaction sees it: "a transaction can see its own changes" (docs: sql-reference/transactions). */
export function entryWithin({ session }: Context, entry: Entry): Entry {
  const own = session.uncommitted?.[entry.id];
  return own === undefined ? entry : { ...withSegments(entry, own.now), properties: { ...withSegments(entry, own.now).properties, ...own.identity } };
}

interface Done {
  readonly table: Id;
  readonly before: Entry;
  readonly to: Entry;
  /** `null`: rows were changed or went. */
  readonly added: readonly Segment[] | null;
}

/** The session with one more change of its transaction. */
export function noted(session: SessionState, { table, before, to, added }: Done): SessionState {
  const known = session.uncommitted?.[table];
  const all = added === null || (known !== undefined && known.added === null) ? null : [...(known?.added ?? []), ...added];
  const { NEXT_IDENTITY: next } = to.properties;
  const change: Uncommitted = {
    base: known?.base ?? segmentsOf(before),
    now: segmentsOf(to),
    added: all,
    identity: next === undefined ? {} : { NEXT_IDENTITY: next },
  };
  return { ...session, uncommitted: { ...session.uncommitted, [table]: change } };
}

/** COMMIT, and whatever commits by itself: everybody sees the changes. */
export function commitRows(context: Context): void {
  for (const [id, change] of Object.entries(context.session.uncommitted ?? {})) {
    const entry = entryOf(context.draft.catalog, Number(id));
    if (entry === undefined || !isLive(context.draft.catalog, entry)) continue;
    const there = segmentsOf(entry);
    const isSame = JSON.stringify(there) === JSON.stringify(change.base);
    // On Snowflake the other one would have waited for a lock.
    if (!isSame && change.added === null) throw unsupported("COMMIT of changes of a table that others changed as well");
    const to = withSegments(entry, isSame ? change.now : [...there, ...(change.added ?? [])]);
    context.draft.change(entry.id, { properties: { ...to.properties, ...change.identity } });
  }
  endTransaction(context);
}

/** The transaction is over, with whatever it had done and was not committed. */
export function endTransaction(context: Context): void {
  const { uncommitted = {}, ...session } = context.session;
  context.rows.release(Object.values(uncommitted).flatMap(({ now, added }) => [...now, ...(added ?? [])]));
  context.session = { ...session, inTransaction: false };
}
