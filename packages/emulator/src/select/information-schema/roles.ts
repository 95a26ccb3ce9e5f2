import { closureOf, directRoles, publicRole } from "../../access/active-roles.ts";
import { entryOf, grantsTo } from "../../catalog/catalog.ts";
import type { Entry, Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { nameOfRole } from "../../objects/show-columns.ts";
import { layout, rowsOf } from "../metadata-view.ts";
import type { InformationSchemaView } from "./view.ts";
import { ownerOf, yesOrNo } from "./view.ts";

interface RoleGrant {
  readonly grantee: Entry;
  readonly role: Entry;
  readonly isGrantable: boolean;
}

const APPLICABLE = layout<RoleGrant>("GRANTEE ROLE_NAME ROLE_OWNER IS_GRANTABLE", {
  GRANTEE: ({ grantee }) => grantee.name,
  ROLE_NAME: ({ role }) => role.name,
  ROLE_OWNER: ({ role }, context) => ownerOf(role, context),
  IS_GRANTABLE: ({ isGrantable }) => yesOrNo(isGrantable),
});

/** "one row for each role grant applied to the currently authenticated user": his own, and those of the roles he has by them (docs: sql-reference/info-schema/applicable_roles). */
export const applicableRoles: InformationSchemaView = (context) => {
  const { catalog } = context.draft;
  const reached = new Set<Id>([context.session.user]);
  for (const role of directRoles(catalog, context.session.user)) for (const id of closureOf(catalog, role)) reached.add(id);
  const rows = [...reached].flatMap((id) => roleGrantsTo(context, id));
  const key = ({ grantee, role }: RoleGrant): string => `${grantee.name}\0${role.name}`;
  return rowsOf(
    APPLICABLE,
    rows.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    context,
  );
};

/** "does not display any information about database roles" */
function roleGrantsTo(context: Context, id: Id): readonly RoleGrant[] {
  const grantee = entryOf(context.draft.catalog, id);
  if (grantee === undefined || grantee.class === "DATABASE ROLE") return [];
  return grantsTo(context.draft.catalog, id).flatMap(({ privilege, on, grantOption }) => {
    const role = entryOf(context.draft.catalog, on);
    return privilege === "USAGE" && role?.class === "ROLE" ? [{ grantee, role, isGrantable: grantOption }] : [];
  });
}

const ENABLED = layout<Entry>("ROLE_NAME ROLE_OWNER", { ROLE_NAME: ({ name }) => name, ROLE_OWNER: ownerOf });

/** In use in the session, or below one that is; PUBLIC always (docs: sql-reference/info-schema/enabled_roles). */
export const enabledRoles: InformationSchemaView = (context) => {
  const { catalog } = context.draft;
  const everyone = publicRole(catalog);
  const ids = new Set([...context.active.all, ...(everyone === null ? [] : [everyone])]);
  const roles = [...ids].flatMap((id) => entryOf(catalog, id) ?? []).filter((entry) => entry.class === "ROLE");
  return rowsOf(
    ENABLED,
    roles.sort((a, b) => (nameOfRole(context, a.id) < nameOfRole(context, b.id) ? -1 : 1)),
    context,
  );
};
