import { exactly, type Identifier, type SecurableType, securableType } from "@snowtower/sql";
import type { RowView } from "../rows.ts";
import type { Grant, Grantee, GrantTarget } from "./grant.ts";
import { futureContainer, grantedName } from "./granted-name.ts";

interface DecodedGrants {
  readonly grants: readonly Grant[];
  /** Why rows could not be understood, a sentence each: such grants are left alone. */
  readonly unreadable: readonly string[];
  /** What the grantee owns, as `type|name`: for objects whose own list does not tell the owner, as that of functions. */
  readonly owned: readonly string[];
}

type Row = { readonly grant: Grant } | { readonly owned: string } | { readonly unreadable: string } | null;

/** The grants in the rows of SHOW GRANTS TO, or with `future` of SHOW FUTURE GRANTS TO. Ownership is no grant: it is a field of the object. (docs: sql-reference/sql/show-grants) */
export function decodeGrants(rows: Iterable<RowView>, to: Grantee, options: { readonly future: boolean }): DecodedGrants {
  const grants: Grant[] = [];
  const owned: string[] = [];
  const unreadable = new Set<string>();
  for (const row of rows) {
    const decoded = options.future ? futureRow(row, to) : grantRow(row, to);
    if (decoded === null) continue;
    if ("grant" in decoded) grants.push(decoded.grant);
    else if ("owned" in decoded) owned.push(decoded.owned);
    else unreadable.add(decoded.unreadable);
  }
  return { grants, owned, unreadable: [...unreadable] };
}

function grantRow(row: RowView, to: Grantee): Row {
  const role = row.get("role");
  // SHOW GRANTS TO USER names roles in a column of their own; privileges of the user himself stand beside it.
  if (to.type === "USER" && role && !row.get("granted_on")?.endsWith("_ROLE")) return member(row, to, role);
  const privilege = row.get("privilege");
  const on = row.get("granted_on");
  const name = row.get("name");
  if (!privilege || !on) return { unreadable: "a row of SHOW GRANTS names no privilege or no type" };
  if (isPhantom(on, name)) return null;
  if (privilege === "OWNERSHIP") return ownedRow(on, name);
  if (on === "ACCOUNT") return { grant: grantOf(row, { privilege, on: { kind: "account" }, to }) };
  const type = securableType(on);
  if (type === undefined) return { unreadable: `grants on a ${on} are not known here, so they are left alone` };
  const target = objectTarget(type, name);
  if (target === null) return { unreadable: `not a name of a ${type.type}: ${name}` };
  return { grant: grantOf(row, { privilege, on: target, to }) };
}

function ownedRow(on: string, name: string | null | undefined): Row {
  const type = securableType(on);
  const target = type === undefined ? null : objectTarget(type, name);
  return target?.kind === "object" ? { owned: `${target.type}|${target.name}` } : null;
}

function member(row: RowView, to: Grantee, role: string): Row {
  const type = securableType("ROLE");
  const on = type === undefined ? null : objectTarget(type, role);
  return on === null ? { unreadable: `not a name of a role: ${role}` } : { grant: grantOf(row, { privilege: "USAGE", on, to }) };
}

/** Search optimization of a table shows as a materialized view that nobody can see (SnowDDL: "phantom MATERIALIZED VIEW"). */
function isPhantom(on: string, name: string | null | undefined): boolean {
  return on === "MATERIALIZED_VIEW" && name?.endsWith('IDX_MV_"') === true;
}

function objectTarget(type: SecurableType, cell: string | null | undefined): GrantTarget | null {
  const name = cell ? grantedName(cell, type) : null;
  return name === null ? null : { kind: "object", type: type.type, name };
}

function futureRow(row: RowView, to: Grantee): Row {
  const privilege = row.get("privilege");
  const on = row.get("grant_on");
  const name = row.get("name");
  if (!privilege || !on || !name) return { unreadable: "a row of SHOW FUTURE GRANTS names no privilege, no type or no container" };
  const type = securableType(on);
  if (type === undefined) return { unreadable: `future grants on a ${on} are not known here, so they are left alone` };
  const container = futureContainer(name);
  if (container === null) return { unreadable: `not the container of a future grant: ${name}` };
  return { grant: { privilege, on: { kind: "future", type: type.type, ...container }, to, option: option(row) } };
}

function grantOf(row: RowView, grant: Omit<Grant, "option" | "by">): Grant {
  const by = grantor(row);
  return { ...grant, option: option(row), ...(by === undefined ? {} : { by }) };
}

function option(row: RowView): boolean {
  return row.get("grant_option")?.toLowerCase() === "true";
}

/** "If the granted_by column is empty, the privilege was granted by the Snowflake SYSTEM role [and] cannot be modified by customers" (docs: sql-reference/sql/show-grants). */
function grantor(row: RowView): Identifier | null | undefined {
  const cell = row.get("granted_by");
  if (cell === undefined) return undefined;
  return cell === null || cell === "" ? null : exactly(cell);
}
