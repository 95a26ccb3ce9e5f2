import { parseQualifiedName } from "@snowtower/sql";
import { field } from "../field.ts";
import { type CompileContext, defineKind, type Mistake, type World } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { idOf, type ObjectId } from "../object-id.ts";
import { networkRule } from "../schema/network-rule.ts";
import type { Spec } from "../spec.ts";
import type { Read, Value } from "../value.ts";
import { refuse } from "../value-types/refuse.ts";
import { text } from "../value-types/scalar.ts";
import { decodeNetworkPolicy } from "./network-policy/decode-policy.ts";
import { networkPolicyDanger } from "./network-policy/policy-danger.ts";
import { addressList, LISTS, ruleList } from "./network-policy/policy-lists.ts";
import { policyReferences, toUsers } from "./network-policy/policy-references.ts";
import { alterPolicy, createPolicy } from "./network-policy/render-policy.ts";

export const networkPolicy = defineKind({
  name: "network_policy",
  label: "NETWORK POLICY",
  plural: "NETWORK POLICIES",
  scope: "account",
  layout: "root file",
  doc: "From where whoever it is in force for can log in: a user, an integration or the whole account.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-network-policy",
  fields: {
    allowed_network_rule_list: field(ruleList, "The network rules whose addresses and endpoints are allowed, each as DATABASE.SCHEMA.RULE."),
    blocked_network_rule_list: field(ruleList, "The network rules whose addresses and endpoints are blocked; blocked comes before allowed."),
    allowed_ip_list: field(addressList, "IPv4 addresses that are allowed; network rules are what Snowflake recommends."),
    blocked_ip_list: field(addressList, "IPv4 addresses that are blocked."),
    comment: field(text, "A comment.", { from: { show: "comment" }, group: "envelope" }),
  },
  config: {
    references: field(policyReferences, "The users that it is in force for: SnowDDL's former way to say what `network_policy` of the user says."),
  },
  sources: [{ from: "show", what: "NETWORK POLICIES", paged: false, late: { view: "NETWORK_POLICIES", latency: "2 hours" } }, { from: "describe" }],
  lesser: "What it allows and blocks is told to the role that owns it.",
  needs: {
    create: [{ privilege: "CREATE NETWORK POLICY", on: "account" }],
    alter: [{ privilege: "OWNERSHIP", on: "self" }],
    drop: [{ privilege: "OWNERSHIP", on: "self" }],
  },
  definitionOnly: true,
  // "A network policy cannot be dropped if it is currently assigned to an account, security integration, or user" (docs: sql-reference/sql/drop-network-policy).
  inUse: "refused",
  decode: decodeNetworkPolicy,
  compile: compilePolicy,
  contributes: toUsers,
  mistakes: rulesForGoingOut,
  refs: rulesOf,
  create: (object) => [createPolicy(object)],
  alter: (change, fields) => alterPolicy(change, fields),
  danger: networkPolicyDanger,
});

/** As SnowDDL: a policy that says nothing is a mistake. In Snowflake it would let nobody in. */
function compilePolicy(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  const { references: _users, ...fields } = spec.fields;
  if (LISTS.every((list) => fields[list] === undefined)) {
    const hint = `it has ${LISTS.join(", ")}`;
    refuse(context, { code: "ST1102", message: "a network policy needs at least one list: without any it lets nobody in", at: spec.at, hint });
  }
  return fields;
}

const RULE_LISTS = ["allowed_network_rule_list", "blocked_network_rule_list"] as const;

/** "The Egress mode is not a valid option for network rules being used with network policies" (docs: user-guide/network-policies). */
function rulesForGoingOut({ fields }: AnyObject, described: World): readonly Mistake[] {
  return RULE_LISTS.flatMap((field) =>
    ruleIds(fields[field])
      .filter((id) => known(described.find(id)?.fields.mode) === "EGRESS")
      .map((id) => ({ field, message: `${id.replace(":", " ")} is of mode EGRESS: it is about where functions may go, and cannot say who may come` })),
  );
}

function rulesOf({ fields }: AnyObject): readonly ObjectId[] {
  return [...new Set(RULE_LISTS.flatMap((list) => ruleIds(fields[list])))];
}

function ruleIds(list: Read<Value>): readonly ObjectId[] {
  return ((known(list) ?? []) as readonly string[]).map((rule) => idOf(networkRule.name, parseQualifiedName(rule) ?? []));
}
