import { AccountError, type Result } from "@snowtower/sql";

/**
 * Sentences with which Snowflake calls a statement successful that did not do what it says.
 * Seen in the issues of snowflakedb/terraform-provider-snowflake (670, 3507) and of littleK0i/SnowDDL (179); the page of GRANT speaks of a warning.
 */
const PARTIAL = [
  /^Grant not executed/i,
  /^Revoke not executed/i,
  /^(?:Grant|Revoke) partially executed/i,
  /\bpartial(?:ly)? (?:success|executed|failed)/i,
  /already exists, statement succeeded/i,
];

/** True for a status that speaks of less than the statement asks for. */
export function saysPartial(status: string): boolean {
  return PARTIAL.some((sentence) => sentence.test(status));
}

/** The error that a successful outcome really is, or `null`: a status that reports a partial success is a failure (RA 14). */
export async function partialSuccess(result: Result, statement: string): Promise<AccountError | null> {
  const said = result.status !== "" ? result.status : await firstCell(result);
  if (!saysPartial(said)) return null;
  return new AccountError({ kind: "statement", message: said, queryId: result.queryId, statement });
}

/** A status may come as the one cell of a column named `status`. */
async function firstCell(result: Result): Promise<string> {
  if (result.columns.length !== 1 || result.columns[0]?.toLowerCase() !== "status") return "";
  for await (const page of result.rows) return page[0]?.[0] ?? "";
  return "";
}
