import { field } from "../../field.ts";
import type { ValueType } from "../../value-type.ts";
import { list } from "../../value-types/collection.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { oneOf, text } from "../../value-types/scalar.ts";
import { checkPrivilege, type GrantEntryRules, readType } from "../grant-entry.ts";
import { schemaPrivilegeFor } from "./schema-privilege.ts";

/** Who owns what is in a schema: a role of each schema, or one of the whole database. */
export type Ruleset = "SCHEMA_OWNER" | "DATABASE_OWNER";

export interface FuturePrivilege {
  /** The type that GRANT takes. */
  readonly type: string;
  readonly privilege: string;
}

/** What the roles of a schema or database may do with what is in it. Write does not include read, owner includes neither. */
export interface PermissionModel {
  readonly ruleset: Ruleset;
  /** Privileges on the schema: `CREATE TABLE`. */
  readonly ownerCreate: readonly string[];
  readonly ownerFuture: readonly FuturePrivilege[];
  readonly writeFuture: readonly FuturePrivilege[];
  readonly readFuture: readonly FuturePrivilege[];
}

/** `TYPE: [PRIVILEGE, ...]`; the value keeps it as it is written in the file, in Snowflake's spelling. */
function futures(rules: GrantEntryRules): ValueType<{ readonly [type: string]: readonly string[] }> {
  return {
    says: "a map of types of objects to lists of privileges",
    parse(node, context) {
      if (node.kind !== "map") return refuse(context, { code: "ST1103", message: `expected a map, found ${describeNode(node)}`, at: node.at });
      const map: { [type: string]: readonly string[] } = {};
      let whole = true;
      for (const { key, keyAt, value } of node.entries) {
        const type = readType(key, { ...rules, future: true });
        if ("code" in type) refuse(context, { ...type, at: keyAt });
        const privileges = list(privilegeOf(type, rules), { min: 1 }).parse(value, context);
        if ("code" in type || privileges === undefined) whole = false;
        else map[type.type.type] = [...(map[type.type.type] ?? []), ...privileges];
      }
      return whole ? map : undefined;
    },
    decode: () => undefined,
    render() {
      throw new TypeError("future grants have no form in a property");
    },
    write: (value) => value,
    schema: { type: "object", additionalProperties: { type: "array", items: { type: "string" }, minItems: 1 } },
  };
}

function privilegeOf(type: ReturnType<typeof readType>, rules: GrantEntryRules): ValueType<string> {
  return {
    ...text,
    parse(node, context) {
      const privilege = text.parse(node, context)?.trim().toUpperCase();
      if (privilege === undefined) return undefined;
      const complaint = "code" in type ? null : checkPrivilege(type, privilege, rules);
      return complaint === null ? privilege : refuse(context, { ...complaint, at: node.at });
    },
  };
}

/** The fields of an entry of permission_model.yaml. */
export const permissionModelFields = {
  inherit_from: field(text, "A model that stands earlier in the file, or DEFAULT: this one has all that it has, and more."),
  ruleset: field(
    oneOf(["SCHEMA_OWNER", "DATABASE_OWNER"]),
    "SCHEMA_OWNER: each schema has its own owner role and managed access. DATABASE_OWNER: one role owns all schemas of the database.",
  ),
  owner_create_grants: field(list(schemaPrivilegeFor), "Types of objects that the owner role may create: `TABLE`, `ICEBERG_TABLE`."),
  owner_future_grants: field(futures({ ownership: true }), "Privileges of the owner role on objects that will be made: `TABLE: [OWNERSHIP]`."),
  write_future_grants: field(futures({}), "Privileges of the write role on objects that will be made: `TABLE: [INSERT, UPDATE]`."),
  read_future_grants: field(futures({}), "Privileges of the read role on objects that will be made: `TABLE: [SELECT]`."),
};
