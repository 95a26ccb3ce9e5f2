import { nothing, userSql } from "@snowtower/sql";
import { defineKind } from "../kind.ts";
import { decodePolicy } from "./policy/decode-policy.ts";
import { policyFields, policyParts } from "./policy/policy-parts.ts";
import { oneColumn } from "./policy/policy-place.ts";
import { createPolicy } from "./policy/render-policy.ts";
import { setOnColumn } from "./policy/set-policy.ts";

export const projectionPolicy = defineKind({
  ...policyParts("PROJECTION POLICY", oneColumn),
  name: "projection_policy",
  label: "PROJECTION POLICY",
  plural: "PROJECTION POLICIES",
  doc: "A rule that decides whether a column may stand in the answer of a query.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-projection-policy",
  // It has no arguments: what it may ask about is the session.
  fields: policyFields,
  required: ["body"],
  sources: [{ from: "show", what: "PROJECTION POLICIES", paged: false, late: { view: "PROJECTION_POLICIES", latency: "2 hours" } }, { from: "describe" }],
  attaches: { place: "one", policyKind: "PROJECTION_POLICY", ...setOnColumn({ words: "PROJECTION POLICY", passing: () => nothing }) },
  decode: (rows) => ({ body: decodePolicy(rows).body }),
  create: (object, how) => [createPolicy(object, { how, returns: userSql("PROJECTION_CONSTRAINT") })],
});
