import { name, nothing, type Statement, sql, userSql } from "@snowtower/sql";
import { createAssignments, onLines } from "../derive/assignments.ts";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import type { ObjectRows } from "../rows.ts";
import { isUnknown, type Read, unknown, type Value } from "../value.ts";
import { list } from "../value-types/collection.ts";
import { oneOf, text } from "../value-types/scalar.ts";
import { compileRule, TYPES_OF_MODE } from "./network-rule/check-rule.ts";
import { IDENTIFIERS, type IdentifierType } from "./network-rule/identifiers.ts";
import { ruleDanger } from "./network-rule/rule-danger.ts";

export const networkRule = defineKind({
  name: "network_rule",
  label: "NETWORK RULE",
  plural: "NETWORK RULES",
  scope: "schema",
  layout: "object file",
  doc: "Addresses, endpoints or domains that network policies allow or block, and that external access integrations allow.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-network-rule",
  fields: {
    type: field(oneOf(Object.keys(IDENTIFIERS) as IdentifierType[]), "What its values are: IPV4, IPV6, AWSVPCEID, AZURELINKID, GCPPSCID, HOST_PORT, ...", {
      sql: "TYPE",
      from: { show: "type" },
      change: "replace",
    }),
    mode: field(
      oneOf(Object.keys(TYPES_OF_MODE) as (keyof typeof TYPES_OF_MODE)[]),
      "Who is meant: INGRESS, who comes in; EGRESS, where functions may go; INTERNAL_STAGE and SNOWFLAKE_MANAGED_STORAGE_VOLUME, who reaches the storage.",
      { sql: "MODE", from: { show: "mode" }, change: "replace" },
    ),
    value_list: field(list(text, { unordered: true }), "The addresses, endpoints or domains; all of them are set at once.", { sql: "VALUE_LIST", acts: true }),
    comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
  },
  required: ["type", "mode"],
  sources: [{ from: "show", what: "NETWORK RULES", paged: true, late: { view: "NETWORK_RULES", latency: "2 hours" } }, { from: "describe" }],
  lesser: "Its values are told to the role that owns it.",
  needs: {
    create: [{ privilege: "CREATE NETWORK RULE", on: "schema" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  definitionOnly: true,
  // SnowDDL takes a rule out of all policies before it drops or replaces it: live accounts refuse it otherwise; the page of DROP does not say so.
  inUse: "refused",
  replace: { loses: ["tags that are set on it", "its time of creation"], grants: "lost" },
  baseline: ({ row }) => !row.get("owner") || row.get("owner_role_type") === "APPLICATION",
  decode: decodeRule,
  compile: compileRule,
  create: (object, how) => [createRule(object, how)],
  danger: ruleDanger,
});

function createRule(object: AnyObject, how: "create" | "replace"): Statement {
  const verb = how === "replace" ? userSql("OR REPLACE ") : nothing;
  return sql`CREATE ${verb}NETWORK RULE ${name(object.name)}${onLines(createAssignments(networkRule, object))}`;
}

/** Only DESCRIBE tells the values, and only to the owner (docs: sql-reference/sql/desc-network-rule). */
function decodeRule(rows: ObjectRows): { readonly [field: string]: Read<Value> } {
  const described = rows.also("DESCRIBE");
  if (isUnknown(described)) return { value_list: described };
  const cell = described[0]?.get("value_list");
  return { value_list: cell === undefined ? unknown("DESCRIBE NETWORK RULE has no column value_list") : splitValues(cell) };
}

/** A comma stands between values, and inside of braces between the addresses of one value. */
function splitValues(cell: string | null): readonly string[] | undefined {
  const values = (cell?.match(/\{[^}]*\}|[^,{}]+/g) ?? []).map((value) => value.trim()).filter((value) => value !== "");
  return values.length === 0 ? undefined : values;
}
