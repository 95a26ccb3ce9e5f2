import type { Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { findRelation } from "../../query/find-relation.ts";
import { type Output, outputOf, storedOutput } from "../../query/output-columns.ts";
import type { Query } from "../../query/query.ts";
import { referencesOf } from "../../query/references.ts";

/** What a query gives whose names mean what they mean in a schema. Throws as Snowflake does for what is not there. */
export function analyse(context: Context, query: Query, home: { readonly schema: Id | null; readonly itself: string | null }): Output {
  const known = home.itself === null ? new Set<string>() : new Set([home.itself]);
  for (const ref of referencesOf(query, known)) findRelation(context, home.schema, ref);
  return outputOf(query, (ref) => {
    if (ref.parts.length === 1 && ref.parts[0] === home.itself) return null;
    const entry = findRelation(context, home.schema, ref);
    return entry === null || entry.class === "STREAM" ? null : storedOutput(entry);
  });
}
