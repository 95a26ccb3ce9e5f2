import { grantedOn } from "../../access/grantable-types.ts";
import { entryOf, isLive } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../../catalog/entry.ts";
import { valuesOf } from "../../catalog/persistent-map.ts";
import type { Context } from "../../context.ts";
import { nameOfRole, roleType } from "../../objects/show-columns.ts";
import { timeCell } from "../../result.ts";
import { layout, rowsOf } from "../metadata-view.ts";
import { databaseName, schemaName, type UsageView } from "./usage-view.ts";

const SECURITY_VIEWER = ["SECURITY_VIEWER"];

/** A grant or an ownership that holds now: what was revoked is not kept here. */
interface Held {
  readonly on: Entry;
  readonly to: Entry;
  readonly by: Id | null;
  readonly privilege: string;
  readonly grantOption: boolean;
  readonly since: number;
}

/** "does not contain grants on dropped objects" (docs: sql-reference/account-usage/grants_to_roles) */
function everyGrant(context: Context): readonly Held[] {
  const { catalog } = context.draft;
  const found: Held[] = [];
  for (const grants of valuesOf(catalog.grantsTo))
    for (const { on, to, by, privilege, grantOption, createdOn } of valuesOf(grants)) {
      const [object, grantee] = [entryOf(catalog, on), entryOf(catalog, to)];
      if (object !== undefined && grantee !== undefined && (on === ACCOUNT || isLive(catalog, object)))
        found.push({ on: object, to: grantee, by, privilege, grantOption, since: createdOn });
    }
  return found;
}

function ownerships(context: Context): readonly Held[] {
  const { catalog } = context.draft;
  return valuesOf(catalog.entries).flatMap((on) => {
    const to = on.owner === null ? undefined : entryOf(catalog, on.owner.role);
    if (on.owner === null || to === undefined || !isLive(catalog, on)) return [];
    return [{ on, to, by: on.owner.by, privilege: "OWNERSHIP", grantOption: true, since: on.owner.since }];
  });
}

function byNumber(a: Held, b: Held): number {
  return a.to.id - b.to.id || a.on.id - b.on.id || (a.privilege < b.privilege ? -1 : 1);
}

function isMembership({ on, to }: Held): boolean {
  return to.class === "USER" && on.class === "ROLE";
}

const TO_ROLES = layout<Held>(
  "CREATED_ON:t MODIFIED_ON:t PRIVILEGE GRANTED_ON NAME TABLE_CATALOG TABLE_SCHEMA GRANTED_TO GRANTEE_NAME GRANT_OPTION:b GRANTED_BY DELETED_ON:t " +
    "GRANTED_BY_ROLE_TYPE OBJECT_INSTANCE",
  {
    CREATED_ON: ({ since }) => timeCell(since),
    MODIFIED_ON: ({ since }) => timeCell(since),
    PRIVILEGE: ({ privilege }) => privilege,
    GRANTED_ON: ({ on }) => (on.id === ACCOUNT ? "ACCOUNT" : grantedOn(on.class)),
    NAME: ({ on }, { account }) => (on.id === ACCOUNT ? account.locator : on.name),
    TABLE_CATALOG: ({ on }, context) => (on.class === "DATABASE" ? null : databaseName(on, context)),
    TABLE_SCHEMA: ({ on }, context) => (on.class === "SCHEMA" ? null : schemaName(on, context)),
    // Words of the page; the column of the same name in SHOW GRANTS prints ROLE.
    GRANTED_TO: ({ to }) => (to.class === "ROLE" ? "ACCOUNT ROLE" : to.class.replaceAll(" ", "_")),
    GRANTEE_NAME: ({ to }) => to.name,
    GRANT_OPTION: ({ grantOption }) => (grantOption ? "1" : "0"),
    GRANTED_BY: ({ by }, context) => (by === null ? "" : nameOfRole(context, by)),
    GRANTED_BY_ROLE_TYPE: ({ by }, context) => (by === null ? null : roleType(context, by)),
  },
);

/** (docs: sql-reference/account-usage/grants_to_roles) */
export const grantsToRoles: UsageView = {
  roles: SECURITY_VIEWER,
  rows(context) {
    const held = [...everyGrant(context).filter((grant) => !isMembership(grant)), ...ownerships(context)];
    return rowsOf(TO_ROLES, held.sort(byNumber), context);
  },
};

const TO_USERS = layout<Held>("CREATED_ON:t DELETED_ON:t ROLE GRANTED_TO GRANTEE_NAME GRANTED_BY", {
  CREATED_ON: ({ since }) => timeCell(since),
  ROLE: ({ on }) => on.name,
  GRANTED_TO: () => "USER",
  GRANTEE_NAME: ({ to }) => to.name,
  GRANTED_BY: ({ by }, context) => (by === null ? "" : nameOfRole(context, by)),
});

/** Account roles of users: "does not include grants of privileges and non-account roles to users" (docs: sql-reference/account-usage/grants_to_users) */
export const grantsToUsers: UsageView = {
  roles: SECURITY_VIEWER,
  rows: (context) => rowsOf(TO_USERS, [...everyGrant(context)].filter(isMembership).sort(byNumber), context),
};
