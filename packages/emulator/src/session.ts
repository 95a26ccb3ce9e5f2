import { lex } from "@snowtower/sql";
import { type Catalog, entryOf } from "./catalog/catalog.ts";
import type { Id } from "./catalog/entry.ts";
import { conductorOf, type Frame, type InnerOptions } from "./conduct.ts";
import type { Command, Context } from "./context.ts";
import { contextOf, type Execution, type ExecutionInput, living, readStatement, runCommand, sessionParameter } from "./execute.ts";
import { ddlKeys } from "./faults/ddl-queue.ts";
import { halfOf } from "./faults/half-done.ts";
import { faultError, type Met, meetFaults } from "./faults/meet-faults.ts";
import type { Transfer } from "./files/transfer.ts";
import { transferHere } from "./files/transfer-here.ts";
import type { LocalAccount } from "./local-account.ts";
import { admits, networkPolicyOf, type Origin } from "./objects/network/admits.ts";
import type { Binding } from "./parser/cursor.ts";
import { bindingsOfEach, splitStatements } from "./parser/statements.ts";
import { hide, secretsIn } from "./query-history.ts";
import { type Cells, type Column, STATEMENT_TYPE } from "./result.ts";
import { Moved } from "./rows/moved.ts";
import { splitChain } from "./scripting/chain.ts";
import type { SessionState } from "./session-state.ts";
import { cancelled, SqlError, unsupported } from "./sql-error.ts";

/** Names for the reply; drivers take the current objects from it after every statement. */
interface CurrentNames {
  readonly user: string;
  readonly role: string | null;
  readonly warehouse: string | null;
  readonly database: string | null;
  readonly schema: string | null;
}

export interface StatementResult {
  readonly queryId: string;
  readonly text: string;
  readonly statementTypeId: number;
  readonly columns: readonly Column[];
  readonly rows: readonly Cells[];
  readonly status: string;
  readonly numberOfBinds: number;
  /** What the client moves, if it does that itself. */
  readonly transfer?: Transfer;
  readonly current: CurrentNames;
}

export type StatementOutcome =
  | { readonly kind: "done"; readonly result: StatementResult }
  | { readonly kind: "failed"; readonly error: SqlError; readonly queryId: string; readonly text: string }
  | { readonly kind: "not-reached"; readonly text: string };

export interface SessionExecuteOptions {
  readonly describeOnly?: boolean;
  readonly bindings?: readonly Binding[];
  /** How many statements the text may hold; 0: any. Absent: the session's MULTI_STATEMENT_COUNT, which is 1. */
  readonly multiStatementCount?: number;
  readonly queryTag?: string;
  /** Session parameters for these statements alone, as text. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The id of the statement, if there is one only; a new one if absent. */
  readonly queryId?: string | undefined;
  /** PUT and GET only say where the files are: the client moves them. */
  readonly clientTransfers?: boolean;
  /** Ends what has not ended by itself. */
  readonly signal?: AbortSignal;
}

/** One statement on its way. */
interface Asked {
  readonly queryId: string;
  readonly text: string;
  readonly startedOn: number;
  readonly tag: string;
  readonly options: InnerOptions;
}

/** One user's session: open until `close`. Statements of one session may be asked for at once; each is atomic. */
export class LocalSession {
  readonly id: string;
  private readonly account: LocalAccount;
  private readonly own: Frame;
  private lastQueryId: string | null = null;
  private isClosed = false;

  constructor(account: LocalAccount, options: { readonly id: string; readonly state: SessionState }) {
    this.account = account;
    this.id = options.id;
    this.own = { state: options.state };
  }

  /** Where the session is now. */
  get current(): CurrentNames {
    return this.currentIn(this.own);
  }

  private currentIn(frame: Frame): CurrentNames {
    const { catalog } = this.account;
    const state = living(catalog, frame.state);
    const nameOf = (id: Id | null): string | null => (id === null ? null : (entryOf(catalog, id)?.name ?? null));
    return {
      user: nameOf(state.user) ?? "",
      role: nameOf(state.role),
      warehouse: nameOf(state.warehouse),
      database: nameOf(state.database),
      schema: nameOf(state.schema),
    };
  }

  /** The value of a parameter as this session sees it. */
  parameter(name: string): string {
    return sessionParameter(this.account.catalog, this.own.state, name);
  }

  /** The outcomes of the statements in the text, in order; after a failure the rest is `not-reached`. What `done` says is durable. */
  async execute(text: string, options: SessionExecuteOptions = {}): Promise<readonly StatementOutcome[]> {
    const refuse = (error: SqlError): readonly StatementOutcome[] => [this.refused(text, error, options.queryId)];
    if (isShutOut(this.account.catalog, this.own.state.user))
      return refuse(new SqlError("390101", "08001", "User access disabled. Contact your local system administrator."));
    const statements = splitStatements(text);
    const expected = options.multiStatementCount ?? Number(options.parameters?.MULTI_STATEMENT_COUNT ?? this.parameter("MULTI_STATEMENT_COUNT"));
    if (this.isClosed) return refuse(new SqlError("390111", "08001", "Session no longer exists. New login required to access the service."));
    if (statements.length === 0) return refuse(new SqlError("000900", "42601", "SQL compilation error:\nEmpty SQL statement."));
    if (expected !== 0 && statements.length !== expected) {
      return refuse(new SqlError("000008", "0A000", `Actual statement count ${statements.length} did not match the desired statement count ${expected}.`));
    }
    // (docs: sql-reference/operators-flow, "Limitations")
    if (statements.length > 1 && statements.some((statement) => splitChain(statement).length > 1)) {
      return refuse(unsupported("a chain of ->> in a text of several statements"));
    }
    const outcomes: StatementOutcome[] = [];
    const bindings = bindingsOfEach(statements, options.bindings ?? []);
    for (const [i, statement] of statements.entries()) {
      if (outcomes.at(-1)?.kind === "failed" || outcomes.at(-1)?.kind === "not-reached") outcomes.push({ kind: "not-reached", text: statement });
      else
        outcomes.push(await this.one(statement, { ...options, bindings: bindings[i] ?? [], queryId: statements.length === 1 ? options.queryId : undefined }));
    }
    return outcomes;
  }

  /** The account as this session sees it at this moment; what is done to its draft is lost. */
  look(): Context {
    return contextOf(this.input({ startedOn: this.account.now(), options: {} }));
  }

  /** Does the network policy in force for its user, or for what let him in, let a request from there in? */
  admits(from: Origin): boolean {
    const { catalog } = this.account;
    const { user, login } = this.own.state;
    if (login?.anyNetwork === true) return true;
    const integration = login?.integration == null ? null : (entryOf(catalog, login.integration) ?? null);
    const policy = networkPolicyOf(catalog, entryOf(catalog, user) ?? null, integration);
    return policy === null || admits(catalog, policy, from);
  }

  /** Its user's number. */
  get user(): Id {
    return this.own.state.user;
  }

  close(): void {
    this.isClosed = true;
  }

  private refused(text: string, error: SqlError, queryId = this.account.nextQueryId()): StatementOutcome {
    this.record({ queryId, text, startedOn: this.account.now(), tag: "", options: {} }, { error });
    return { kind: "failed", error, queryId, text };
  }

  private async one(text: string, options: InnerOptions): Promise<StatementOutcome> {
    const queryId = options.queryId ?? this.account.nextQueryId();
    const startedOn = this.account.now();
    const { parameters = {} } = options;
    const tag = options.queryTag ?? parameters.QUERY_TAG ?? this.parameter("QUERY_TAG");
    const asked: Asked = { queryId, text, startedOn, tag, options };
    let leave: () => void = () => undefined;
    try {
      if (options.signal?.aborted === true) throw cancelled();
      const met = options.describeOnly === true ? null : meetFaults(this.account.faults, { text, user: this.current.user, session: this.id });
      if (met !== null && met.delayMs > 0) leave = await this.delayed(met.delayMs, asked);
      if (met?.error != null) throw faultError(met.error);
      const { execution, durable } = await this.run(asked, met?.half ?? null);
      if (execution.waitMs > 0) await this.wait(execution.waitMs, asked);
      await durable;
      const { transfer } = execution.result;
      // A driver moves files only for a request that is nothing else.
      if (transfer !== undefined && options.clientTransfers === true && options.queryId === undefined) throw unsupported("PUT and GET among other statements");
      const { columns, rows, status } = transfer === undefined || options.clientTransfers === true ? execution.result : await transferHere(transfer);
      if (options.describeOnly !== true && options.quiet !== true) this.keep(queryId, execution.result.once === true ? null : { columns, rows });
      this.record(asked, { error: null });
      const numberOfBinds = lex(text).tokens.filter((token) => token.text === "?").length;
      return {
        kind: "done",
        result: {
          queryId,
          text,
          statementTypeId: execution.type,
          columns,
          rows,
          status,
          numberOfBinds,
          current: this.currentIn(options.frame ?? this.own),
          ...(transfer === undefined ? {} : { transfer }),
        },
      };
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      this.record(asked, { error });
      return { kind: "failed", error, queryId, text };
    } finally {
      leave();
    }
  }

  /** The statement has run and is taken over when this resolves; it can be answered when it is `durable`. */
  private async run(asked: Asked, half: Met["half"]): Promise<{ readonly execution: Execution; readonly durable: Promise<void> }> {
    const { describeOnly = false, parameters = {}, read, frame = this.own } = asked.options;
    const command = read?.(asked.text) ?? readStatement(asked.text, this.input(asked));
    const conducted = command.conduct !== undefined && !describeOnly ? await this.conducted(command, command.conduct, asked) : null;
    const ahead = conducted !== null ? null : ((await command.ahead?.(contextOf(this.input(asked), null, command))) ?? null);
    const { catalog } = this.account;
    let execution: Execution;
    try {
      execution = conducted ?? runCommand(command, contextOf(this.input(asked), ahead, command), { describeOnly });
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
      return this.run(asked, half);
    }
    if (half !== null) {
      await this.account.commit(halfOf(execution.draft, { base: catalog, changes: half.changes }));
      throw faultError(half.error);
    }
    // The account and the session move on at once, before anything else can run: the next statement sees it, and only the answer waits for the log.
    if (!describeOnly) frame.state = withoutParameters(execution.session, { parameters, from: frame.state });
    const durable = this.account.commit(execution.draft);
    // Who waits for it comes later.
    durable.catch(() => undefined);
    return { execution, durable };
  }

  /** A delay; what changes a schema meanwhile waits for its turn there. */
  private async delayed(milliseconds: number, asked: Asked): Promise<() => void> {
    const leave = await this.account.ddl.enter(this.schemasChanged(asked), asked.options.signal);
    try {
      await this.wait(milliseconds, asked);
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  private schemasChanged(asked: Asked): readonly string[] {
    try {
      const command = readStatement(asked.text, this.input(asked));
      if (command.type !== STATEMENT_TYPE.ddl || command.readsOnly || command.ahead !== undefined || command.conduct !== undefined) return [];
      const context = contextOf(this.input(asked), null, command);
      command.run(context);
      return ddlKeys(context.draft, { base: this.account.catalog, role: context.session.role });
    } catch (error) {
      // It is refused when it runs.
      if (error instanceof SqlError) return [];
      throw error;
    }
  }

  private async conducted({ type }: Command, conduct: NonNullable<Command["conduct"]>, of: Asked): Promise<Execution> {
    this.record(of, { error: null, status: "running" });
    const { options } = of;
    const course = this.account.running.begin(this.limitsOf(of));
    try {
      const result = await conduct(
        conductorOf({
          options,
          course,
          frame: options.frame ?? this.own,
          one: (text, inner) => this.one(text, inner),
          look: (frame) => contextOf(this.input({ startedOn: this.account.now(), options: { ...options, frame } })),
        }),
      );
      // Each of its statements has been taken over by itself.
      const after = contextOf(this.input(of));
      return { type: result.type ?? type, result, draft: after.draft, session: after.session, waitMs: 0 };
    } finally {
      course.end();
    }
  }

  /** Who may end a statement, and when it has to. */
  private limitsOf({ queryId, options }: Asked): { queryId: string; user: string; timeout: number; signal?: AbortSignal } {
    const { signal, parameters, frame = this.own } = options;
    const name = "STATEMENT_TIMEOUT_IN_SECONDS";
    const timeout = Number(parameters?.[name] ?? sessionParameter(this.account.catalog, frame.state, name));
    return { queryId, user: this.current.user, timeout, ...(signal === undefined ? {} : { signal }) };
  }

  /** The account and the session as they are now. */
  private input({ startedOn, options }: { readonly startedOn: number; readonly options: InnerOptions }): ExecutionInput {
    return {
      account: this.account.info,
      catalog: this.account.catalog,
      session: withParameters((options.frame ?? this.own).state, options.parameters ?? {}),
      sessionId: this.id,
      lastQueryId: this.lastQueryId,
      resultOf: (id) => this.account.results.find(this.user, id),
      history: this.account.history,
      logins: this.account.logins,
      running: this.account.running,
      faults: this.account.faults,
      files: this.account.files,
      rows: this.account.rows,
      mostShown: this.account.mostShown,
      pipe: options.pipe ?? [],
      now: startedOn,
      describeOnly: options.describeOnly === true,
      bindings: options.bindings ?? [],
    };
  }

  private async wait(milliseconds: number, of: Asked): Promise<void> {
    this.record(of, { error: null, status: "running" });
    await this.account.running.wait(milliseconds, this.limitsOf(of));
  }

  /** `null`: the last query, whose result nobody sees again. */
  private keep(queryId: string, result: { readonly columns: readonly Column[]; readonly rows: readonly Cells[] } | null): void {
    this.lastQueryId = queryId;
    if (result !== null) this.account.results.keep(this.user, queryId, result);
  }

  private record(of: Asked, how: { readonly error: SqlError | null; readonly status?: "running" }): void {
    const { shown, quiet, frame = this.own } = of.options;
    if (quiet === true) return;
    const text = shown ?? of.text;
    const secrets = [...secretsIn(of.text), ...secretsIn(text)];
    const { user, role } = this.currentIn(frame);
    this.account.history.put({
      queryId: of.queryId,
      sessionId: this.id,
      text: hide(text, secrets),
      status: how.status ?? (how.error === null ? "done" : "failed"),
      errorCode: how.error?.code ?? null,
      errorMessage: how.error === null ? null : hide(how.error.message, secrets),
      user,
      role: role ?? "",
      tag: of.tag,
      startedOn: of.startedOn,
      endedOn: how.status === "running" ? null : this.account.now(),
    });
  }
}

/** A user who was disabled or dropped "cannot initiate additional queries" (docs: sql-reference/sql/alter-user). */
function isShutOut(catalog: Catalog, user: Id): boolean {
  const entry = entryOf(catalog, user);
  return entry === undefined || entry.properties.DISABLED === true;
}

type Parameters = Readonly<Record<string, string>>;

function withParameters(state: SessionState, parameters: Parameters): SessionState {
  return Object.keys(parameters).length === 0 ? state : { ...state, parameters: { ...state.parameters, ...parameters } };
}

/** The state after a statement, without what held for the statement alone. */
function withoutParameters(state: SessionState, of: { readonly parameters: Parameters; readonly from: SessionState }): SessionState {
  const lent = Object.keys(of.parameters).filter((name) => state.parameters[name] === of.parameters[name]);
  if (lent.length === 0) return state;
  const kept = Object.entries(state.parameters).filter(([name]) => !lent.includes(name));
  const own = Object.entries(of.from.parameters).filter(([name]) => lent.includes(name));
  return { ...state, parameters: Object.fromEntries([...kept, ...own]) };
}
