import { grantMap } from "../../access/grant-types.ts";
import { identPattern } from "../../access/ident-pattern.ts";
import { field } from "../../field.ts";
import { list } from "../../value-types/collection.ts";
import { accountName } from "../../value-types/name.ts";

const names = list(accountName({ prefixed: false }));

/**
 * What database_role.yaml says of a role besides its comment.
 *
 * ```yaml
 * READER:
 *   comment: Reads what is published
 *   grants:
 *     "SCHEMA:USAGE": [sales.public]
 *     "TABLE,VIEW:SELECT": ["sales.public.*"]
 *   future_grants:
 *     "TABLE:SELECT": [sales.public]
 *   roles: [LISTER]           # this role holds these roles of its database
 *   granted_to: [ANALYST]     # these roles of the account hold this one
 * ```
 *
 * Patterns are those of the role model: without the environment's prefix, for the described objects they match. A name without
 * wildcards that nothing described has stands for itself. What else is granted to the role is revoked.
 */
export const databaseRoleFields = {
  owner: field(accountName({ prefixed: false }), "The role that owns this one; left alone if it is not given."),
  grants: field(
    grantMap(identPattern, { option: true }),
    "Privileges on objects of its database: `TABLE:SELECT,INSERT` with a list of names and patterns (`db.schema.name`) below it.",
  ),
  future_grants: field(
    grantMap(identPattern, { option: true, future: true }),
    "Privileges on objects that will be made: `TABLE:SELECT` with a list of its database (`db`) and schemas in it (`db.schema`) below it.",
  ),
  roles: field(names, "Roles of the same database that this role holds."),
  granted_to: field(names, "Roles of the account that hold this role, by their exact names."),
  users: field(names, "Users who hold this role themselves, by their exact names."),
};
