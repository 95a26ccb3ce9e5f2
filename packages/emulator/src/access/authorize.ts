import { type Catalog, entryAt, findByName, grantsOn, pathOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { insufficientPrivileges } from "../sql-error.ts";

/** Does one of the roles own the object or hold the privilege on it? */
export function holds(catalog: Catalog, roles: ReadonlySet<Id>, need: { readonly privilege: string; readonly on: Entry }): boolean {
  if (need.on.owner !== null && roles.has(need.on.owner.role)) return true;
  if (need.on.class === "WAREHOUSE" && ON_ALL_WAREHOUSES.has(need.privilege) && managesWarehouses(catalog, roles)) return true;
  return grantsOn(catalog, need.on.id).some((grant) => grant.privilege === need.privilege && roles.has(grant.to));
}

/** "equivalent to granting the MODIFY, MONITOR, and OPERATE privileges on all warehouses" (docs: user-guide/security-access-control-privileges) */
const ON_ALL_WAREHOUSES: ReadonlySet<string> = new Set(["MODIFY", "MONITOR", "OPERATE"]);

function managesWarehouses(catalog: Catalog, roles: ReadonlySet<Id>): boolean {
  return grantsOn(catalog, ACCOUNT).some((grant) => grant.privilege === "MANAGE WAREHOUSES" && roles.has(grant.to));
}

export function owns(context: Context, entry: Entry): boolean {
  return entry.owner !== null && context.active.all.has(entry.owner.role);
}

/** Does an active role hold any privilege on the object? */
export function holdsAny(context: Context, entry: Entry): boolean {
  const { catalog } = context.draft;
  const { all } = context.active;
  // Whoever sees a database sees its INFORMATION_SCHEMA (docs: sql-reference/info-schema).
  if (entry.class === "INFORMATION SCHEMA" || owns(context, entry) || grantsOn(catalog, entry.id).some((grant) => all.has(grant.to))) return true;
  return entry.class === "WAREHOUSE" ? managesWarehouses(catalog, all) : isShared(catalog, all, entry);
}

/** What is in an imported database is open to who holds IMPORTED PRIVILEGES, which is kept as USAGE on it (docs: user-guide/data-share-consumers). */
export function isShared(catalog: Catalog, roles: ReadonlySet<Id>, entry: Entry): boolean {
  if (entry.owner !== null || entry.id === ACCOUNT) return false;
  const database = pathOf(catalog, entry)[0];
  if (database === undefined || !isImported(database)) return false;
  return isAdministrator(catalog, roles) || (database.id !== entry.id && grantsOn(catalog, database.id).some((grant) => roles.has(grant.to)));
}

/** ACCOUNTADMIN has imported databases without a grant: "the ACCOUNTADMIN role (or a role granted IMPORTED PRIVILEGES on the database)" (docs: sql-reference/account-usage). */
function isAdministrator(catalog: Catalog, roles: ReadonlySet<Id>): boolean {
  const admin = findByName(catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null });
  return admin !== undefined && roles.has(admin.id);
}

/** Made from a share, as SNOWFLAKE is. */
export function isImported(database: Entry): boolean {
  return database.class === "DATABASE" && database.properties.ORIGIN !== undefined && database.properties.ORIGIN !== "";
}

export function holdsGlobal(context: Context, privilege: string): boolean {
  return grantsOn(context.draft.catalog, ACCOUNT).some((grant) => grant.privilege === privilege && context.active.all.has(grant.to));
}

/** MANAGE GRANTS lets its holder grant as if he owned the object, and name everything in the calls that manage grants. */
export function managesGrants(context: Context): boolean {
  return holdsGlobal(context, "MANAGE GRANTS");
}

/** "MANAGE GRANTS does not by itself allow a role to query data, create objects, modify objects" (docs: user-guide/container-manage-grants-intro). */
function namesAll(context: Context): boolean {
  if (context.call === "show") return managesGrants(context) || holdsGlobal(context, "RESOLVE ALL");
  return (context.call === "describe" || context.call === "grant") && managesGrants(context);
}

/** An object is to be seen by who holds a privilege on it and on what contains it (docs: "Operating on an object in a schema requires at least one privilege on the parent database and ... schema"). */
export function isVisible(context: Context, entry: Entry, seenWith?: string): boolean {
  if (entry.id === ACCOUNT || namesAll(context)) return true;
  if (!holdsAny(context, entry) && !isShownBy(context, seenWith) && !mayGovern(context, entry) && !managesGrantsOn(context, entry)) return false;
  for (let at = entryAt(context.draft.catalog, entry.parent); at.id !== ACCOUNT; at = entryAt(context.draft.catalog, at.parent))
    if (!holdsAny(context, at)) return false;
  return true;
}

/** The owner of a managed access schema grants on what is in it without a privilege on that (docs: sql-reference/sql/create-schema). */
function managesGrantsOn(context: Context, entry: Entry): boolean {
  if (context.call !== "grant") return false;
  const schema = entryAt(context.draft.catalog, entry.parent);
  return schema.properties.MANAGED_ACCESS === true && owns(context, schema);
}

/** Does `seenWith` of a class show this session all its objects? */
export function isShownBy(context: Context, seenWith: string | undefined): boolean {
  return seenWith !== undefined && (seenWith === "container" || holdsGlobal(context, seenWith));
}

const GOVERNED = /(^| )(TABLE|VIEW)$/;
const GOVERNING = ["AGGREGATION", "JOIN", "MASKING", "PROJECTION", "ROW ACCESS"].map((kind) => `APPLY ${kind} POLICY`);

/** Who may attach policies or tags to anything may name it (docs: user-guide/security-column-intro, "Masking policy privileges"). */
function mayGovern(context: Context, entry: Entry): boolean {
  if (context.call === "show" || context.call === "grant") return false;
  // DESCRIBE looks further at them (docs: release-notes/bcr-bundles/2026_07/bcr-2339).
  if (holdsGlobal(context, "APPLY TAG")) return true;
  return GOVERNED.test(entry.class) && GOVERNING.some((privilege) => holdsGlobal(context, privilege));
}

/** MONITOR USER "grants the ability to view users and all their properties" (docs: user-guide/security-access-control-privileges). */
export function seesUser(context: Context, user: Entry): boolean {
  return owns(context, user) || managesGrants(context) || holdsGlobal(context, "MONITOR USER");
}

/** One of the privileges is enough. `label` is the object's kind in the words of the error. */
export function requireAny(context: Context, on: Entry, need: { readonly privileges: readonly string[]; readonly label: string }): void {
  if (owns(context, on)) return;
  if (need.privileges.some((privilege) => privilege !== "OWNERSHIP" && holds(context.draft.catalog, context.active.all, { privilege, on }))) return;
  throw insufficientPrivileges(need.label, on.id === ACCOUNT ? context.account.locator : on.name);
}

/** In a CREATE the active roles are those of the primary role (`contextOf`). */
export function requireCreate(context: Context, container: Entry, need: { readonly privilege: string; readonly label: string }): void {
  if (holds(context.draft.catalog, context.active.all, { privilege: need.privilege, on: container })) return;
  throw insufficientPrivileges(need.label, container.id === ACCOUNT ? context.account.locator : container.name);
}
