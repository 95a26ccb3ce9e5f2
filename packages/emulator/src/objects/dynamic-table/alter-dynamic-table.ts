import { entryAt } from "../../catalog/catalog.ts";
import type { Entry, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { compilationError, invalidIdentifier } from "../../sql-error.ts";
import { readGovernance } from "../governance/alter-governance.ts";
import type { Alteration } from "../object-class.ts";
import { checkClusterBy } from "../table/create-table.ts";
import { readAddSearch, readDropSearch } from "../table/search-optimization.ts";
import { columnsOf, withColumns } from "../table/table-definition.ts";
import { readClusteringKey } from "./complete.ts";
import { downstreamOf, upstreamOf } from "./pipeline.ts";

const REFUSED = [
  ...["ADD STORAGE LIFECYCLE POLICY", "DROP STORAGE LIFECYCLE POLICY", "SUSPEND SEARCH OPTIMIZATION", "RESUME SEARCH OPTIMIZATION"],
  ...["SET FROZEN WHERE", "SET IMMUTABLE WHERE", "SET EXECUTE AS USER", "SET CONTACT"],
  ...["UNSET FROZEN WHERE", "UNSET IMMUTABLE WHERE", "UNSET EXECUTE AS USER", "UNSET CONTACT", "UNSET DCM PROJECT", "UNSET ROW_TIMESTAMP"],
];
/** What the page's UNSET does not have. */
const NEVER_UNSET = ["TARGET_LAG", "SCHEDULER", "WAREHOUSE", "REFRESH_MODE", "INITIALIZE"];

/** A form of ALTER DYNAMIC TABLE that is no SET, UNSET, SWAP or RENAME TO; `null` if none comes next. */
export function readAlterDynamicTable(cursor: Cursor): Alteration | null {
  for (const words of REFUSED) if (cursor.sees(words)) cursor.refuse(`ALTER DYNAMIC TABLE ... ${words}`);
  if (NEVER_UNSET.some((name) => cursor.sees(`UNSET ${name}`)) || cursor.sees("SET JOIN POLICY") || cursor.sees("UNSET JOIN POLICY")) cursor.fail();
  if (cursor.accept("SUSPEND RECLUSTER")) return reclustering(false);
  if (cursor.accept("RESUME RECLUSTER")) return reclustering(true);
  if (cursor.accept("SUSPEND")) return suspending;
  if (cursor.accept("RESUME")) return resuming;
  if (cursor.accept("DROP CLUSTERING KEY")) return changing((_context, entry) => without(entry, "CLUSTER_BY"));
  if (cursor.accept("CLUSTER BY")) return clusteredBy(readClusteringKey(cursor));
  if (cursor.accept("ADD SEARCH OPTIMIZATION")) return changing(readAddSearch(cursor));
  if (cursor.accept("DROP SEARCH OPTIMIZATION")) return changing(readDropSearch(cursor));
  return readGovernance(cursor) ?? readColumnComments(cursor);
}

function changing(change: (context: Context, entry: Entry) => Entry): Alteration {
  return {
    needs: [],
    run(context, entry) {
      context.draft.put(change(context, entry));
      return undefined;
    },
  };
}

function without(entry: Entry, name: string): Entry {
  const { [name]: _before, ...properties } = entry.properties;
  return { ...entry, properties };
}

function clusteredBy(key: Value): Alteration {
  return changing((_context, entry) => {
    const to: Entry = { ...entry, properties: { ...entry.properties, CLUSTER_BY: key } };
    checkClusterBy(to);
    return to;
  });
}

function reclustering(resume: boolean): Alteration {
  return changing((_context, entry) => {
    if (entry.properties.CLUSTER_BY === undefined) throw compilationError("002040", "42601", `Dynamic table '${entry.name}' has no clustering key.`);
    const to = without(entry, "RECLUSTER_SUSPENDED");
    return resume ? to : { ...to, properties: { ...to.properties, RECLUSTER_SUSPENDED: true } };
  });
}

/** { ALTER | MODIFY } [(] [COLUMN] a COMMENT 'c', [COLUMN] b UNSET COMMENT, ... [)] */
function readColumnComments(cursor: Cursor): Alteration | null {
  if (cursor.acceptOneOf(["ALTER", "MODIFY"]) === null) return null;
  const hasParens = cursor.accept("(");
  const changes: ((entry: Entry) => Entry)[] = [];
  do {
    cursor.accept("COLUMN");
    const at = cursor.position();
    const name = cursor.identifier();
    const comment = cursor.accept("UNSET COMMENT") ? null : readComment(cursor);
    changes.push((entry) => {
      if (!columnsOf(entry).some((column) => column.name === name)) throw invalidIdentifier(name, at);
      return withColumns(
        entry,
        columnsOf(entry).map(({ comment: before, ...column }) => {
          const kept = before === undefined ? {} : { comment: before };
          return column.name === name ? { ...column, ...(comment === null ? {} : { comment }) } : { ...column, ...kept };
        }),
      );
    });
  } while (cursor.accept(","));
  if (hasParens) cursor.expect(")");
  return changing((_context, entry) => changes.reduce((to, change) => change(to), entry));
}

function readComment(cursor: Cursor): string {
  cursor.expect("COMMENT");
  return cursor.string();
}

/** Suspended by a user, or because an upstream one was. */
type By = "USER" | "UPSTREAM";

function suspend(context: Context, entry: Entry, by: By): void {
  context.draft.change(entry.id, { properties: { ...entry.properties, SUSPENDED: by, SUSPENDED_ON: context.now } });
}

/** "Suspending a dynamic table also suspends all downstream dynamic tables that depend on it" (docs: user-guide/dynamic-tables/manage). */
const suspending: Alteration = {
  needs: ["OPERATE"],
  run(context, entry) {
    for (const below of downstreamOf(context, entry)) if (below.properties.SUSPENDED === undefined) suspend(context, below, "UPSTREAM");
    suspend(context, entry, "USER");
    return undefined;
  },
};

/** "downstream tables that were suspended as a cascade effect ... also resume"; they "can't be resumed individually until the upstream table is resumed first". */
const resuming: Alteration = {
  needs: ["OPERATE"],
  run(context, entry) {
    const above = upstreamOf(context, entry).find(({ properties }) => properties.SUSPENDED !== undefined);
    if (above !== undefined && entry.properties.SUSPENDED === "UPSTREAM")
      throw compilationError("002739", "55000", `Dynamic table '${entry.name}' cannot be resumed: upstream dynamic table '${above.name}' is suspended.`);
    context.draft.put(without(entry, "SUSPENDED"));
    resumeBelow(context, entry);
    return undefined;
  },
};

/** Each after all that it reads, whatever order they were made in. */
function resumeBelow(context: Context, entry: Entry): void {
  const waits = ({ properties }: Entry): boolean => properties.SUSPENDED === "UPSTREAM";
  const next = (): Entry | undefined =>
    downstreamOf(context, entry).find((below) => waits(below) && upstreamOf(context, below).every(({ id }) => isRunning(context, id)));
  for (let below = next(); below !== undefined; below = next()) context.draft.put(without(below, "SUSPENDED"));
}

function isRunning(context: Context, id: number): boolean {
  return entryAt(context.draft.catalog, id).properties.SUSPENDED === undefined;
}
