import { holdsAny, isVisible, managesGrants, owns } from "../access/authorize.ts";
import { grantedOn } from "../access/grantable-types.ts";
import { entryAt, entryOf, grantsOn, grantsTo, isLive, ownedBy } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../catalog/entry.ts";
import { isRole } from "../catalog/mutation.ts";
import type { Command, Context } from "../context.ts";
import { classNamed } from "../objects/registry.ts";
import { fullName } from "../objects/resolve.ts";
import { nameOfRole, roleType } from "../objects/show-columns.ts";
import { readArguments } from "../parser/arguments.ts";
import type { Cursor } from "../parser/cursor.ts";
import { type Cells, type Column, type ResultSet, STATEMENT_TYPE, textColumn, timeCell, timeColumn } from "../result.ts";
import { isManaged } from "../statements/create-object.ts";
import { ROLE_KINDS } from "./grant-role.ts";
import { type GranteeRef, readGrantee, resolveGrantee } from "./grantee.ts";
import { readType, resolveObject } from "./securable.ts";

/** One line of SHOW GRANTS; ownership is one, too. */
interface Row {
  readonly createdOn: number;
  readonly privilege: string;
  readonly on: Entry;
  readonly to: Entry;
  readonly grantOption: boolean;
  readonly by: Id | null;
}

type Ask = (context: Context) => { readonly columns: readonly string[]; readonly rows: readonly Cells[] };

/** SHOW GRANTS [ON | TO | OF ...] [LIMIT n], behind SHOW GRANTS. */
export function parseShowGrants(cursor: Cursor): Command {
  const ask = readAsk(cursor);
  const limit = cursor.accept("LIMIT") ? cursor.integer() : null;
  cursor.end();
  return {
    type: STATEMENT_TYPE.show,
    readsOnly: true,
    run(context): ResultSet {
      const { columns, rows } = ask(context);
      return { columns: columns.map(columnOf), rows: limit === null ? rows : rows.slice(0, limit), status: "" };
    },
  };
}

export function columnOf(name: string): Column {
  return name === "created_on" ? timeColumn(name) : textColumn(name);
}

function readAsk(cursor: Cursor): Ask {
  if (cursor.accept("ON ACCOUNT")) return (context) => onObject(context, entryAt(context.draft.catalog, ACCOUNT));
  if (cursor.accept("ON")) {
    const type = readType(cursor);
    const name = cursor.name();
    const args = cursor.sees("(") ? readArguments(cursor) : null;
    return (context) => onObject(context, resolveObject(context, { type, name, args }));
  }
  if (cursor.accept("OF")) {
    for (const other of ["SHARE", "SERVICE ROLE"]) if (cursor.sees(other)) cursor.refuse(`SHOW GRANTS OF ${other}`);
    const kind = cursor.acceptOneOf(ROLE_KINDS);
    if (kind === null) cursor.fail();
    const ref: GranteeRef = { class: kind, name: cursor.name() };
    return (context) => ofRole(context, resolveGrantee(context, ref));
  }
  if (!cursor.accept("TO")) return (context) => toUser(context, entryAt(context.draft.catalog, context.session.user));
  if (cursor.sees("SNOWFLAKE")) cursor.refuse("SHOW GRANTS TO <class> ROLE");
  const ref = readGrantee(cursor);
  if (cursor.sees("IN APPLICATION PACKAGE")) cursor.refuse("SHOW GRANTS TO SHARE ... IN APPLICATION PACKAGE");
  return (context) => {
    const grantee = resolveGrantee(context, ref);
    return ref.class === "USER" ? toUser(context, grantee) : toRole(context, grantee);
  };
}

const ON_COLUMNS = ["created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option", "granted_by", "granted_by_role_type"];
const TO_COLUMNS = ON_COLUMNS.slice(0, -1);
const OF_COLUMNS = ["created_on", "role", "granted_to", "grantee_name", "granted_by"];
const USER_COLUMNS = ["created_on", "privilege", "granted_on", "name", "role", "granted_to", "grantee_name", "grant_option", "granted_by"];

function onObject(context: Context, entry: Entry): ReturnType<Ask> {
  const { catalog } = context.draft;
  const rows: Row[] = grantsOn(catalog, entry.id).map((grant) => ({ ...grant, on: entry, to: entryAt(catalog, grant.to) }));
  const owner = ownership(context, entry);
  if (owner !== null) rows.push(owner);
  // "includes the OWNERSHIP and MANAGE GRANTS privileges for the role that owns the managed access schema" (docs: sql-reference/sql/show-grants)
  if (owner !== null && isManaged(entry)) rows.push({ ...owner, privilege: "MANAGE GRANTS" });
  const inManaged = entry.id !== ACCOUNT && isManaged(entryAt(catalog, entry.parent));
  const sorted = sort(context, inManaged ? rows.map((row) => ({ ...row, grantOption: false })) : rows);
  return { columns: ON_COLUMNS, rows: sorted.map((row) => [...cells(context, row), row.by === null ? "" : roleType(context, row.by)]) };
}

function ownership(context: Context, entry: Entry): Row | null {
  if (entry.owner === null) return null;
  const to = entryOf(context.draft.catalog, entry.owner.role);
  return to === undefined ? null : { createdOn: entry.owner.since, privilege: "OWNERSHIP", on: entry, to, grantOption: true, by: entry.owner.by };
}

/** A role shows all it holds to who holds the role, owns it, or manages grants; to others what they can see themselves. */
function toRole(context: Context, role: Entry): ReturnType<Ask> {
  const rows = rowsTo(context, role);
  const seesAll = context.active.all.has(role.id) || owns(context, role) || managesGrants(context);
  const seen = seesAll ? rows : rows.filter((row) => row.on.id !== ACCOUNT && (isRole(row.on) ? holdsAny(context, row.on) : isVisible(context, row.on)));
  return { columns: TO_COLUMNS, rows: sort(context, seen).map((row) => cells(context, row)) };
}

function rowsTo(context: Context, grantee: Entry): readonly Row[] {
  const { catalog } = context.draft;
  const granted: Row[] = grantsTo(catalog, grantee.id).map((grant) => ({ ...grant, on: entryAt(catalog, grant.on), to: grantee }));
  const owned = ownedBy(catalog, grantee.id).flatMap((entry) => ownership(context, entry) ?? []);
  return [...granted, ...owned].filter((row) => isLive(catalog, row.on));
}

function toUser(context: Context, user: Entry): ReturnType<Ask> {
  const isHis = user.id === context.session.user || owns(context, user) || managesGrants(context);
  const rows = sort(context, rowsTo(context, user)).filter((row) => isHis || context.active.all.has(row.on.id));
  const shown = rows.map((row) => {
    const [createdOn = null, privilege = null, on = null, name = null, ...rest] = cells(context, row);
    return isRole(row.on) ? [createdOn, privilege, on, name, row.on.name, ...rest] : [createdOn, privilege, on, name, null, ...rest];
  });
  return { columns: USER_COLUMNS, rows: shown };
}

/** To who holds a privilege on the role: it is granted to him, he owns it, or he manages grants ("The command only returns objects for which ..."). */
function ofRole(context: Context, role: Entry): ReturnType<Ask> {
  const { catalog } = context.draft;
  const isSeen = context.active.all.has(role.id) || holdsAny(context, role) || managesGrants(context);
  const rows: Row[] = (isSeen ? grantsOn(catalog, role.id) : [])
    .filter((grant) => grant.privilege === "USAGE")
    .map((grant) => ({ ...grant, on: role, to: entryAt(catalog, grant.to) }));
  const shown = sort(context, rows).map((row) => [timeCell(row.createdOn), role.name, grantedTo(row.to), row.to.name, nameOf(context, row.by)]);
  return { columns: OF_COLUMNS, rows: shown };
}

function grantedTo(entry: Entry): string {
  return entry.class.replaceAll(" ", "_");
}

function nameOf(context: Context, role: Id | null): string {
  return role === null ? "" : nameOfRole(context, role);
}

function cells(context: Context, row: Row): (string | null)[] {
  const isAccount = row.on.id === ACCOUNT;
  return [
    timeCell(row.createdOn),
    row.privilege,
    isAccount ? "ACCOUNT" : grantedOn(row.on.class),
    isAccount ? context.account.locator : securableName(context, row),
    grantedTo(row.to),
    row.to.name,
    row.grantOption ? "true" : "false",
    nameOf(context, row.by),
  ];
}

/** `DB.SCHEMA.T`; a function prints its arguments and what it returns, the roles that Snowflake gave PUBLIC nothing of their database. */
function securableName(context: Context, { on: entry, by }: Row): string {
  if (entry.class === "DATABASE ROLE" && by === null && entry.owner === null) return entry.name;
  return classNamed(entry.class)?.grantName?.(entry, context) ?? fullName(context.draft.catalog, entry);
}

function sort(context: Context, rows: readonly Row[]): readonly Row[] {
  const keyed = rows.map((row) => ({
    row,
    key: [row.on.class, fullName(context.draft.catalog, row.on), row.on.args ?? "", row.privilege, row.to.name, nameOf(context, row.by)].join("\u0000"),
  }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ row }) => row);
}
