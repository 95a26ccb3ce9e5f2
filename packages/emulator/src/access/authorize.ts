import { type Catalog, entryAt, grantsOn } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { insufficientPrivileges } from "../sql-error.ts";

/** Does one of the roles own the object or hold the privilege on it? */
export function holds(catalog: Catalog, roles: ReadonlySet<Id>, need: { readonly privilege: string; readonly on: Entry }): boolean {
  if (need.on.owner !== null && roles.has(need.on.owner.role)) return true;
  return grantsOn(catalog, need.on.id).some((grant) => grant.privilege === need.privilege && roles.has(grant.to));
}

export function owns(context: Context, entry: Entry): boolean {
  return entry.owner !== null && context.active.all.has(entry.owner.role);
}

/** Does an active role hold any privilege on the object? */
export function holdsAny(context: Context, entry: Entry): boolean {
  // Whoever sees a database sees its INFORMATION_SCHEMA (docs: sql-reference/info-schema).
  return (
    entry.class === "INFORMATION SCHEMA" || owns(context, entry) || grantsOn(context.draft.catalog, entry.id).some((grant) => context.active.all.has(grant.to))
  );
}

export function holdsGlobal(context: Context, privilege: string): boolean {
  return grantsOn(context.draft.catalog, ACCOUNT).some((grant) => grant.privilege === privilege && context.active.all.has(grant.to));
}

/** MANAGE GRANTS lets its holder grant as if he owned the object, and see everything. */
export function managesGrants(context: Context): boolean {
  return holdsGlobal(context, "MANAGE GRANTS");
}

/** An object is to be seen by who holds a privilege on it and on what contains it (docs: "Operating on an object in a schema requires at least one privilege on the parent database and ... schema"). */
export function isVisible(context: Context, entry: Entry, seenWith?: string): boolean {
  if (entry.id === ACCOUNT || managesGrants(context) || holdsGlobal(context, "RESOLVE ALL")) return true;
  if (!holdsAny(context, entry) && !isShownBy(context, seenWith) && !mayGovern(context, entry)) return false;
  for (let at = entryAt(context.draft.catalog, entry.parent); at.id !== ACCOUNT; at = entryAt(context.draft.catalog, at.parent))
    if (!holdsAny(context, at)) return false;
  return true;
}

/** Does `seenWith` of a class show this session all its objects? */
export function isShownBy(context: Context, seenWith: string | undefined): boolean {
  return seenWith !== undefined && (seenWith === "container" || holdsGlobal(context, seenWith));
}

const GOVERNED = /(^| )(TABLE|VIEW)$/;
const GOVERNING = ["AGGREGATION", "JOIN", "MASKING", "PROJECTION", "ROW ACCESS"].map((kind) => `APPLY ${kind} POLICY`);

/** Who may attach policies or tags to anything may name it (docs: user-guide/security-column-intro, "Masking policy privileges"). */
function mayGovern(context: Context, entry: Entry): boolean {
  if (holdsGlobal(context, "APPLY TAG")) return true;
  return GOVERNED.test(entry.class) && GOVERNING.some((privilege) => holdsGlobal(context, privilege));
}

/** One of the privileges is enough. `label` is the object's kind in the words of the error. */
export function requireAny(context: Context, on: Entry, need: { readonly privileges: readonly string[]; readonly label: string }): void {
  if (owns(context, on)) return;
  if (need.privileges.some((privilege) => privilege !== "OWNERSHIP" && holds(context.draft.catalog, context.active.all, { privilege, on }))) return;
  throw insufficientPrivileges(need.label, on.id === ACCOUNT ? context.account.locator : on.name);
}

/** CREATE needs the privilege in the primary role. */
export function requireCreate(context: Context, container: Entry, need: { readonly privilege: string; readonly label: string }): void {
  if (holds(context.draft.catalog, context.active.primary, { privilege: need.privilege, on: container })) return;
  throw insufficientPrivileges(need.label, container.id === ACCOUNT ? context.account.locator : container.name);
}
