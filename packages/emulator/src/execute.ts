import { activeRoles, publicRole } from "./access/active-roles.ts";
import type { Catalog } from "./catalog/catalog.ts";
import { entryOf, isLive } from "./catalog/catalog.ts";
import { Draft } from "./catalog/draft.ts";
import type { Id } from "./catalog/entry.ts";
import type { AccountInfo, Call, Command, Context } from "./context.ts";
import { Faults } from "./faults/faults.ts";
import type { StageFiles } from "./files/stage-files.ts";
import type { LoginHistory } from "./login-history.ts";
import { effectiveForSession } from "./parameters/effective.ts";
import { parameterNamed } from "./parameters/known.ts";
import type { Binding } from "./parser/cursor.ts";
import type { QueryHistory } from "./query-history.ts";
import type { ResultSet } from "./result.ts";
import { STATEMENT_TYPE, textColumn } from "./result.ts";
import type { RowStore } from "./rows/row-store.ts";
import { commitRows } from "./rows/transaction.ts";
import { RunningStatements } from "./running-statements.ts";
import { checkProcedureStatement } from "./scripting/rights.ts";
import type { SessionState } from "./session-state.ts";
import { parseStatement } from "./statements/parse.ts";

export interface Execution {
  readonly type: number;
  readonly result: ResultSet;
  readonly draft: Draft;
  readonly session: SessionState;
  readonly waitMs: number;
}

export interface ExecutionInput {
  readonly account: AccountInfo;
  readonly catalog: Catalog;
  readonly session: SessionState;
  readonly sessionId: string;
  readonly lastQueryId: string | null;
  readonly resultOf: Context["resultOf"];
  readonly history: QueryHistory;
  readonly logins: LoginHistory;
  readonly running: RunningStatements;
  readonly faults: Faults;
  readonly files: StageFiles;
  readonly rows: RowStore;
  readonly mostShown: number;
  readonly pipe: Context["pipe"];
  readonly now: number;
  readonly describeOnly: boolean;
  readonly bindings: readonly Binding[];
}

/** Reads one statement as the session has it now. Throws `SqlError`. */
export function readStatement(text: string, input: Pick<ExecutionInput, "catalog" | "session" | "bindings">): Command {
  const session = living(input.catalog, input.session);
  if (session.procedure !== undefined) checkProcedureStatement(text, session.procedure, entryOf(input.catalog, session.user)?.name ?? "");
  const foldQuoted = sessionParameter(input.catalog, session, "QUOTED_IDENTIFIERS_IGNORE_CASE") === "true";
  return parseStatement(text, { foldQuoted, variables: session.variables, variableFacts: session.variableFacts, bindings: input.bindings });
}

export function contextOf(input: ExecutionInput, ahead: unknown = null, command: Command | null = null): Context {
  const session = living(input.catalog, input.session);
  const active = activeRoles(input.catalog, session);
  const call = command === null ? "other" : callOf(command);
  return {
    account: input.account,
    draft: new Draft(input.catalog),
    now: input.now,
    active: call === "create" ? { primary: active.primary, all: active.primary } : active,
    call,
    sessionId: input.sessionId,
    lastQueryId: input.lastQueryId,
    resultOf: input.resultOf,
    history: input.history,
    logins: input.logins,
    running: input.describeOnly ? new RunningStatements() : input.running,
    faults: input.describeOnly ? new Faults() : input.faults,
    files: input.files,
    rows: input.rows,
    describeOnly: input.describeOnly,
    pipe: input.pipe,
    ahead,
    mostShown: input.mostShown,
    waitMs: 0,
    session,
  };
}

function callOf({ call, type }: Command): Call {
  if (call !== undefined) return call;
  return type === STATEMENT_TYPE.show ? "show" : type === STATEMENT_TYPE.describe ? "describe" : "other";
}

/** Runs one statement on a draft. Nothing is changed: taking over the draft and the session is the caller's. Throws `SqlError`. */
export function runCommand(command: Command, context: Context, { describeOnly }: { readonly describeOnly: boolean }): Execution {
  if (describeOnly) {
    const { catalog } = context.draft;
    const { session } = context;
    const columns = command.describe !== undefined ? command.describe(context) : command.readsOnly ? command.run(context).columns : [textColumn("status")];
    return { type: command.type, result: { columns, rows: [], status: "" }, draft: new Draft(catalog), session, waitMs: 0 };
  }
  // DDL commits what the transaction has done so far (docs: sql-reference/transactions, "DDL").
  if (command.type === STATEMENT_TYPE.ddl && command.staysInTransaction !== true && context.session.inTransaction === true) commitRows(context);
  const result = command.run(context);
  return { type: command.type, result, draft: context.draft, session: context.session, waitMs: context.waitMs };
}

export function sessionParameter(catalog: Catalog, session: SessionState, name: string): string {
  const parameter = parameterNamed(name);
  if (parameter === null) throw new Error(`no parameter ${name}`);
  return effectiveForSession(catalog, session, parameter).value;
}

/** Others may have dropped what the session was in. */
export function living(catalog: Catalog, session: SessionState): SessionState {
  const alive = (id: Id | null): boolean => {
    const entry = id === null ? undefined : entryOf(catalog, id);
    return entry !== undefined && isLive(catalog, entry);
  };
  const warehouse = alive(session.warehouse) ? session.warehouse : null;
  const database = alive(session.database) ? session.database : null;
  const schema = database !== null && alive(session.schema) ? session.schema : null;
  const role = alive(session.role) ? session.role : (publicRole(catalog) ?? session.role);
  return { ...session, role, warehouse, database, schema };
}
