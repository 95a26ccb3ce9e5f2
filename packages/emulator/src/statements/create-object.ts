import { typeOfClass } from "../access/grantable-types.ts";
import { entryAt, futureGrantsIn } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id, type Value } from "../catalog/entry.ts";
import type { FutureGrant, Grant } from "../catalog/grant.ts";
import type { Context } from "../context.ts";
import { materializes } from "../grants/stage-privileges.ts";

interface NewObject {
  readonly class: string;
  readonly parent: Id;
  readonly name: string;
  readonly args?: string | null;
  readonly comment?: string | null;
  readonly properties?: Readonly<Record<string, Value>>;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Adds an object owned by the primary role and gives it what future grants promise. For what Snowflake creates besides, too (a database's PUBLIC). */
export function createObject(context: Context, object: NewObject): Entry {
  const entry = context.draft.add({ ...blank(context), ...object, args: object.args ?? null, comment: object.comment ?? null });
  return fireFutureGrants(context, entry);
}

/** The fields every new entry starts with; for a class's `check` at CREATE, which sees the entry before it has a number. */
export function blank(context: Context) {
  return {
    owner: { role: context.session.role, by: context.session.role, since: context.now },
    createdOn: context.now,
    droppedOn: null,
    properties: {},
    parameters: {},
  };
}

/** Those of the schema hide those of the database for the same class (docs: sql-reference/sql/grant-privilege, "Considerations"). */
function futureGrantsFor(context: Context, entry: Entry): { readonly grants: readonly FutureGrant[]; readonly fromDatabase: boolean } {
  const { catalog } = context.draft;
  const type = typeOfClass(entry.class)?.name ?? entry.class;
  if (entry.parent === ACCOUNT) return { grants: [], fromDatabase: false };
  const own = futureGrantsIn(catalog, entry.parent).filter((grant) => grant.class === type);
  const parent = entryAt(catalog, entry.parent);
  if (own.length > 0 || parent.class !== "SCHEMA") return { grants: own, fromDatabase: parent.class === "DATABASE" };
  return { grants: futureGrantsIn(catalog, parent.parent).filter((grant) => grant.class === type), fromDatabase: true };
}

export function isManaged(entry: Entry): boolean {
  return entry.class === "SCHEMA" && entry.properties.MANAGED_ACCESS === true;
}

export function fireFutureGrants(context: Context, created: Entry): Entry {
  const { grants, fromDatabase } = futureGrantsFor(context, created);
  let entry = created;
  // A database's future OWNERSHIP passes by managed access schemas (docs: sql-reference/sql/grant-privilege, "Restrictions").
  const owner = grants.find((grant) => grant.privilege === "OWNERSHIP");
  const passes = fromDatabase && isManaged(entryAt(context.draft.catalog, entry.parent));
  if (owner !== undefined && !passes) entry = context.draft.change(entry.id, { owner: { role: owner.to, by: owner.to, since: context.now } });
  for (const grant of grants) {
    if (grant.privilege === "OWNERSHIP" || !materializes(context, entry.id, grant.privilege)) continue;
    const by = entry.owner?.role ?? null;
    context.draft.grant({ privilege: grant.privilege, on: entry.id, to: grant.to, by, grantOption: grant.grantOption, createdOn: context.now });
  }
  return entry;
}

/** COPY GRANTS: all but OWNERSHIP; the executor becomes the grantor (docs: sql-reference/sql/create-view). */
export function copyGrants(context: Context, grants: readonly Grant[], to: Entry): Entry {
  for (const grant of grants) context.draft.grant({ ...grant, on: to.id, by: context.session.role, createdOn: context.now });
  return to;
}
