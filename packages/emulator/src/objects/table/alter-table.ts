import type { Value } from "../../catalog/entry.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { compilationError } from "../../sql-error.ts";
import { readGovernance } from "../governance/alter-governance.ts";
import type { Alteration } from "../object-class.ts";
import { readAddColumns, readAlterColumns, readDropColumns, readRenameColumn, type TableChange } from "./alter-columns.ts";
import { readAddKey, readAlterKey, readDropKey, readRenameKey } from "./alter-constraints.ts";
import { checkClusterBy, readClusterBy } from "./create-table.ts";
import { requireColumns } from "./data-checks.ts";
import { linkForeignKeys } from "./foreign-keys.ts";
import { seesOutOfLine } from "./read-constraint.ts";
import { readAddSearch, readDropSearch } from "./search-optimization.ts";

/** Forms that need what is not here: refused by name. */
const REFUSED = [
  "ADD STORAGE LIFECYCLE POLICY",
  "ADD DATA METRIC FUNCTION",
  "DROP STORAGE LIFECYCLE POLICY",
  "DROP DATA METRIC FUNCTION",
  "MODIFY DATA METRIC FUNCTION",
  "SET DATA_METRIC_SCHEDULE",
  "UNSET DATA_METRIC_SCHEDULE",
  "SET CONTACT",
  "UNSET CONTACT",
  "UNSET DCM PROJECT",
  "RECLUSTER",
];

/** A form of ALTER TABLE that is no SET, UNSET, SWAP or RENAME TO; `null` if none comes next. */
export function readAlterTable(cursor: Cursor): Alteration | null {
  for (const words of REFUSED) if (cursor.sees(words)) cursor.refuse(`ALTER TABLE ... ${words}`);
  const governance = readGovernance(cursor);
  // Also those of dynamic tables, as SnowDDL's tests have it; their own page has ALTER DYNAMIC TABLE.
  if (governance !== null) return { ...governance, also: ["DYNAMIC TABLE"] };
  const change = readChange(cursor);
  if (change === null) return null;
  return {
    needs: [],
    run(context, entry) {
      requireColumns(entry);
      const to = change(context, entry);
      context.draft.put(to);
      linkForeignKeys(context, to);
      return undefined;
    },
  };
}

function readChange(cursor: Cursor): TableChange | null {
  if (cursor.accept("RENAME COLUMN")) return readRenameColumn(cursor);
  if (cursor.accept("RENAME CONSTRAINT")) return readRenameKey(cursor);
  if (cursor.accept("ADD SEARCH OPTIMIZATION")) return readAddSearch(cursor);
  if (cursor.accept("DROP SEARCH OPTIMIZATION")) return readDropSearch(cursor);
  if (cursor.accept("DROP CLUSTERING KEY")) return clusteredBy([]);
  if (cursor.accept("CLUSTER BY")) return clusteredBy(readClusterBy(cursor));
  if (cursor.accept("SUSPEND RECLUSTER")) return reclustering(false);
  if (cursor.accept("RESUME RECLUSTER")) return reclustering(true);
  if (cursor.accept("ADD")) return seesOutOfLine(cursor) ? readAddKey(cursor) : readAddColumns(cursor);
  if (cursor.accept("DROP")) return readDropKey(cursor) ?? readDropColumns(cursor);
  if (cursor.accept("ALTER") || cursor.accept("MODIFY")) return readAlterKey(cursor) ?? readAlterColumns(cursor);
  return null;
}

function withProperty(name: string, value: Value | undefined): TableChange {
  return (_context, table) => {
    const { [name]: _before, ...rest } = table.properties;
    return { ...table, properties: value === undefined ? rest : { ...rest, [name]: value } };
  };
}

function clusteredBy(expressions: readonly string[]): TableChange {
  const change = withProperty("CLUSTER_BY", expressions.length === 0 ? undefined : expressions);
  return (context, table) => {
    const to = change(context, table);
    checkClusterBy(to);
    return to;
  };
}

function reclustering(resume: boolean): TableChange {
  const change = withProperty("RECLUSTER_SUSPENDED", resume ? undefined : true);
  return (context, table) => {
    if (table.properties.CLUSTER_BY === undefined) throw compilationError("002040", "42601", `Table '${table.name}' has no clustering key.`);
    return change(context, table);
  };
}
