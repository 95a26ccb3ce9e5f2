import { entryAt } from "../../catalog/catalog.ts";
import { Draft } from "../../catalog/draft.ts";
import type { Entry, Id } from "../../catalog/entry.ts";
import type { Command, Context } from "../../context.ts";
import type { Cursor, NameRef } from "../../parser/cursor.ts";
import { EXECUTED, type ResultSet, STATEMENT_TYPE, statusResult } from "../../result.ts";
import { compilationError, doesNotExist, SqlError } from "../../sql-error.ts";
import { parseAlter } from "../../statements/alter.ts";
import { find, fullName, type Kind, written } from "../resolve.ts";
import { asOwner } from "../view/as-owner.ts";
import { mayOperate, operateRequired } from "./check-pipeline.ts";
import { DYNAMIC_TABLE, isUnscheduled, upstreamOf } from "./pipeline.ts";
import { type Refreshed, rowsOfQuery, withRefreshed } from "./rows-of-query.ts";
import { refreshing } from "./warehouses.ts";

const KIND: Kind = { name: DYNAMIC_TABLE, label: "Dynamic table", container: "SCHEMA" };

interface Refresh {
  readonly names: readonly NameRef[];
  readonly ifExists: boolean;
  readonly copySession: boolean;
}

interface Written extends Refreshed {
  readonly id: Id;
}

/** ALTER DYNAMIC TABLE [IF EXISTS] a [, b ...] REFRESH [COPY SESSION], and every other form by what all classes share. */
export function parseAlterDynamicTable(cursor: Cursor): Command {
  const mark = cursor.mark();
  cursor.expect("ALTER DYNAMIC TABLE");
  const ifExists = cursor.accept("IF EXISTS");
  // "You cannot use IDENTIFIER() to specify the name of the dynamic table to alter" (docs: sql-reference/sql/alter-dynamic-table)
  if (cursor.sees("IDENTIFIER (")) cursor.fail();
  const names: NameRef[] = [];
  do names.push(cursor.name());
  while (cursor.accept(","));
  if (!cursor.accept("REFRESH")) {
    if (names.length > 1) cursor.fail();
    cursor.reset(mark);
    return parseAlter(cursor);
  }
  const copySession = cursor.accept("COPY SESSION");
  cursor.end();
  const refresh: Refresh = { names, ifExists, copySession };
  return {
    type: STATEMENT_TYPE.ddl,
    readsOnly: false,
    ahead: (context) => writeAhead(context, refresh),
    run: (context) => store(context, refresh),
  };
}

/** The tables that are named, each once, and what they read before them. */
function pipelineOf(context: Context, refresh: Refresh): readonly Entry[] {
  const listed: Entry[] = [];
  for (const ref of refresh.names) {
    const entry = find(context, { kind: KIND, ref, args: null });
    if (entry === null && refresh.ifExists) continue;
    if (entry === null) throw doesNotExist(KIND.label, written(ref));
    if (listed.some(({ id }) => id === entry.id))
      throw compilationError("002008", "42601", `Duplicate Dynamic Table: ${fullName(context.draft.catalog, entry)}`);
    // "Missing OPERATE on a listed dynamic table itself raises error 002037" (docs: user-guide/dynamic-tables/error-codes)
    if (!mayOperate(context, entry) && refresh.names.length > 1)
      throw compilationError("002037", "42501", `Object '${written(ref)}' does not exist or not authorized.`);
    if (entry.properties.REQUIRE_USER === true && !refresh.copySession)
      throw compilationError("002737", "42501", `Dynamic table '${entry.name}' requires a user: REFRESH needs COPY SESSION.`);
    listed.push(entry);
  }
  const found = new Map<Id, Entry>();
  for (const entry of listed) visit(context, entry, found);
  const named = new Set(listed.map(({ id }) => id));
  const all = [...found.values()].filter((entry) => named.has(entry.id) || !isUnscheduled(entry));
  const closed = all.find((entry) => !mayOperate(context, entry));
  if (closed !== undefined) throw operateRequired(context, closed, "manual");
  return all;
}

/** What is read comes before who reads it; "the cascade stops at any upstream dynamic table that has SCHEDULER = DISABLE". */
function visit(context: Context, entry: Entry, found: Map<Id, Entry>): void {
  if (found.has(entry.id)) return;
  if (!isUnscheduled(entry)) for (const above of upstreamOf(context, entry)) if (!isUnscheduled(above)) visit(context, above, found);
  found.set(entry.id, entry);
}

async function writeAhead(context: Context, refresh: Refresh): Promise<readonly Written[]> {
  if (context.describeOnly) return [];
  if (context.session.inTransaction === true)
    throw new SqlError("002743", "25001", "Manual refresh of a dynamic table is not supported inside a multi-statement transaction.");
  const draft = new Draft(context.draft.catalog);
  const done: Written[] = [];
  for (const entry of pipelineOf(context, refresh)) {
    const within: Context = { ...context, draft };
    const as = refresh.copySession ? asOwner(within, entry) : refreshing(within, entry);
    const rows = await rowsOfQuery(as, entry);
    done.push({ id: entry.id, ...rows });
    draft.put(withRefreshed(within, entry, rows));
  }
  return done;
}

function store(context: Context, refresh: Refresh): ResultSet {
  const done = (context.ahead ?? []) as readonly Written[];
  context.rows.release(done.flatMap(({ segment }) => (segment === null ? [] : [segment])));
  pipelineOf(context, refresh);
  for (const { id, ...rows } of done) context.draft.put(withRefreshed(context, entryAt(context.draft.catalog, id), rows));
  return statusResult(EXECUTED);
}
