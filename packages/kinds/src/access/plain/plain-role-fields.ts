import { field } from "../../field.ts";
import { list } from "../../value-types/collection.ts";
import { accountName } from "../../value-types/name.ts";
import { bool } from "../../value-types/scalar.ts";
import { dottedName, globalPrivilege, grantMap } from "../grant-types.ts";
import { identPattern } from "../ident-pattern.ts";

const roles = list(dottedName({ min: 1, max: 2 }, "the name of a role, or of a database role, db.role"));

/**
 * What role.yaml says of a role besides its comment: the form of technical_role.yaml under exact names.
 *
 * ```yaml
 * ANALYST:
 *   comment: Reads what is published
 *   roles: [REPORTER, SALES.READER]      # this role holds these
 *   granted_to: [SYSADMIN]               # these roles hold this one
 *   users: [ALICE]
 *   grants:
 *     "WAREHOUSE:USAGE": [REPORTING_WH]
 *     "TABLE:SELECT WITH GRANT OPTION": [SALES.PUBLIC.ORDERS, 'SALES.PUBLIC."my table"']
 *   future_grants:
 *     "TABLE:SELECT": [SALES.PUBLIC]
 *   account_grants: [EXECUTE TASK]
 * ```
 *
 * No prefix is added to any of these names: write `${{ env_prefix }}` where it belongs. A name stands for itself, described or not;
 * a pattern stands for the described objects whose whole names it matches.
 */
export const plainRoleFields = {
  owner: field(accountName({ prefixed: false }), "The role that owns this one; left alone if it is not given."),
  roles: field(roles, "Roles that this role holds; `db.role` is a database role."),
  application_roles: field(list(dottedName({ min: 2, max: 2 }, "the name of an application's role, app.role")), "Roles of applications that this role holds."),
  granted_to: field(list(accountName({ prefixed: false })), "Roles that hold this role."),
  users: field(list(accountName({ prefixed: false })), "Users who hold this role."),
  grants: field(grantMap(identPattern, { option: true }), "Privileges on objects: `TABLE:SELECT,INSERT` with a list of names below it."),
  future_grants: field(
    grantMap(identPattern, { option: true, future: true, ownership: true }),
    "Privileges on objects that will be made: `TABLE:SELECT` with a list of databases (`DB`) and schemas (`DB.SCHEMA`) below it.",
  ),
  account_grants: field(list(globalPrivilege({ option: true })), "Privileges on the account: `EXECUTE TASK`, `MANAGE GRANTS WITH GRANT OPTION`."),
  strict: field(bool, "What is granted to this role and not described here is revoked. Without it the role's other grants are left alone."),
};
