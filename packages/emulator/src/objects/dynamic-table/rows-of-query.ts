import { bindQuery } from "../../bind/bind-query.ts";
import { binderOf } from "../../bind/binder.ts";
import { entryAt } from "../../catalog/catalog.ts";
import type { Draft } from "../../catalog/draft.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { Moved } from "../../rows/moved.ts";
import { SqlError, unsupported } from "../../sql-error.ts";
import { withKnownData, withUnknownData } from "../table/table-data.ts";
import { columnsOf } from "../table/table-definition.ts";
import { type Segment, withSegments } from "../table/table-rows.ts";
import { viewTree } from "../view/view-tree.ts";
import { DYNAMIC_TABLE } from "./pipeline.ts";

/** What a refresh wrote for a dynamic table. */
export interface Refreshed {
  readonly columns: string;
  readonly query: string;
  /** `null`: its query is one that this account cannot run, so that nobody knows what is in it. */
  readonly segment: Segment | null;
}

/** Reads its query, whose names are meant in its own schema, as a view's. */
export async function rowsOfQuery(context: Context, table: Entry): Promise<Refreshed> {
  const of = { columns: JSON.stringify(columnsOf(table)), query: String(table.properties.TEXT) };
  const nobodyKnows = { ...of, segment: null };
  // Of a seed whose reader did not see the text.
  if (table.properties.TEXT === undefined) return nobodyKnows;
  const binder = { ...binderOf(context), home: table.parent };
  const source = unlessUnsupported(() => bindQuery(viewTree(table), binder));
  if (source === null) return nobodyKnows;
  // "consider using SELECT * ... for automatic schema evolution" (docs: user-guide/dynamic-tables/error-codes)
  if (source.columns.length !== columnsOf(table).length) throw unsupported("ALTER DYNAMIC TABLE ... REFRESH of a query that gives other columns now");
  // What reads and writes rows is not needed to make a table without.
  const [{ requireRunnable }, { storedNames, writeRows }] = await Promise.all([import("../../rows/read-command.ts"), import("../../rows/store-rows.ts")]);
  if (!isRunnable(() => requireRunnable(binder))) return nobodyKnows;
  return { ...of, segment: (await writeRows(context, { table, targets: storedNames(table), source, binder })).segment };
}

function isRunnable(require: () => void): boolean {
  return (
    unlessUnsupported(() => {
      require();
      return true;
    }) === true
  );
}

function unlessUnsupported<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof SqlError && error.code === "000002") return null;
    throw error;
  }
}

/** The table with what a refresh gave. */
export function withRefreshed(context: Context, table: Entry, { segment, columns, query }: Refreshed): Entry {
  if (JSON.stringify(columnsOf(table)) !== columns || String(table.properties.TEXT) !== query) throw new Moved();
  const { UNINITIALIZED: _before, ...properties } = withKnownData(table).properties;
  const bare: Entry = { ...table, properties: { ...properties, REFRESHED_ON: context.now } };
  if (segment === null) return withUnknownData(withSegments(bare, []), { rows: null, bytes: null });
  return withSegments(bare, segment.rows > 0 ? [segment] : []);
}

/** The one that CREATE would make in a draft; `null`: it changes one that is there. */
export function madeIn(context: Context, draft: Draft): Entry | null {
  const { nextId } = context.draft.catalog;
  const ids = draft.mutations.flatMap((mutation) =>
    mutation.kind === "put" && mutation.entry.id >= nextId && mutation.entry.class === DYNAMIC_TABLE ? [mutation.entry.id] : [],
  );
  return ids[0] === undefined ? null : entryAt(draft.catalog, ids[0]);
}
