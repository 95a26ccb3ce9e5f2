/** `'it''s'`: a string constant. Backslash is an escape in Snowflake's constants, so it is doubled (docs: sql-reference/data-types-text, "String constants"). */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** `$$text$$` where the text allows it, otherwise a string constant: for bodies of functions, procedures and tasks, which people read. */
export function bodyLiteral(text: string): string {
  return text.includes("$$") || text.endsWith("$") ? stringLiteral(text) : `$$${text}$$`;
}
