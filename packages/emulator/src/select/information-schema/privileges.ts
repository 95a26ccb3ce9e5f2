import { grantedOn } from "../../access/grantable-types.ts";
import { childrenOf, entryOf, grantsOn, pathOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../../catalog/entry.ts";
import { TABLE_LIKE } from "../../catalog/table-like.ts";
import type { Context } from "../../context.ts";
import { classNames } from "../../objects/registry.ts";
import { nameOfRole, roleType } from "../../objects/show-columns.ts";
import { timeCell } from "../../result.ts";
import { sortedByPath } from "../../statements/show-scope.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { type InformationSchemaView, isSeen, objectsIn, yesOrNo } from "./view.ts";

/** A grant as these views list it: ownership is one, too. */
interface Privilege {
  readonly on: Entry;
  readonly to: Id;
  readonly by: Id | null;
  readonly privilege: string;
  readonly grantOption: boolean;
  readonly createdOn: number;
}

const common: Readonly<Record<string, Cell<Privilege>>> = {
  GRANTOR: ({ by }, context) => (by === null ? null : nameOfRole(context, by)),
  GRANTEE: ({ to }, context) => nameOfRole(context, to),
  GRANTED_TO: ({ to }, context) => roleType(context, to),
  PRIVILEGE_TYPE: ({ privilege }) => privilege,
  IS_GRANTABLE: ({ grantOption }) => yesOrNo(grantOption),
  CREATED: ({ createdOn }) => timeCell(createdOn),
};

/** The name of the object's database or schema, if it stands in one. */
const container =
  (at: 0 | 1): Cell<Privilege> =>
  ({ on }, context) => {
    const path = on.id === ACCOUNT ? [] : pathOf(context.draft.catalog, on);
    return path.length > at + 1 ? (path[at]?.name ?? null) : null;
  };

const OBJECT = layout<Privilege>("GRANTOR GRANTEE GRANTED_TO OBJECT_CATALOG OBJECT_SCHEMA OBJECT_NAME OBJECT_TYPE PRIVILEGE_TYPE IS_GRANTABLE CREATED:t", {
  ...common,
  OBJECT_CATALOG: container(0),
  OBJECT_SCHEMA: container(1),
  OBJECT_NAME: ({ on }, { account }) => (on.id === ACCOUNT ? account.locator : on.name),
  OBJECT_TYPE: ({ on }) => (on.id === ACCOUNT ? "ACCOUNT" : grantedOn(on.class)),
});

const TABLE = layout<Privilege>("GRANTOR GRANTEE GRANTED_TO TABLE_CATALOG TABLE_SCHEMA TABLE_NAME PRIVILEGE_TYPE IS_GRANTABLE WITH_HIERARCHY CREATED:t", {
  ...common,
  TABLE_CATALOG: container(0),
  TABLE_SCHEMA: container(1),
  TABLE_NAME: ({ on }) => on.name,
});

/** "the owner of a table has the OWNERSHIP privilege, rather than each of the separate privileges" (docs: sql-reference/info-schema/table_privileges) */
function privilegesOn(context: Context, on: Entry): readonly Privilege[] {
  const { owner } = on;
  const granted = grantsOn(context.draft.catalog, on.id).filter(({ to }) => entryOf(context.draft.catalog, to) !== undefined);
  const key = ({ to, privilege }: { readonly to: Id; readonly privilege: string }): string => `${nameOfRole(context, to)}\0${privilege}`;
  const found: Privilege[] = granted.map((grant) => ({ ...grant, on }));
  if (owner !== null) found.push({ on, to: owner.role, by: owner.by, privilege: "OWNERSHIP", grantOption: true, createdOn: owner.since });
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** (docs: sql-reference/info-schema/table_privileges) */
export const tablePrivileges: InformationSchemaView = (context, database) =>
  rowsOf(
    TABLE,
    objectsIn(context, database, TABLE_LIKE).flatMap((entry) => privilegesOn(context, entry)),
    context,
  );

/** Of sequences only (docs: sql-reference/info-schema/usage_privileges). */
export const usagePrivileges: InformationSchemaView = (context, database) =>
  rowsOf(
    OBJECT,
    objectsIn(context, database, ["SEQUENCE"]).flatMap((entry) => privilegesOn(context, entry)),
    context,
  );

/** "for all objects defined in your account" that the session sees (docs: sql-reference/info-schema/object_privileges) */
export const objectPrivileges: InformationSchemaView = (context) => {
  const { catalog } = context.draft;
  const seen = (parent: Id): readonly Entry[] => classNames.flatMap((name) => childrenOf(catalog, parent, name)).filter((entry) => isSeen(context, entry));
  const inside = (entry: Entry): readonly Entry[] =>
    entry.class === "DATABASE" || entry.class === "SCHEMA" ? [entry, ...seen(entry.id).flatMap(inside)] : [entry];
  const account = entryOf(catalog, ACCOUNT);
  const objects = [...(account === undefined ? [] : [account]), ...sortedByPath(context, seen(ACCOUNT).flatMap(inside))];
  return rowsOf(
    OBJECT,
    objects.flatMap((entry) =>
      entry.id === ACCOUNT ? privilegesOn(context, entry).filter(({ to }) => context.active.all.has(to)) : privilegesOn(context, entry),
    ),
    context,
  );
};
