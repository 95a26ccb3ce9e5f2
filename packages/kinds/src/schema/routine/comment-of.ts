import { withoutShortHash } from "../../value-types/hashed-comment.ts";

/** What Snowflake shows where there is no comment (docs: sql-reference/sql/show-user-functions, show-user-procedures). */
const NO_COMMENT = new Set(["user-defined function", "user-defined procedure", ""]);

/** The comment that a person wrote, from the column `description`. */
export function commentOf(description: string): string | undefined {
  const comment = withoutShortHash(description);
  return NO_COMMENT.has(comment) ? undefined : comment;
}
