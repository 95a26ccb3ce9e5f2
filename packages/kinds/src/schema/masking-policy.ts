import { nothing, type Statement, sql, userSql } from "@snowtower/sql";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import { type AnyObject, known } from "../object.ts";
import { bool } from "../value-types/scalar.ts";
import { decodeExempt, decodePolicy } from "./policy/decode-policy.ts";
import { policyArguments } from "./policy/policy-arguments.ts";
import { policyFields, policyParts } from "./policy/policy-parts.ts";
import { maskedColumn } from "./policy/policy-place.ts";
import { argumentsOf, createPolicy } from "./policy/render-policy.ts";
import { columnList, setOnColumn } from "./policy/set-policy.ts";
import { dataType, sameType } from "./routine/routine-type.ts";

export const maskingPolicy = defineKind({
  ...policyParts("MASKING POLICY", maskedColumn),
  name: "masking_policy",
  label: "MASKING POLICY",
  plural: "MASKING POLICIES",
  doc: "An expression that decides what whoever reads a column sees in its place.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-masking-policy",
  fields: {
    arguments: field(policyArguments, "The value that is masked, and the values of other columns that decide about it: names and types.", {
      change: "replace",
    }),
    returns: field({ ...dataType, same: sameType }, "The type of the result: that of the first argument.", { change: "replace" }),
    ...policyFields,
    // "cannot change after setting the masking policy on a table or view" (docs: sql-reference/sql/create-masking-policy).
    exempt_other_policies: field(bool, "Other policies may be told the value of a column that this one masks.", { change: "replace", default: false }),
  },
  required: ["arguments", "returns", "body"],
  sources: [{ from: "show", what: "MASKING POLICIES", paged: false, late: { view: "MASKING_POLICIES", latency: "2 hours" } }, { from: "describe" }],
  attaches: {
    place: "one",
    policyKind: "MASKING_POLICY",
    // "Returns NULL for rows in the query result in which a masking policy is set" (docs: sql-reference/functions/policy_references, REF_ARG_COLUMN_NAMES).
    untold: (policy) => argumentsOf(policy).length !== 1,
    argumentsOf,
    ...setOnColumn({
      words: "MASKING POLICY",
      passing: ({ column = "", arguments: others }) => (others.length === 0 ? nothing : sql` USING ${columnList([column, ...others])}`),
    }),
  },
  decode: (rows) => ({ ...withMaskedType(decodePolicy(rows)), exempt_other_policies: decodeExempt(rows) }),
  bodies: (object) => [known(object.fields.body)].filter((body) => typeof body === "string"),
  create: (object, how) => [createMasking(object, how)],
});

/** DESCRIBE shows the base name of an argument's type; but the first one's is that of the result, which is shown in full. */
function withMaskedType(policy: ReturnType<typeof decodePolicy>): ReturnType<typeof decodePolicy> {
  const [masked, ...others] = known(policy.arguments) ?? [];
  const type = known(policy.returns);
  if (masked === undefined || type === undefined || !sameType(masked.type, type)) return policy;
  return { ...policy, arguments: [{ ...masked, type }, ...others] };
}

function createMasking(object: AnyObject, how: "create" | "replace"): Statement {
  const more = object.fields.exempt_other_policies === true ? [userSql("EXEMPT_OTHER_POLICIES = TRUE")] : [];
  return createPolicy(object, { how, returns: userSql(String(known(object.fields.returns) ?? "")), more });
}
