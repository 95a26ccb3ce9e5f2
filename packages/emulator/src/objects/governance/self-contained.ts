import { childrenOf, pathOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { compilationError } from "../../sql-error.ts";
import { usersOfPolicy } from "./attachments.ts";

const CLASSES = ["MASKING POLICY", "ROW ACCESS POLICY"];

/**
 * "Dropping a database or schema requires the masking policy and its mappings to be self-contained within the database or schema"
 * (docs: user-guide/security-column-intro, "Limitations").
 */
export function checkSelfContained(context: Context, container: Entry): void {
  const { catalog } = context.draft;
  const schemas = container.class === "DATABASE" ? childrenOf(catalog, container.id, "SCHEMA") : [container];
  for (const schema of schemas)
    for (const policy of CLASSES.flatMap((of) => childrenOf(catalog, schema.id, of))) {
      const outside = usersOfPolicy(context, policy.id).some((user) => !pathOf(catalog, user).some(({ id }) => id === container.id));
      if (outside)
        throw compilationError(
          "003611",
          "42710",
          `${container.class === "DATABASE" ? "Database" : "Schema"} ${container.name} cannot be dropped/replaced as policy ${policy.name} is associated with an object outside.`,
        );
    }
}
