import { managesGrants, owns } from "../access/authorize.ts";
import { GLOBAL_PRIVILEGES } from "../access/global-privileges.ts";
import { entryAt, entryOf, findByName, grantsOn } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../catalog/entry.ts";
import { isRole } from "../catalog/mutation.ts";
import type { Context } from "../context.ts";
import { isManaged } from "../statements/create-object.ts";

/** The managed access schema an object is in, if any: there its owner and MANAGE GRANTS alone decide. */
export function managedSchemaOf(context: Context, entry: Entry): Entry | null {
  if (entry.id === ACCOUNT) return null;
  const parent = entryAt(context.draft.catalog, entry.parent);
  return isManaged(parent) ? parent : null;
}

/**
 * In whose name the session may grant a privilege: the owner, else a holder with grant option, else the owner by MANAGE GRANTS; `null`: it may not.
 * (docs: sql-reference/sql/show-grants, "authorization rules")
 */
export function grantorOf(context: Context, entry: Entry, privilege: string): Id | null {
  const owner = entry.owner?.role ?? null;
  const managed = managedSchemaOf(context, entry);
  if (managed !== null) {
    if (owns(context, managed) && managed.owner !== null) return managed.owner.role;
    return managesGrants(context) ? owner : null;
  }
  if (owner !== null && context.active.all.has(owner)) return owner;
  const holder = holderWithOption(context, entry, privilege);
  if (holder !== null) return holder;
  if (!managesGrants(context) || (entry.id === ACCOUNT && GLOBAL_PRIVILEGES[privilege] === true)) return null;
  return owner ?? systemGrantor(context);
}

function holderWithOption(context: Context, entry: Entry, privilege: string): Id | null {
  const { catalog } = context.draft;
  const held = grantsOn(catalog, entry.id).filter((grant) => grant.privilege === privilege && grant.grantOption && context.active.all.has(grant.to));
  // The primary role's own grant first, so that the answer does not depend on the order of a map.
  const sorted = held.sort((a, b) => Number(b.to === context.session.role) - Number(a.to === context.session.role) || a.to - b.to);
  return sorted.find((grant) => isRole(entryOf(catalog, grant.to)) || entryOf(catalog, grant.to)?.class === "USER")?.to ?? null;
}

/** The account and the system roles have no owner: ACCOUNTADMIN stands for him. */
function systemGrantor(context: Context): Id | null {
  return findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null })?.id ?? null;
}

/** Future grants: MANAGE GRANTS, or the owner of a managed access schema (docs: sql-reference/sql/grant-privilege, "Defining grants on future objects"). */
export function mayDefineFuture(context: Context, container: Entry): boolean {
  return managesGrants(context) || (isManaged(container) && owns(context, container));
}
