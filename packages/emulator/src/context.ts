import type { Edition } from "@snowtower/sql";
import type { ActiveRoles } from "./access/active-roles.ts";
import type { Draft } from "./catalog/draft.ts";
import type { QueryHistory } from "./query-history.ts";
import type { Cells, ResultSet } from "./result.ts";
import type { RunningStatements } from "./running-statements.ts";
import type { SessionState } from "./session-state.ts";

/** What never changes about a local account. */
export interface AccountInfo {
  readonly locator: string;
  readonly organization: string;
  readonly name: string;
  readonly region: string;
  readonly edition: Edition;
  /** `CURRENT_VERSION()`. */
  readonly version: string;
}

/** Everything a statement may look at and change while it runs. */
export interface Context {
  readonly account: AccountInfo;
  readonly draft: Draft;
  /** Epoch milliseconds, one moment for the whole statement. */
  readonly now: number;
  readonly active: ActiveRoles;
  readonly sessionId: string;
  readonly lastQueryId: string | null;
  /** The rows of an earlier statement of this session, for RESULT_SCAN. */
  readonly resultOf: (queryId: string) => { readonly columns: ResultSet["columns"]; readonly rows: readonly Cells[] } | null;
  readonly history: QueryHistory;
  /** Statements that take their time; nothing runs for one that is only described. */
  readonly running: RunningStatements;
  /** How long the statement's end is put off. */
  waitMs: number;
  /** Taken over by the session when the statement succeeds. */
  session: SessionState;
}

/** A statement that was read and is ready to run. */
export interface Command {
  readonly type: number;
  /** True if it changes nothing, so that a describe-only request may run it to learn its columns. */
  readonly readsOnly: boolean;
  run(context: Context): ResultSet;
  /** The columns it would give, for what cannot run here. */
  describe?(context: Context): ResultSet["columns"];
}
