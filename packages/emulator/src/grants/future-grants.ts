import { closureOf } from "../access/active-roles.ts";
import { holds, isImported } from "../access/authorize.ts";
import { entryAt, futureGrantsIn } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { type FutureGrant, futureGrantKey } from "../catalog/grant.ts";
import type { Context } from "../context.ts";
import { EXECUTED, type ResultSet, statusResult } from "../result.ts";
import { SqlError } from "../sql-error.ts";
import { isManaged } from "../statements/create-object.ts";
import { mayDefineFuture } from "./grantor.ts";
import { expand, type Privileges } from "./privileges.ts";
import { importedOnly, notGranted, notInDatabase, notSupported } from "./refusals.ts";
import { resolveContainer, type Securable } from "./securable.ts";
import { checkFutureWrite, checkRead } from "./stage-privileges.ts";

type Future = Extract<Securable, { kind: "all" | "future" }>;

interface FutureStatement {
  readonly privileges: Privileges;
  readonly on: Future;
  readonly grantee: Entry;
  readonly grantOption: boolean;
}

export function defineFuture(context: Context, { privileges, on, grantee, grantOption }: FutureStatement): ResultSet {
  const container = resolveContainer(context, on.in);
  const database = container.class === "DATABASE" ? container : entryAt(context.draft.catalog, container.parent);
  if (!mayDefineFuture(context, container)) throw notGranted();
  if (isImported(database)) throw importedOnly();
  if (grantee.class === "DATABASE ROLE") checkDatabaseRole(context, grantee, database);
  const wanted = expand(privileges, on.type, grantee.class === "DATABASE ROLE" ? "DATABASE ROLE" : "ROLE");
  if (on.type.name === "STAGE") checkFutureWrite(wanted, heldFuture(context, container, { on, grantee }));
  for (const privilege of wanted) {
    if (privilege === "OWNERSHIP") checkOwnership(context, { on, container, grantee });
    const future: FutureGrant = {
      privilege,
      class: on.type.name,
      in: container.id,
      to: grantee.id,
      by: context.session.role,
      grantOption,
      createdOn: context.now,
    };
    const before = futureGrantsIn(context.draft.catalog, container.id).find((grant) => futureGrantKey(grant) === futureGrantKey(future));
    if (before === undefined) context.draft.grantFuture(future);
    else if (grantOption && !before.grantOption) context.draft.grantFuture({ ...before, grantOption });
  }
  return statusResult(EXECUTED);
}

/** The role "also requires the USAGE privilege on the database that contains the database role" (docs: sql-reference/sql/grant-privilege). */
function checkDatabaseRole(context: Context, role: Entry, database: Entry): void {
  if (role.parent !== database.id)
    throw notInDatabase(`Future privileges in '${database.name}' cannot be granted to database role '${role.name}' of another database.`);
  if (!holds(context.draft.catalog, context.active.all, { privilege: "USAGE", on: database })) throw notGranted();
}

function heldFuture(context: Context, container: Entry, { on, grantee }: Pick<FutureStatement, "on" | "grantee">): readonly FutureGrant[] {
  return futureGrantsIn(context.draft.catalog, container.id).filter((grant) => grant.to === grantee.id && grant.class === on.type.name);
}

/** One future owner a type; in a managed access schema a subordinate of its owner (docs: sql-reference/sql/grant-privilege, "Restrictions and limitations"). */
function checkOwnership(context: Context, { on, container, grantee }: { on: Future; container: Entry; grantee: Entry }): void {
  if (on.type.ownership === false || on.type.ownership === "now") throw notSupported(`GRANT OWNERSHIP ON FUTURE ${on.type.plural}`);
  const other = futureGrantsIn(context.draft.catalog, container.id).find(
    (grant) => grant.class === on.type.name && grant.privilege === "OWNERSHIP" && grant.to !== grantee.id,
  );
  if (other !== undefined) {
    const text = `SQL execution error: Future ownership grant on ${on.type.plural} in ${container.class} '${container.name}' already exists. Revoke it first.`;
    throw new SqlError("003085", "42501", text);
  }
  if (isManaged(container) && container.owner !== null && !closureOf(context.draft.catalog, container.owner.role).has(grantee.id))
    throw notSubordinate(container, grantee);
}

export function notSubordinate(schema: Entry, role: Entry): SqlError {
  const text = `Ownership in managed access schema '${schema.name}' can only be transferred to a subordinate role of the schema owner; '${role.name}' is not.`;
  return new SqlError("003087", "42501", `SQL access control error:\n${text}`);
}

export function revokeFuture(context: Context, { privileges, on, grantee, grantOption }: FutureStatement): ResultSet {
  const container = resolveContainer(context, on.in);
  if (!mayDefineFuture(context, container)) throw new SqlError("003012", "42501", "SQL access control error:\nRevoke not executed: Insufficient privileges.");
  const held = heldFuture(context, container, { on, grantee });
  if (on.type.name === "STAGE" && !grantOption) checkRead(privileges, held);
  for (const grant of held) {
    if (privileges !== "ALL" && !privileges.includes(grant.privilege)) continue;
    if (grantOption) context.draft.grantFuture({ ...grant, grantOption: false });
    else context.draft.revokeFuture(grant);
  }
  return statusResult(EXECUTED);
}
