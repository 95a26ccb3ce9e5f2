import { closureOf } from "../access/active-roles.ts";
import { futureGrantsIn } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { type FutureGrant, futureGrantKey } from "../catalog/grant.ts";
import type { Context } from "../context.ts";
import { EXECUTED, type ResultSet, statusResult } from "../result.ts";
import { SqlError, unsupported } from "../sql-error.ts";
import { isManaged } from "../statements/create-object.ts";
import { expand, notGranted, type Privileges } from "./grant-privileges.ts";
import { mayDefineFuture } from "./grantor.ts";
import { resolveContainer, type Securable } from "./securable.ts";

type Future = Extract<Securable, { kind: "all" | "future" }>;

interface FutureStatement {
  readonly privileges: Privileges;
  readonly on: Future;
  readonly grantee: Entry;
  readonly grantOption: boolean;
}

export function defineFuture(context: Context, { privileges, on, grantee, grantOption }: FutureStatement): ResultSet {
  const container = resolveContainer(context, on.in);
  if (!mayDefineFuture(context, container)) throw notGranted();
  if (grantee.class === "DATABASE ROLE" && grantee.parent !== (container.class === "DATABASE" ? container.id : container.parent)) throw notGranted();
  for (const privilege of expand(privileges, on.type)) {
    if (privilege === "OWNERSHIP") checkOwnership(context, { on, container, grantee });
    const wanted: FutureGrant = {
      privilege,
      class: on.type.name,
      in: container.id,
      to: grantee.id,
      by: context.session.role,
      grantOption,
      createdOn: context.now,
    };
    const before = futureGrantsIn(context.draft.catalog, container.id).find((grant) => futureGrantKey(grant) === futureGrantKey(wanted));
    if (before === undefined) context.draft.grantFuture(wanted);
    else if (grantOption && !before.grantOption) context.draft.grantFuture({ ...before, grantOption });
  }
  return statusResult(EXECUTED);
}

/** One future owner a type; in a managed access schema a subordinate of its owner (docs: sql-reference/sql/grant-privilege, "Restrictions and limitations"). */
function checkOwnership(context: Context, { on, container, grantee }: { on: Future; container: Entry; grantee: Entry }): void {
  if (on.type.ownership !== true) throw unsupported(`GRANT OWNERSHIP ON FUTURE ${on.type.plural}`);
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
  for (const grant of futureGrantsIn(context.draft.catalog, container.id)) {
    if (grant.to !== grantee.id || grant.class !== on.type.name) continue;
    if (privileges !== "ALL" && !privileges.includes(grant.privilege)) continue;
    if (grantOption) context.draft.grantFuture({ ...grant, grantOption: false });
    else context.draft.revokeFuture(grant);
  }
  return statusResult(EXECUTED);
}
