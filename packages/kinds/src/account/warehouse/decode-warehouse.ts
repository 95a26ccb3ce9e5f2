import { displayed, exactly } from "@snowtower/sql";
import { parameterOf } from "../../derive/parameters.ts";
import type { ObjectRows, RowView } from "../../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../../value.ts";

/** What SHOW WAREHOUSES and SHOW PARAMETERS say in their own way. (docs: sql-reference/sql/show-warehouses) */
export function decodeWarehouse(rows: ObjectRows): { readonly [field: string]: Read<Value> } {
  return { auto_suspend: autoSuspend(rows.row), resource_monitor: monitor(rows.row), warehouse_params: parameters(rows) };
}

/** A warehouse that never suspends shows NULL; files and CREATE say 0. */
function autoSuspend(row: RowView): Read<number> {
  const cell = row.get("auto_suspend");
  if (cell === undefined) return unknown("SHOW WAREHOUSES has no column auto_suspend");
  if (cell === null || cell === "" || cell === "null") return 0;
  return Number(cell);
}

function monitor(row: RowView): Read<string> {
  const cell = row.get("resource_monitor");
  if (cell === undefined) return unknown("SHOW WAREHOUSES has no column resource_monitor");
  return cell === null || cell === "null" || cell === "" ? undefined : displayed(exactly(cell));
}

/** Only what is set on the warehouse itself: an inherited value is none of it (RA 10). */
function parameters(rows: ObjectRows): Read<Value> {
  const all = rows.also("PARAMETERS");
  if (isUnknown(all)) return all;
  return Object.fromEntries(all.filter((row) => row.get("level") === "WAREHOUSE").map((row) => [row.get("key") ?? "", parameterOf(row)]));
}
