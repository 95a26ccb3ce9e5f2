import {
  type AnyObject,
  type Catalog,
  database as databaseKind,
  databaseRole,
  type Grant,
  isA,
  isMembership,
  isUnknown,
  known,
  role,
  securableOf,
  user,
} from "@snowtower/kinds";
import { ACCOUNT } from "../target.ts";
import { AccessGraph } from "./access-graph.ts";
import { NOBODY, type Operation, UNKNOWN } from "./operation.ts";
import { publicRole } from "./role-closures.ts";

/** Which system roles hold which, in every account: nobody can revoke it. (docs: user-guide/security-access-control-overview, "System-defined roles") */
const SYSTEM_HIERARCHY = [
  ["ACCOUNTADMIN", "SECURITYADMIN"],
  ["ACCOUNTADMIN", "SYSADMIN"],
  ["SECURITYADMIN", "USERADMIN"],
] as const;

/** The graph of what a catalog knows. */
export function loadGraph(catalog: Catalog): AccessGraph {
  const graph = new AccessGraph();
  graph.target("ROLE", graph.principals.names[publicRole(graph)] ?? "");
  for (const grant of catalog.grants) {
    const operation = grantOperation(graph, grant, true);
    if (operation !== null) graph.perform(operation);
  }
  addSystemRoles(graph);
  const securables = [...catalog.objects.values()].flatMap((object) => {
    const securable = securableOf(object);
    return securable === null ? [] : [{ object, securable }];
  });
  // Roles first: an owner is told by the name alone.
  for (const { securable } of securables) if (grantedTo(securable.type)) graph.principal(securable.type, securable.name);
  for (const { object, securable } of securables) loadObject(graph, object, securable);
  return graph;
}

/** What a grant comes to, given or taken; `null` for a future grant: it is no access (RA 18). */
export function grantOperation(graph: AccessGraph, { privilege, on, to, option }: Grant, adds: boolean): Operation | null {
  const holder = graph.principal(to.type, to.name);
  if (on.kind === "future") return null;
  const target = on.kind === "account" ? accountTarget(graph) : graph.target(on.type, on.name);
  if (isMembership({ privilege, on }) && on.kind === "object") return { kind: "member", adds, role: graph.principal(on.type, on.name), by: holder };
  if (privilege === "OWNERSHIP") return { kind: "owner", on: target, from: graph.ownerOf(target), to: adds ? holder : UNKNOWN };
  return { kind: "grant", adds, on: target, to: holder, privilege: graph.privilege(privilege), option };
}

/** What these roles are granted need not have been read. */
function addSystemRoles(graph: AccessGraph): void {
  for (const [above, below] of SYSTEM_HIERARCHY) {
    const [by, held] = [graph.principal("ROLE", above), graph.principal("ROLE", below)];
    graph.target("ROLE", below);
    if (!graph.rolesOf(by).includes(held)) graph.perform({ kind: "member", adds: true, role: held, by });
  }
  const [on, to, privilege] = [accountTarget(graph), graph.principal("ROLE", "SECURITYADMIN"), graph.privilege("MANAGE GRANTS")];
  if (!graph.isGranted(on, to, privilege)) graph.perform({ kind: "grant", adds: true, on, to, privilege, option: false });
}

function loadObject(graph: AccessGraph, object: AnyObject, securable: Owned): void {
  const { type, name } = securable;
  const node = graph.target(type, name);
  const owner = ownerNumber(graph, object, securable);
  if (owner !== UNKNOWN) graph.perform({ kind: "owner", on: node, from: graph.ownerOf(node), to: owner });
  if (isDisabled(object)) graph.perform({ kind: "enabled", adds: false, user: graph.principal(type, name) });
}

export function accountTarget(graph: AccessGraph): number {
  return graph.target(ACCOUNT.type, ACCOUNT.name);
}

const GRANTEES: ReadonlySet<string> = new Set(["ROLE", "USER", "DATABASE ROLE", "APPLICATION ROLE", "SHARE"]);

/** True for types of objects that privileges can be granted to. */
export function grantedTo(type: string): boolean {
  return GRANTEES.has(type);
}

/** A disabled user cannot log in, so whatever he is granted is of no use to him (docs: sql-reference/sql/create-user). */
export function isDisabled(object: AnyObject): boolean {
  return isA(object, user) && known(object.fields.disabled) === true;
}

type Owned = NonNullable<ReturnType<typeof securableOf>>;

/** The owner's number, `NOBODY` for Snowflake itself, `UNKNOWN` for what was not read or not said. */
export function ownerNumber(graph: AccessGraph, object: AnyObject, securable: Owned): number {
  if (object.owner === null) return NOBODY;
  const owner = isUnknown(object.owner) ? undefined : securable.owner;
  if (owner === undefined || owner === null) return UNKNOWN;
  // SHOW names the owner without saying what sort of role it is; a database role owns in its own database only (docs: sql-reference/sql/grant-ownership).
  const database = isA(object, databaseKind) ? securable.name : securable.database;
  const ofDatabase = database === null ? undefined : graph.principals.find(databaseRole.label, `${database}.${owner}`);
  return ofDatabase !== undefined && graph.principals.find(role.label, owner) === undefined ? ofDatabase : graph.principal(role.label, owner);
}
