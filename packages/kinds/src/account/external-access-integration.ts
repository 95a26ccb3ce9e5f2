import { displayedName, parseQualifiedName } from "@snowtower/sql";
import { field } from "../field.ts";
import { defineKind, type Mistake, type World } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { idOf, type ObjectId } from "../object-id.ts";
import type { ObjectRows, RowView } from "../rows.ts";
import { networkRule } from "../schema/network-rule.ts";
import { secret } from "../schema/secret.ts";
import { isList, isUnknown, type Read, unknown, type Value } from "../value.ts";
import { list } from "../value-types/collection.ts";
import { hashedComment } from "../value-types/hashed-comment.ts";
import { accountName } from "../value-types/name.ts";
import { bool } from "../value-types/scalar.ts";
import { allowedRules, allowedSecrets } from "./external-access-integration/allowed-names.ts";
import { integrationDanger } from "./external-access-integration/integration-danger.ts";

export const externalAccessIntegration = defineKind({
  name: "external_access_integration",
  label: "EXTERNAL ACCESS INTEGRATION",
  plural: "EXTERNAL ACCESS INTEGRATIONS",
  scope: "account",
  layout: "root file",
  doc: "Hosts that the code of functions and procedures may reach, and the secrets that it may use there.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-external-access-integration",
  fields: {
    allowed_network_rules: field(allowedRules, "The network rules, of mode EGRESS, whose hosts may be reached, each as DATABASE.SCHEMA.RULE.", {
      sql: "ALLOWED_NETWORK_RULES",
    }),
    allowed_api_authentication_integrations: field(
      list(accountName({ prefixed: false }), { min: 1, unordered: true }),
      "The security integrations whose secrets may be used; they have the same names in every environment.",
      { sql: "ALLOWED_API_AUTHENTICATION_INTEGRATIONS" },
    ),
    allowed_authentication_secrets: field(allowedSecrets, "The secrets that may be used, each as DATABASE.SCHEMA.SECRET, or ALL.", {
      sql: "ALLOWED_AUTHENTICATION_SECRETS",
    }),
    // CREATE wants to be told, although "the default is TRUE" (docs: sql-reference/sql/create-external-access-integration).
    enabled: field(bool, "Code that relies on it reaches the hosts.", { sql: "ENABLED", from: { show: "enabled" }, default: true, stated: true }),
    comment: field(hashedComment, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
  },
  required: ["allowed_network_rules"],
  sources: [{ from: "show", what: "EXTERNAL ACCESS INTEGRATIONS", paged: false }, { from: "describe" }],
  needs: {
    create: [{ privilege: "CREATE INTEGRATION", on: "account" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  definitionOnly: true,
  decode: decodeIntegration,
  mistakes: rulesForComingIn,
  refs: allowedObjects,
  danger: integrationDanger,
});

const LISTS = { allowed_network_rules: 3, allowed_api_authentication_integrations: 1, allowed_authentication_secrets: 3 } as const;

/** `[DB.SC.R, "Db".SC.R]`, by property (docs: sql-reference/sql/desc-integration). SHOW has none of the lists. */
function decodeIntegration(rows: ObjectRows): { readonly [field: string]: Read<Value> } {
  const described = rows.also("DESCRIBE");
  return Object.fromEntries(Object.entries(LISTS).map(([name, parts]) => [name, isUnknown(described) ? described : listIn(described, name, parts)]));
}

function listIn(rows: readonly RowView[], field: string, parts: number): Read<Value> {
  const cell = rows.find((row) => row.get("property") === field.toUpperCase())?.get("property_value");
  if (cell === undefined) return unknown(`DESCRIBE INTEGRATION has no row ${field.toUpperCase()}`);
  const inner = (cell ?? "")
    .trim()
    .replace(/^\[(.*)\]$/s, "$1")
    .trim();
  if (inner === "" || /^(?:none|null)$/i.test(inner)) return undefined;
  if (field === "allowed_authentication_secrets" && /^all$/i.test(inner)) return "ALL";
  // A comma in quotes is a part of a name.
  const names = (inner.match(/(?:"[^"]*"|[^",])+/g) ?? []).map((written) => parseQualifiedName(written.trim()) ?? []);
  if (names.some((name) => name.length !== parts)) return unknown(`DESCRIBE INTEGRATION does not tell the full names of ${field}: ${cell}`);
  return names.map(displayedName);
}

/** "Only egress rules may be specified" (docs: sql-reference/sql/create-external-access-integration). */
function rulesForComingIn({ fields }: AnyObject, described: World): readonly Mistake[] {
  return named(networkRule.name, fields.allowed_network_rules).flatMap((id) => {
    const mode = known(described.find(id)?.fields.mode);
    if (mode === undefined || mode === "EGRESS") return [];
    return [{ field: "allowed_network_rules", message: `${id.replace(":", " ")} is of mode ${String(mode)}: only one of mode EGRESS says where code may go` }];
  });
}

/** Security integrations are not described: they have to be there. */
function allowedObjects({ fields }: AnyObject): readonly ObjectId[] {
  return [...new Set([...named(networkRule.name, fields.allowed_network_rules), ...named(secret.name, fields.allowed_authentication_secrets)])];
}

function named(kind: string, names: Read<Value>): readonly ObjectId[] {
  const value = known(names);
  return value === undefined || !isList(value) ? [] : value.map((each) => idOf(kind, parseQualifiedName(String(each)) ?? []));
}
