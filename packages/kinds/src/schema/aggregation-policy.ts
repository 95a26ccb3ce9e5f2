import { userSql } from "@snowtower/sql";
import { defineKind } from "../kind.ts";
import { decodePolicy } from "./policy/decode-policy.ts";
import { policyFields, policyParts } from "./policy/policy-parts.ts";
import { wholeObjectOrKey } from "./policy/policy-place.ts";
import { createPolicy } from "./policy/render-policy.ts";
import { setOnObject } from "./policy/set-policy.ts";

export const aggregationPolicy = defineKind({
  ...policyParts("AGGREGATION POLICY", wholeObjectOrKey),
  name: "aggregation_policy",
  label: "AGGREGATION POLICY",
  plural: "AGGREGATION POLICIES",
  doc: "A rule that lets queries of a table or view answer with groups of rows only.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-aggregation-policy",
  // It has no arguments: what it may ask about is the session.
  fields: policyFields,
  required: ["body"],
  sources: [{ from: "show", what: "AGGREGATION POLICIES", paged: false, late: { view: "AGGREGATION_POLICIES", latency: "2 hours" } }, { from: "describe" }],
  attaches: { place: "one", policyKind: "AGGREGATION_POLICY", ...setOnObject("AGGREGATION POLICY", "ENTITY KEY") },
  decode: (rows) => ({ body: decodePolicy(rows).body }),
  create: (object, how) => [createPolicy(object, { how, returns: userSql("AGGREGATION_CONSTRAINT") })],
});
