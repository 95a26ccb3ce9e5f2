import { SYSTEM_ROLE_PRIVILEGES } from "../access/global-privileges.ts";
import { EMPTY_CATALOG } from "./catalog.ts";
import { Draft } from "./draft.ts";
import { ACCOUNT, type Entry, type Id, type Ownership } from "./entry.ts";
import { addSnowflakeDatabase } from "./snowflake-database.ts";

/** What stands in an account on its first day: system roles, their privileges and hierarchy, one administrator, COMPUTE_WH. */
export function newAccount(options: { readonly name: string; readonly user: string; readonly now: number }): Draft {
  const { now } = options;
  const draft = new Draft(EMPTY_CATALOG);
  const blank = { args: null, createdOn: now, droppedOn: null, properties: {}, parameters: {}, comment: null };
  draft.put({ ...blank, id: ACCOUNT, class: "ACCOUNT", parent: ACCOUNT, name: options.name, owner: null });
  const add = (entry: { class: string; name: string; owner: Ownership | null } & Partial<Entry>) => draft.add({ ...blank, parent: ACCOUNT, ...entry });

  const roles = new Map<string, Id>();
  for (const [name, privileges] of Object.entries(SYSTEM_ROLE_PRIVILEGES)) {
    const role = add({ class: "ROLE", name, owner: null, comment: COMMENTS[name] ?? null });
    roles.set(name, role.id);
    for (const privilege of privileges) {
      // "Use SECURITYADMIN (or another role that already holds account-level MANAGE GRANTS WITH GRANT OPTION)" (docs: user-guide/container-manage-grants-using)
      const grantOption = name === "ACCOUNTADMIN" || privilege === "MANAGE GRANTS";
      draft.grant({ privilege, on: ACCOUNT, to: role.id, by: null, grantOption, createdOn: now });
    }
  }
  const idOf = (name: string): Id => roles.get(name) ?? ACCOUNT;
  for (const [below, above] of HIERARCHY) draft.grant({ privilege: "USAGE", on: idOf(below), to: idOf(above), by: null, grantOption: false, createdOn: now });

  const admin = idOf("ACCOUNTADMIN");
  const user = add({ class: "USER", name: options.user, owner: { role: admin, by: null, since: now }, properties: { DEFAULT_ROLE: "ACCOUNTADMIN" } });
  draft.grant({ privilege: "USAGE", on: admin, to: user.id, by: null, grantOption: false, createdOn: now });
  addSnowflakeDatabase(draft, { everyone: idOf("PUBLIC"), admin, now });
  const owner = { role: admin, by: admin, since: now };
  add({ class: "WAREHOUSE", name: "COMPUTE_WH", owner, properties: { STATE: "SUSPENDED", AUTO_SUSPEND: 300, UPDATED_ON: now } });
  return draft;
}

const HIERARCHY: readonly (readonly [string, string])[] = [
  ["SECURITYADMIN", "ACCOUNTADMIN"],
  ["SYSADMIN", "ACCOUNTADMIN"],
  ["USERADMIN", "SECURITYADMIN"],
];

const COMMENTS: Readonly<Record<string, string>> = {
  ACCOUNTADMIN: "Account administrator can manage all aspects of the account.",
  SECURITYADMIN: "Security administrator can manage security aspects of the account.",
  USERADMIN: "User administrator can create and manage users and roles",
  SYSADMIN: "System administrator can create and manage databases and warehouses.",
  PUBLIC: "Public role is automatically available to every user in the account.",
};
