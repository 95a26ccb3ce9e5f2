import { entryAt } from "../catalog/catalog.ts";
import { boolean } from "../parser/value.ts";
import { readWithTablePolicy } from "./governance/constraint.ts";
import { policyNames } from "./governance/policy-names.ts";
import { readWithRowAccess } from "./governance/row-access.ts";
import type { ObjectClass } from "./object-class.ts";
import { refusedProperties } from "./refused-properties.ts";
import { checkRetention } from "./retention.ts";
import { swapping } from "./swap.ts";
import { readAlterTable } from "./table/alter-table.ts";
import { columnsFromQuery, fillSelected, readAsSelect, readNamesOnly, writeSelected } from "./table/as-select.ts";
import { completeTable, readClusterBy, readElements } from "./table/create-table.ts";
import { describeColumns } from "./table/describe-table.ts";
import { dropForeignKeysTo, linkForeignKeys } from "./table/foreign-keys.ts";
import { showObjects, showTables } from "./table/show-table.ts";

const REFUSED = [
  "LIKE",
  "CLONE",
  "USING TEMPLATE",
  "FROM ARCHIVE OF",
  "FROM BACKUP SET",
  "COPY TAGS",
  "WITH STORAGE LIFECYCLE POLICY",
  "STORAGE LIFECYCLE POLICY",
  "WITH CONTACT",
];

/** (docs: sql-reference/sql/create-table, alter-table, drop-table, show-tables, desc-table) */
export const table: ObjectClass = {
  name: "TABLE",
  label: "Table",
  container: "SCHEMA",
  modifiers: ["TRANSIENT"],
  undroppable: true,
  renameNeedsCreate: true,
  describesAlso: ["VIEW", "DYNAMIC TABLE"],
  dropsAlso: ["DYNAMIC TABLE"],
  parameterLevel: "TABLE",
  properties: [
    { name: "CHANGE_TRACKING", read: boolean, default: false },
    { name: "ENABLE_SCHEMA_EVOLUTION", read: boolean, default: false },
    ...refusedProperties("TABLE", ["ERROR_LOGGING", "ICEBERG_DEFAULT_DDL_COLLATION", "ROW_TIMESTAMP", "STAGE_COPY_OPTIONS", "STAGE_FILE_FORMAT"]),
  ],
  needs: { set: [], drop: [], rename: [] },
  shows: [showTables, showObjects],
  describe: (entry, context) => describeColumns(entry, policyNames(entry, context)),

  modified(spec, head) {
    if (head.modifiers.includes("TRANSIENT")) spec.properties.TRANSIENT = true;
  },

  clause(cursor, spec) {
    if (cursor.sees("(") && spec.properties.COLUMNS === undefined) {
      if (!readNamesOnly(cursor, spec)) readElements(cursor, spec);
      return true;
    }
    if (cursor.accept("CLUSTER BY")) {
      spec.properties.CLUSTER_BY = readClusterBy(cursor);
      return true;
    }
    if (cursor.accept("COPY GRANTS")) {
      spec.properties.COPY_GRANTS = true;
      return true;
    }
    if (spec.properties.COLUMNS !== undefined && (readWithRowAccess(cursor, spec) || readWithTablePolicy(cursor, spec))) return true;
    if (readAsSelect(cursor, spec)) return true;
    for (const words of REFUSED) if (cursor.sees(words)) cursor.refuse(`CREATE TABLE ... ${words}`);
    // Behind the columns nothing else may begin; without them neither may a property.
    if (spec.properties.COLUMNS === undefined && spec.properties.NAMES === undefined) cursor.fail();
    return false;
  },

  alter(cursor) {
    return cursor.accept("SWAP WITH") ? swapping(table, cursor.name()) : readAlterTable(cursor);
  },

  prepare: columnsFromQuery,
  ahead: writeSelected,

  check(context, to, from) {
    checkRetention(context.draft.catalog, context.account.edition, to);
    return from === null ? completeTable(context, to) : to;
  },

  created(context, entry) {
    linkForeignKeys(context, entryAt(context.draft.catalog, entry.id));
    fillSelected(context, entryAt(context.draft.catalog, entry.id));
  },

  dropping(context, entry, how) {
    dropForeignKeysTo(context, [entry], { ...how, inside: entry });
  },
};
