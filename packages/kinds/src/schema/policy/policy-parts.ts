import type { DescribedAttachments } from "../../access/attaches.ts";
import { field } from "../../field.ts";
import { formerName } from "../../former-name.ts";
import type { Kind, Need } from "../../kind.ts";
import type { ObjectRows } from "../../rows.ts";
import type { Spec } from "../../spec.ts";
import { text } from "../../value-types/scalar.ts";
import { policyBody } from "./policy-body.ts";
import type { PolicyPlace } from "./policy-place.ts";
import { referencesField, referencesOf } from "./policy-references.ts";
import { alterPolicy } from "./render-policy.ts";

/** Fields of every policy that is an expression. */
export const policyFields = {
  body: field(policyBody, "The expression behind the arrow."),
  comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
};

const self: readonly Need[] = [{ privilege: "OWNERSHIP", on: "self" }];

type Shared = "scope" | "layout" | "edition" | "needs" | "definitionOnly" | "replace" | "renames" | "baseline" | "alter" | "danger" | "config" | "attachments";

/** What is the same for every policy that is an expression and is set on tables, views or columns. */
export function policyParts(label: string, place: PolicyPlace) {
  return {
    scope: "schema",
    layout: "object file",
    edition: "ENTERPRISE",
    config: { references: referencesField(place), ...formerName },
    needs: { create: [{ privilege: `CREATE ${label}`, on: "schema" }], alter: self, drop: self },
    definitionOnly: true,
    replace: { loses: ["tags that are set on it", "its time of creation"], grants: "lost" },
    renames: true,
    baseline: ({ row }: ObjectRows): boolean => !row.get("owner") || row.get("owner_role_type") === "APPLICATION",
    attachments: (spec: Spec): DescribedAttachments => referencesOf(place, spec),
    alter: alterPolicy,
    danger: ({ fields }) => (fields.includes("body") ? ["whoever reads what it is set on sees what the new body says"] : []),
  } as const satisfies Pick<Kind, Shared>;
}
