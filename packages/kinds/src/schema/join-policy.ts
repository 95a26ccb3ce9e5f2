import { userSql } from "@snowtower/sql";
import { defineKind } from "../kind.ts";
import { decodePolicy } from "./policy/decode-policy.ts";
import { policyFields, policyParts } from "./policy/policy-parts.ts";
import { wholeObjectOrKey } from "./policy/policy-place.ts";
import { createPolicy } from "./policy/render-policy.ts";
import { setOnObject } from "./policy/set-policy.ts";

export const joinPolicy = defineKind({
  ...policyParts("JOIN POLICY", wholeObjectOrKey),
  name: "join_policy",
  label: "JOIN POLICY",
  plural: "JOIN POLICIES",
  doc: "A rule that lets a table or view be queried together with others only.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-join-policy",
  // It has no arguments: what it may ask about is the session.
  fields: policyFields,
  required: ["body"],
  sources: [{ from: "show", what: "JOIN POLICIES", paged: false, late: { view: "JOIN_POLICIES", latency: "2 hours" } }, { from: "describe" }],
  attaches: { place: "one", policyKind: "JOIN_POLICY", ...setOnObject("JOIN POLICY", "ALLOWED JOIN KEYS") },
  decode: (rows) => ({ body: decodePolicy(rows).body }),
  create: (object, how) => [createPolicy(object, { how, returns: userSql("JOIN_CONSTRAINT") })],
});
