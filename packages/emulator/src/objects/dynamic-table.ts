import { entryAt } from "../catalog/catalog.ts";
import type { Value } from "../catalog/entry.ts";
import type { Cursor } from "../parser/cursor.ts";
import { nameText, oneOf, type ReadValue } from "../parser/value.ts";
import { readQuery } from "../query/read-query.ts";
import { parseQueryTree } from "../query/tree/parse-query-tree.ts";
import { compilationError, SqlError } from "../sql-error.ts";
import { readAlterDynamicTable } from "./dynamic-table/alter-dynamic-table.ts";
import { checkLag, enableTracking, requireOperateUpstream } from "./dynamic-table/check-pipeline.ts";
import { checkQuery } from "./dynamic-table/check-query.ts";
import { alteredByCreate, readClusteringKey, withQueryColumns } from "./dynamic-table/complete.ts";
import { readColumnList } from "./dynamic-table/read-column-list.ts";
import { madeIn, type Refreshed, rowsOfQuery, withRefreshed } from "./dynamic-table/rows-of-query.ts";
import { checkScheduler, readSetDynamicTable } from "./dynamic-table/set-dynamic-table.ts";
import { showDynamicTableResources, showDynamicTables } from "./dynamic-table/show-dynamic-tables.ts";
import { targetLag } from "./dynamic-table/target-lag.ts";
import { warehouseOf, withWarehouses } from "./dynamic-table/warehouses.ts";
import { readWithTablePolicy } from "./governance/constraint.ts";
import { policyNames } from "./governance/policy-names.ts";
import { readWithRowAccess } from "./governance/row-access.ts";
import type { ObjectClass, Spec } from "./object-class.ts";
import { refusedProperties } from "./refused-properties.ts";
import { checkRetention } from "./retention.ts";
import { swapping } from "./swap.ts";
import { describeColumns } from "./table/describe-table.ts";

const REFUSED = [
  ...["CLONE", "FROM BACKUP SET", "COPY TAGS", "FROZEN WHERE", "IMMUTABLE WHERE", "STORAGE LIFECYCLE POLICY", "WITH STORAGE LIFECYCLE POLICY"],
  ...["BACKFILL FROM", "START AT", "EXECUTE AS USER", "REFRESH USING", "WITH CONTACT", "WITH DATA METRIC FUNCTION"],
];
/** "OPERATE also allows changing the warehouse or target lag" (docs: user-guide/dynamic-tables/privileges), and SCHEDULER (docs: user-guide/dynamic-tables/manage). */
const OPERATED = ["WAREHOUSE", "INITIALIZATION_WAREHOUSE", "TARGET_LAG", "SCHEDULER"];

const refreshMode: ReadValue = (cursor, property) => {
  const mode = oneOf(["AUTO", "FULL", "INCREMENTAL", "ADAPTIVE", "CUSTOM_INCREMENTAL"])(cursor, property);
  return mode === "CUSTOM_INCREMENTAL" ? cursor.refuse("CREATE DYNAMIC TABLE ... REFRESH USING") : mode;
};

/** AS query, which is the last clause. */
function readBody(cursor: Cursor, spec: Spec): void {
  const mark = cursor.mark();
  let tree = null;
  try {
    tree = parseQueryTree(cursor);
    cursor.end();
  } catch (error) {
    if (!(error instanceof SqlError) || error.code !== "000002") throw error;
  }
  cursor.reset(mark);
  const query = readQuery(cursor);
  cursor.end();
  cursor.reset(mark);
  const text = cursor.rest();
  checkQuery(text, query, String(spec.properties.REFRESH_MODE ?? "AUTO"));
  spec.properties.TEXT = text;
  spec.properties.QUERY_AT = 0;
  if (spec.properties.INITIALIZE !== "ON_SCHEDULE") spec.query = { tree, options: cursor.options };
  else spec.properties.UNINITIALIZED = true;
}

/** (docs: sql-reference/sql/create-dynamic-table, alter-dynamic-table, show-dynamic-tables). No schedule runs here: a refresh is that of CREATE or ALTER ... REFRESH. */
export const dynamicTable: ObjectClass = {
  name: "DYNAMIC TABLE",
  label: "Dynamic table",
  container: "SCHEMA",
  modifiers: ["TRANSIENT"],
  orAlter: true,
  undroppable: true,
  renameNeedsCreate: true,
  parameterLevel: "TABLE",
  properties: [
    { name: "TARGET_LAG", read: targetLag },
    { name: "SCHEDULER", read: oneOf(["ENABLE", "DISABLE"]) },
    { name: "WAREHOUSE", read: nameText },
    { name: "INITIALIZATION_WAREHOUSE", read: nameText },
    { name: "REFRESH_MODE", read: refreshMode, only: "create" },
    { name: "INITIALIZE", read: oneOf(["ON_CREATE", "ON_SCHEDULE"]), only: "create" },
    ...refusedProperties("DYNAMIC TABLE", ["ROW_TIMESTAMP"]),
  ],
  needs: {
    set: (names) => (names.every((name) => OPERATED.includes(name)) ? ["OPERATE"] : []),
    drop: [],
    rename: [],
    // "To DESCRIBE a dynamic table, you must be using a role that has MONITOR privilege"; the page's table says SELECT.
    describe: ["SELECT", "MONITOR"],
  },
  shows: [showDynamicTables, showDynamicTableResources],
  describe: (entry, context) => describeColumns(entry, policyNames(entry, context)),

  modified(spec, head) {
    if (head.modifiers.includes("TRANSIENT")) spec.properties.TRANSIENT = true;
  },

  clause(cursor, spec, head) {
    if (head.orAlter && cursor.sees("COPY GRANTS")) cursor.fail();
    for (const words of REFUSED) if (cursor.sees(words)) cursor.refuse(`CREATE DYNAMIC TABLE ... ${words}`);
    if (cursor.sees("(") && spec.properties.LIST === undefined) spec.properties.LIST = readColumnList(cursor, spec) as unknown as Value;
    else if (cursor.accept("CLUSTER BY")) spec.properties.CLUSTER_BY = readClusteringKey(cursor);
    else if (cursor.accept("COPY GRANTS")) spec.properties.COPY_GRANTS = true;
    else if (cursor.accept("REQUIRE USER")) spec.properties.REQUIRE_USER = true;
    else if (cursor.accept("AS")) readBody(cursor, spec);
    else {
      if (cursor.sees("JOIN POLICY") || cursor.sees("WITH JOIN POLICY")) cursor.fail();
      return readWithRowAccess(cursor, spec) || readWithTablePolicy(cursor, spec);
    }
    return true;
  },

  complete(cursor, { properties }) {
    if (properties.TEXT === undefined) cursor.fail();
    checkScheduler(properties);
    if (properties.WAREHOUSE === undefined) throw compilationError("001008", "22023", "Missing option(s): [WAREHOUSE].");
    if (properties.REQUIRE_USER === true && properties.INITIALIZE !== "ON_SCHEDULE")
      throw compilationError("001008", "22023", "A dynamic table with REQUIRE USER must be created with INITIALIZE = ON_SCHEDULE.");
  },

  alter(cursor) {
    if (cursor.accept("SWAP WITH")) return swapping(dynamicTable, cursor.name());
    const own = readAlterDynamicTable(cursor);
    if (own !== null) return own;
    return cursor.accept("SET") ? readSetDynamicTable(cursor, dynamicTable) : null;
  },

  async ahead(context, _spec, draft) {
    // The creating role's refresh, whoever owns the table by a future grant; that it has the warehouse was checked.
    const made = madeIn(context, draft);
    if (made === null) return null;
    const warehouse = warehouseOf({ ...context, draft }, made)?.id ?? null;
    return await rowsOfQuery({ ...context, draft, session: { ...context.session, warehouse } }, made);
  },

  check(context, given, from) {
    const to = withWarehouses(context, given);
    checkRetention(context.draft.catalog, context.account.edition, to);
    const made = from === null ? withQueryColumns(context, to) : to.properties.COLUMNS === undefined ? alteredByCreate(context, to, from) : to;
    checkLag(context, made);
    if (from === null && made.properties.UNINITIALIZED !== true) requireOperateUpstream(context, made);
    return made;
  },

  created(context, { id }) {
    enableTracking(context, entryAt(context.draft.catalog, id));
    const refreshed = context.ahead as Refreshed | null;
    if (refreshed === null) return;
    if (refreshed.segment !== null) context.rows.release([refreshed.segment]);
    context.draft.put(withRefreshed(context, entryAt(context.draft.catalog, id), refreshed));
  },

  transferred(context, { owner }) {
    // "Database-level roles ... can't be owners" (docs: sql-reference/sql/show-dynamic-tables)
    if (owner !== null && entryAt(context.draft.catalog, owner.role).class === "DATABASE ROLE")
      throw new SqlError("003008", "42501", "SQL access control error:\nOWNERSHIP on a dynamic table can only be granted to an account role.");
  },
};
