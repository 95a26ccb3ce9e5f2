import { lex } from "@snowtower/sql";
import type { Catalog } from "../catalog/catalog.ts";
import { Draft } from "../catalog/draft.ts";

/**
 * Is the statement one that Snowflake itself may leave half done? DROP ROLE with many grants, GRANT and REVOKE ... ON ALL, CREATE OR ALTER TABLE,
 * the refresh of a replica (docs: sql-reference/sql/drop-role, grant-privilege, create-or-alter, user-guide/account-replication-intro). All others are atomic.
 */
export function mayBeHalfDone(text: string): boolean {
  const words = lex(text).tokens.map(({ value }) => value);
  const starts = (...expected: readonly string[]) => expected.every((word, at) => words[at] === word);
  if (starts("DROP", "ROLE") || starts("CREATE", "OR", "ALTER", "TABLE")) return true;
  if (starts("GRANT") || starts("REVOKE")) return words.some((word, at) => word === "ON" && words[at + 1] === "ALL");
  return starts("ALTER") && words.includes("REFRESH") && ["DATABASE", "REPLICATION", "FAILOVER"].includes(words[1] ?? "");
}

/** The first changes of a statement, and never all of them: half of them if not said. */
export function halfOf(whole: Draft, of: { readonly base: Catalog; readonly changes: number | null }): Draft {
  const { length } = whole.mutations;
  const draft = new Draft(of.base);
  for (const mutation of whole.mutations.slice(0, Math.min(of.changes ?? Math.floor(length / 2), length - 1))) draft.apply(mutation);
  return draft;
}
