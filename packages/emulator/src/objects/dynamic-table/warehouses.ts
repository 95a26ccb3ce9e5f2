import { holds, requireAny } from "../../access/authorize.ts";
import { entryOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { SqlError } from "../../sql-error.ts";
import { fullName, type Kind, resolve } from "../resolve.ts";
import { asOwner } from "../view/as-owner.ts";

const KIND: Kind = { name: "WAREHOUSE", label: "Warehouse", container: "ACCOUNT" };
const WAREHOUSES = ["WAREHOUSE", "INITIALIZATION_WAREHOUSE"];

/** Warehouses that were just named, by number: "You must use a role that has the USAGE privilege on this warehouse". */
export function withWarehouses(context: Context, entry: Entry): Entry {
  const found = WAREHOUSES.flatMap((property) => {
    const name = entry.properties[property];
    if (typeof name !== "string") return [];
    const warehouse = resolve(context, { kind: KIND, ref: { parts: [name] }, args: null });
    requireAny(context, warehouse, { privileges: ["USAGE"], label: "warehouse" });
    return [[property, warehouse.id] as const];
  });
  return { ...entry, properties: { ...entry.properties, ...Object.fromEntries(found) } };
}

/** `null`: it was dropped. */
export function warehouseOf({ draft: { catalog } }: Context, entry: Entry, property = "WAREHOUSE"): Entry | null {
  const id = entry.properties[property];
  return typeof id === "number" ? (entryOf(catalog, id) ?? null) : null;
}

/** Where a refresh runs: with the owner's eyes, on its own warehouse (docs: user-guide/dynamic-tables/privileges, "Understand the owner-role refresh model"). */
export function refreshing(context: Context, table: Entry): Context {
  const owned = asOwner(context, table);
  const warehouse = warehouseOf(context, table);
  if (warehouse !== null && holds(context.draft.catalog, owned.active.all, { privilege: "USAGE", on: warehouse }))
    return { ...owned, session: { ...context.session, warehouse: warehouse.id } };
  const missing = warehouse === null ? "" : ` '${warehouse.name}'`;
  throw new SqlError(
    "002725",
    "42601",
    `SQL compilation error:\nDynamic Table '${fullName(context.draft.catalog, table)}' could not be refreshed because warehouse${missing} is missing.`,
  );
}
