import { activeRoles } from "../../access/active-roles.ts";
import { entryAt } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";

/** A view reads with its owner's privileges. */
export function asOwner(context: Context, view: Entry): Context {
  const owner = view.owner === null ? null : entryAt(context.draft.catalog, view.owner.role);
  if (owner === null) return context;
  return { ...context, active: activeRoles(context.draft.catalog, { ...context.session, role: owner.id, secondaryRoles: "NONE" }) };
}
