import { AccountError } from "@snowtower/sql";

/** Why there is no connection. A value; it names sources and keys, never a secret. */
export interface ConnectionProblem {
  readonly message: string;
  readonly hint?: string;
}

/** The same as an error, for callers that cannot go on. */
export function connectionError(problems: readonly ConnectionProblem[]): AccountError {
  const lines = problems.map((p) => (p.hint === undefined ? p.message : `${p.message} (${p.hint})`));
  return new AccountError({ kind: "login", message: lines.join("\n") });
}
