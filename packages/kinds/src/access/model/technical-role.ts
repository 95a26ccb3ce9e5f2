import { field } from "../../field.ts";
import { list } from "../../value-types/collection.ts";
import { text } from "../../value-types/scalar.ts";
import { globalPrivilege, grantMap } from "../grant-types.ts";
import { identPattern } from "../ident-pattern.ts";

/** The fields of an entry of technical_role.yaml (formerly tech_role.yaml): grants that no level of reading or writing expresses. */
export const technicalRoleFields = {
  grants: field(grantMap(identPattern), "Privileges on described objects: `TABLE:SELECT,INSERT` with a list of patterns below it."),
  future_grants: field(
    grantMap(identPattern, { future: true }),
    "Privileges on objects that will be made: `TABLE:SELECT` with a list of patterns of databases (`db`) or schemas (`db.schema`) below it.",
  ),
  account_grants: field(list(globalPrivilege(), { min: 1 }), "Privileges on the account: `EXECUTE TASK`."),
  comment: field(text, "A comment."),
};
