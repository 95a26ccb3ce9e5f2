import { childrenOf, pathOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { compilationError } from "../../sql-error.ts";
import { usersOfRule } from "../network/users-of-rule.ts";
import { bearersOf, USER_POLICIES } from "../user-policy/attach.ts";
import { attachmentsOf, usersOfPolicy } from "./attachments.ts";

const POLICIES = ["AGGREGATION POLICY", "JOIN POLICY", "MASKING POLICY", "PROJECTION POLICY", "ROW ACCESS POLICY"];

/**
 * Throws for a schema or database that cannot be dropped: "Dropping a database or schema requires the masking policy and its mappings to be
 * self-contained" (docs: user-guide/security-column-intro, "Limitations"); with a policy on a tag, not even then (docs: user-guide/tag-based-masking-policies).
 */
export function checkSelfContained(context: Context, container: Entry): void {
  const { catalog } = context.draft;
  const schemas = container.class === "DATABASE" ? childrenOf(catalog, container.id, "SCHEMA") : [container];
  const isInside = (entry: Entry): boolean => pathOf(catalog, entry).some(({ id }) => id === container.id);
  for (const schema of schemas) {
    for (const policy of POLICIES.flatMap((of) => childrenOf(catalog, schema.id, of)))
      if (usersOfPolicy(context, policy.id).some((user) => user.class === "TAG" || !isInside(user)))
        throw cannotBeDropped(container, `policy ${policy.name} is associated with an object outside or with a tag`);
    // What lets people in or keeps them out is not lost with a schema; no page says what Snowflake does.
    for (const policy of USER_POLICIES.flatMap((of) => childrenOf(catalog, schema.id, of)))
      if (bearersOf(context, policy).length > 0) throw cannotBeDropped(container, `policy ${policy.name} is attached to a user or the account`);
    for (const rule of childrenOf(catalog, schema.id, "NETWORK RULE"))
      if (usersOfRule(context, rule).length > 0) throw cannotBeDropped(container, `network rule ${rule.name} is part of a network policy or an integration`);
    const masking = childrenOf(catalog, schema.id, "TAG").find((tag) => attachmentsOf(tag).tagMasking.length > 0);
    if (masking !== undefined) throw cannotBeDropped(container, `a masking policy is assigned to tag ${masking.name}`);
  }
}

function cannotBeDropped(container: Entry, reason: string): Error {
  const label = container.class === "DATABASE" ? "Database" : "Schema";
  return compilationError("003611", "42710", `${label} ${container.name} cannot be dropped/replaced as ${reason}.`);
}
