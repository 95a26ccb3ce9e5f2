/** SnowDDL ends the comment of a function or procedure with a hash of its text, `some comment #Xa0...`: it is no part of the comment. */
const SHORT_HASH = /(?:^| )#[A-Za-z0-9_-]{16}$/;

/** What Snowflake shows where there is no comment (docs: sql-reference/sql/show-user-functions, show-user-procedures). */
const NO_COMMENT = new Set(["user-defined function", "user-defined procedure", ""]);

/** The comment that a person wrote, from the column `description`. */
export function commentOf(description: string): string | undefined {
  const comment = description.replace(SHORT_HASH, "");
  return NO_COMMENT.has(comment) ? undefined : comment;
}
