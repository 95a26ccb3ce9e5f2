import { directRoles, mayActivate } from "../access/active-roles.ts";
import { holds, isShared } from "../access/authorize.ts";
import { secondaryRolesOf } from "../access/secondary-roles.ts";
import { childrenOf, entryAt, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import { INFORMATION_SCHEMA } from "../objects/information-schema.ts";
import { currentDatabase, type Kind, resolveDatabase, resolveOrCannot } from "../objects/resolve.ts";
import type { Cursor, NameRef } from "../parser/cursor.ts";
import { EXECUTED, STATEMENT_TYPE, statusResult } from "../result.ts";
import { checkRestriction } from "../session-login.ts";
import { cannotBePerformed, SqlError } from "../sql-error.ts";

/** INFORMATION_SCHEMA too (docs: sql-reference/info-schema). */
const SCHEMA_IN_USE: Kind = { name: "SCHEMA", label: "Schema", container: "DATABASE", also: [INFORMATION_SCHEMA] };

type Change = (context: Context) => Partial<Context["session"]>;

/** USE { ROLE | SECONDARY ROLES | WAREHOUSE | [DATABASE] | SCHEMA }. */
export function parseUse(cursor: Cursor): Command {
  cursor.expect("USE");
  const change = readUse(cursor);
  cursor.end();
  return {
    type: STATEMENT_TYPE.use,
    readsOnly: false,
    run(context) {
      context.session = { ...context.session, ...change(context) };
      return statusResult(EXECUTED);
    },
  };
}

function readUse(cursor: Cursor): Change {
  if (cursor.accept("SECONDARY ROLES")) return readSecondaryRoles(cursor);
  if (cursor.accept("ROLE")) {
    const ref = cursor.name();
    return (context) => {
      const role = hisRole(context, ref);
      checkRestriction(context.draft.catalog, context.session.login, role.id);
      return { role: role.id };
    };
  }
  if (cursor.accept("WAREHOUSE")) return usingWarehouse(cursor.name());
  if (cursor.accept("SCHEMA")) return usingSchema(cursor.name());
  const isDatabase = cursor.accept("DATABASE");
  const ref = cursor.name();
  return !isDatabase && ref.parts.length === 2 ? usingSchema(ref) : usingDatabase(ref);
}

/** ALL is not looked into now, names are (docs: sql-reference/sql/use-secondary-roles). */
function readSecondaryRoles(cursor: Cursor): Change {
  const all = cursor.acceptOneOf(["ALL", "NONE"]);
  const refs: NameRef[] = [];
  if (all === null)
    do refs.push(cursor.name());
    while (cursor.accept(","));
  return (context) => {
    if (all !== "NONE") checkRestriction(context.draft.catalog, context.session.login, "SECONDARY");
    const secondaryRoles = all ?? refs.map((ref) => hisRole(context, ref).id);
    const asked = { user: context.session.user, secondaryRoles };
    const wants = all === "ALL" ? directRoles(context.draft.catalog, asked.user).length > 0 : secondaryRoles.length > 0;
    if (all !== "NONE" && wants && secondaryRolesOf(context.draft.catalog, asked).length === 0) {
      const named = all ?? refs.map((ref) => ref.parts.at(-1)).join(", ");
      // The words are those of user-guide/session-policies-using; its code is on no page.
      throw new SqlError("003559", "42501", `SQL execution error: USE SECONDARY ROLES '[${named}]' not allowed as per session policy.`);
    }
    return { secondaryRoles };
  };
}

/** An account role that the user may activate: his own, one below his own, PUBLIC. */
function hisRole(context: Context, ref: NameRef): Entry {
  const name = ref.parts.at(-1) ?? "";
  const role = ref.parts.length === 1 ? findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name, args: null }) : undefined;
  if (role === undefined) throw cannotBePerformed();
  if (mayActivate(context.draft.catalog, context.session.user, role.id)) return role;
  const reason = `Requested role '${name}' is not assigned to the executing user. Specify another role or contact your administrator.`;
  throw new SqlError("003013", "42501", `SQL access control error:\n${reason}`);
}

function usingWarehouse(ref: NameRef): Change {
  return (context) => {
    const warehouse = resolveOrCannot(context, { kind: { name: "WAREHOUSE", label: "Warehouse", container: "ACCOUNT" }, ref, args: null });
    requireUsage(context, warehouse);
    return { warehouse: warehouse.id };
  };
}

/** The schema becomes PUBLIC if there is one to be seen (docs: sql-reference/sql/use-database). */
function enterDatabase(context: Context, database: Entry): Partial<Context["session"]> {
  const schema = childrenOf(context.draft.catalog, database.id, "SCHEMA").find((entry) => entry.name === "PUBLIC");
  return { database: database.id, schema: schema?.id ?? null };
}

/** USAGE "grants the ability to execute a USE <object> command on the object"; "To make a database the active database in a user session, the USAGE privilege on the database is required" (docs: user-guide/security-access-control-privileges). */
function requireUsage(context: Context, entry: Entry): void {
  const isOpen = entry.class === "INFORMATION SCHEMA" || isShared(context.draft.catalog, context.active.all, entry);
  if (!isOpen && !holds(context.draft.catalog, context.active.all, { privilege: "USAGE", on: entry })) throw cannotBePerformed();
}

function usingDatabase(ref: NameRef): Change {
  return (context) => {
    const database = resolveDatabase(context, ref);
    requireUsage(context, database);
    return enterDatabase(context, database);
  };
}

function usingSchema(ref: NameRef): Change {
  return (context) => {
    const parts = ref.parts.length === 1 ? [currentDatabase(context).name, ...ref.parts] : ref.parts;
    const schema = resolveOrCannot(context, { kind: SCHEMA_IN_USE, ref: { parts }, args: null });
    requireUsage(context, schema);
    requireUsage(context, entryAt(context.draft.catalog, schema.parent));
    return { database: schema.parent, schema: schema.id };
  };
}
