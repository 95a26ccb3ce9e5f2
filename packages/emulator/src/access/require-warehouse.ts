import { entryOf } from "../catalog/catalog.ts";
import type { Context } from "../context.ts";
import { noWarehouse } from "../sql-error.ts";
import { holds } from "./authorize.ts";

/** "To query an object (for example, a table or view), a role must have the USAGE privilege on a warehouse" (docs: user-guide/security-access-control-configure). */
export function requireWarehouse(context: Context): void {
  const { catalog } = context.draft;
  const warehouse = context.session.warehouse === null ? undefined : entryOf(catalog, context.session.warehouse);
  if (warehouse === undefined || !holds(catalog, context.active.all, { privilege: "USAGE", on: warehouse })) throw noWarehouse();
}
