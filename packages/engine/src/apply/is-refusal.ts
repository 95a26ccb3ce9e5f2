import type { AccountError } from "@snowtower/sql";

/** True for an answer of Snowflake's: the statement, or the role, was refused. After any other error it is not known whether something ran. */
export function isRefusal(error: AccountError): boolean {
  return error.details.kind === "statement" || error.details.kind === "login";
}
