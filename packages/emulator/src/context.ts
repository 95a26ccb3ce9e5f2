import type { Edition } from "@snowtower/sql";
import type { ActiveRoles } from "./access/active-roles.ts";
import type { Draft } from "./catalog/draft.ts";
import type { Faults } from "./faults/faults.ts";
import type { StageFiles } from "./files/stage-files.ts";
import type { LoginHistory } from "./login-history.ts";
import type { Binding } from "./parser/cursor.ts";
import type { QueryHistory } from "./query-history.ts";
import type { Cells, ResultSet } from "./result.ts";
import type { RowStore } from "./rows/row-store.ts";
import type { RunningStatements } from "./running-statements.ts";
import type { Value } from "./scripting/value.ts";
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

/**
 * `create`: authorised by the primary role alone (docs: user-guide/security-access-control-overview). `show`, `describe` and `grant` are the calls in which
 * MANAGE GRANTS names what it does not open (docs: user-guide/container-manage-grants-intro).
 */
export type Call = "create" | "show" | "describe" | "grant" | "other";

/** Everything a statement may look at and change while it runs. */
export interface Context {
  readonly account: AccountInfo;
  readonly draft: Draft;
  /** Epoch milliseconds, one moment for the whole statement. */
  readonly now: number;
  readonly active: ActiveRoles;
  /** What the statement is, where access depends on it. */
  readonly call: Call;
  readonly sessionId: string;
  readonly lastQueryId: string | null;
  /** The rows of an earlier statement of this session, for RESULT_SCAN. */
  readonly resultOf: (queryId: string) => { readonly columns: ResultSet["columns"]; readonly rows: readonly Cells[] } | null;
  readonly history: QueryHistory;
  readonly logins: LoginHistory;
  /** Statements that take their time; nothing runs for one that is only described. */
  readonly running: RunningStatements;
  /** What goes wrong on demand; a statement that is only described switches none on. */
  readonly faults: Faults;
  /** The files on internal stages. */
  readonly files: StageFiles;
  /** The rows of tables. */
  readonly rows: RowStore;
  /** Only its columns are asked for. */
  readonly describeOnly: boolean;
  /** The results before this statement in a chain of `->>`, latest first: `$1`, `$2` behind FROM. */
  readonly pipe: readonly PipedRows[];
  /** What `Command.ahead` gave; `null` for a command without one. */
  readonly ahead: unknown;
  /** Rows that a SHOW may have: 10,000 on Snowflake. */
  readonly mostShown: number;
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
  /** Its type is that of DDL, but it commits nothing. */
  readonly staysInTransaction?: true;
  /** Told by CREATE, GRANT and REVOKE; the others are told by their type. */
  readonly call?: "create" | "grant";
  run(context: Context): ResultSet;
  /** The columns it would give, for what cannot run here. */
  describe?(context: Context): ResultSet["columns"];
  /**
   * What takes its time before the statement runs, also before it is described: a library is loaded, rows are read or written.
   * It changes nothing in the catalog, which may be another one when `run` is called with what this gave as `context.ahead`; where that is too late, `run`
   * throws `Moved` and both are done again.
   */
  ahead?(context: Context): Promise<unknown>;
  /** A statement that is made of others (a block, a chain, EXECUTE IMMEDIATE): they run one by one, each is committed by itself, and `run` is not called. */
  conduct?(conductor: Conductor): Promise<ResultSet & { readonly type?: number }>;
}

/** How a statement runs others in its own session. */
export interface Conductor {
  /** Runs one statement as if the client had sent it. Throws its `SqlError`. */
  run(text: string, bindings?: readonly Binding[], options?: RunOptions): Promise<ConductedResult>;
  /** A context of this moment, to look at what is there and at the session; what is done to its draft is lost. */
  look(): Context;
  /** Throws if the statement was cancelled or has reached its time-out; now and then it lets others go on. */
  pause(): Promise<void>;
  /** The same inside a procedure; with a state, what runs there changes that one instead of the session. Throws if it is one call too many. */
  called(state: SessionState | null): Conductor;
  /** Puts what runs from now on into another state. */
  change(to: (state: SessionState) => SessionState): void;
  /** Positions of a CALL's arguments that can be given a value, and giving it. */
  readonly takesBack: ReadonlySet<number>;
  giveBack(position: number, value: Value): void;
}

/** How a statement that is run by another differs from one that a client sends. */
export interface RunOptions {
  /** What `$1`, `$2` behind FROM mean: the results before it in a chain, latest first. */
  readonly pipe?: readonly PipedRows[];
  /** What the history shows instead of the text. */
  readonly shown?: string;
  /** It is part of an expression: no history, and no result for RESULT_SCAN. */
  readonly quiet?: boolean;
  /** Reads the text where the table of statements does not know it. */
  readonly read?: (text: string) => Command;
  readonly takesBack?: ReadonlySet<number>;
}

interface PipedRows {
  readonly columns: ResultSet["columns"];
  readonly rows: readonly Cells[];
}

export interface ConductedResult extends ResultSet {
  readonly queryId: string;
  readonly type: number;
  /** What OUT arguments of a procedure were given, by position. */
  readonly out: ReadonlyMap<number, Value>;
}
