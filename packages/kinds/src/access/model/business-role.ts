import { field } from "../../field.ts";
import { list } from "../../value-types/collection.ts";
import { accountName } from "../../value-types/name.ts";
import { text } from "../../value-types/scalar.ts";
import { dottedName } from "../grant-types.ts";
import { identPattern } from "../ident-pattern.ts";

const patterns = list(identPattern);
const warehouses = list(accountName({ prefixed: true }));
const roles = list(accountName({ prefixed: false }));

/** A shared database, or one of the roles in it: `snowflake`, `snowflake.object_viewer`. */
const shareName = dottedName({ min: 1, max: 2 }, "the name of a shared database, or of a role in it");

/** The fields of an entry of business_role.yaml: what people of one trade need, put together from roles on data and warehouses. */
export const businessRoleFields = {
  database_owner: field(patterns, "Databases (patterns) that the role owns: it may create and change everything in them."),
  database_write: field(patterns, "Databases (patterns) that the role may write to."),
  database_read: field(patterns, "Databases (patterns) that the role may read."),
  schema_owner: field(patterns, "Schemas (patterns, `db.schema`) that the role owns: it may create and change everything in them."),
  schema_write: field(patterns, "Schemas (patterns, `db.schema`) that the role may write to."),
  schema_read: field(patterns, "Schemas (patterns, `db.schema`) that the role may read."),
  share_read: field(list(shareName), "Shared databases the role may read, or database roles in them: `snowflake`, `snowflake.object_viewer`."),
  warehouse_usage: field(warehouses, "Warehouses the role may run queries on, suspend and resume. The first one is the default of its users."),
  warehouse_monitor: field(warehouses, "Warehouses whose queries and load the role may see."),
  technical_roles: field(roles, "Technical roles that the role holds."),
  tech_roles: field(roles, "Technical roles that the role holds; the older name of `technical_roles`."),
  application_roles: field(
    list(dottedName({ min: 2, max: 2 }, "the name of an application's role, app.role")),
    "Roles of applications that the role holds: `app.role`.",
  ),
  global_roles: field(roles, "Roles of the account that the role holds, by their exact names, without the environment's prefix."),
  comment: field(text, "A comment."),
};
