import { displayedName, nameOf } from "@snowtower/sql";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { columnsOf } from "../table/table-definition.ts";
import { warehouseOf } from "./warehouses.ts";

/** What GET_DDL writes besides, where SHOW writes nothing. */
interface Written {
  readonly name?: string;
  /** Behind a column's name. */
  readonly column?: (name: string) => string;
  /** Behind the clauses, before the query. */
  readonly behind?: string;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

function named(name: string): string {
  return displayedName(nameOf(name));
}

function columnList(entry: Entry, column: (name: string) => string): string {
  const lines = columnsOf(entry).map(({ name, comment }) => `\t${named(name)}${column(name)}${comment === undefined ? "" : ` COMMENT ${quoted(comment)}`}`);
  return `(\n${lines.join(",\n")}\n)`;
}

/**
 * The statement that would make it now. SHOW prints it in this form, in lower case and with quotes, as SnowDDL's tests have it
 * ("The text of the command that created this dynamic table", docs: sql-reference/sql/show-dynamic-tables).
 */
export function definitionOf(context: Context, entry: Entry, written: Written = {}): string | null {
  // Of a seed whose reader did not see the text.
  return entry.properties.TEXT === undefined ? null : writtenDefinition(context, entry, written);
}

function writtenDefinition(context: Context, entry: Entry, { name, column = () => "", behind = "" }: Written): string {
  const { TRANSIENT, TARGET_LAG, SCHEDULER, REFRESH_MODE, INITIALIZE, CLUSTER_BY, REQUIRE_USER, TEXT } = entry.properties;
  const initial = warehouseOf(context, entry, "INITIALIZATION_WAREHOUSE");
  const warehouse = warehouseOf(context, entry);
  const key = (CLUSTER_BY ?? []) as readonly string[];
  const lag = TARGET_LAG === "DOWNSTREAM" ? "DOWNSTREAM" : quoted(String(TARGET_LAG));
  const head = `create or replace ${TRANSIENT === true ? "transient " : ""}dynamic table ${name ?? named(entry.name)}`;
  const clauses = [
    TARGET_LAG === undefined ? "" : ` target_lag = ${lag}`,
    SCHEDULER === undefined ? "" : ` scheduler = ${quoted(String(SCHEDULER))}`,
    ` refresh_mode = ${quoted(String(REFRESH_MODE ?? "AUTO"))}`,
    ` initialize = ${quoted(String(INITIALIZE ?? "ON_CREATE"))}`,
    warehouse === null ? "" : ` warehouse = ${named(warehouse.name)}`,
    initial === null ? "" : ` initialization_warehouse = ${named(initial.name)}`,
    key.length === 0 ? "" : ` cluster by (${key.join(", ")})`,
    REQUIRE_USER === true ? " require user" : "",
  ];
  return `${head}${columnList(entry, column)}${clauses.join("")}${behind}\n as ${String(TEXT)}`;
}
