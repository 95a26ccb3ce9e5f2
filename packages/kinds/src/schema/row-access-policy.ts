import { sql, userSql } from "@snowtower/sql";
import type { Attachment } from "../access/attachment.ts";
import { field } from "../field.ts";
import { defineKind } from "../kind.ts";
import { known } from "../object.ts";
import { decodePolicy } from "./policy/decode-policy.ts";
import { policyArguments } from "./policy/policy-arguments.ts";
import { policyFields, policyParts } from "./policy/policy-parts.ts";
import { wholeObject } from "./policy/policy-place.ts";
import { argumentsOf, createPolicy } from "./policy/render-policy.ts";
import { attachedName, columnList } from "./policy/set-policy.ts";

const clause = (attachment: Attachment) => sql`ROW ACCESS POLICY ${attachedName(attachment)} ON ${columnList(attachment.arguments)}`;

export const rowAccessPolicy = defineKind({
  ...policyParts("ROW ACCESS POLICY", wholeObject),
  name: "row_access_policy",
  label: "ROW ACCESS POLICY",
  plural: "ROW ACCESS POLICIES",
  doc: "A condition that decides which rows of a table or view whoever reads it sees.",
  url: "https://docs.snowflake.com/en/sql-reference/sql/create-row-access-policy",
  fields: {
    arguments: field(policyArguments, "The values of the columns that decide about a row: names and types.", { change: "replace" }),
    ...policyFields,
  },
  required: ["arguments", "body"],
  sources: [{ from: "show", what: "ROW ACCESS POLICIES", paged: false, late: { view: "ROW_ACCESS_POLICIES", latency: "2 hours" } }, { from: "describe" }],
  attaches: {
    place: "one",
    policyKind: "ROW_ACCESS_POLICY",
    argumentsOf,
    set: (attachment) => sql`ADD ${clause(attachment)}`,
    // There is no FORCE, but both in one statement (docs: sql-reference/sql/alter-table, "dataGovnPolicyTagAction").
    swap: (from, to) => sql`DROP ROW ACCESS POLICY ${attachedName(from)}, ADD ${clause(to)}`,
    unset: (attachment) => sql`DROP ROW ACCESS POLICY ${attachedName(attachment)}`,
    inline: (attachment) => sql`WITH ${clause(attachment)}`,
  },
  decode(rows) {
    const { arguments: signature, body } = decodePolicy(rows);
    return { arguments: signature, body };
  },
  bodies: (object) => [known(object.fields.body)].filter((body) => typeof body === "string"),
  create: (object, how) => [createPolicy(object, { how, returns: userSql("BOOLEAN") })],
});
