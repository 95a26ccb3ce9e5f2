import { lex } from "@snowtower/sql";
import type { Conductor, Context, RunOptions } from "./context.ts";
import type { Course } from "./running-statements.ts";
import type { Value } from "./scripting/value.ts";
import type { SessionExecuteOptions, StatementOutcome } from "./session.ts";
import type { SessionState } from "./session-state.ts";
import { cancelled, SqlError, unsupported } from "./sql-error.ts";

/** Where statements run and what they change: the session, or a procedure with rights of its own. */
export interface Frame {
  state: SessionState;
}

/** How a statement runs that another one runs. */
interface Inner extends RunOptions {
  readonly frame?: Frame;
  readonly depth?: number;
  /** Procedures that are running around it. */
  readonly calls?: number;
  readonly giveBack?: (position: number, value: Value) => void;
}

export type InnerOptions = SessionExecuteOptions & Inner;

interface Host {
  readonly options: InnerOptions;
  readonly frame: Frame;
  readonly course: Course;
  one(text: string, options: InnerOptions): Promise<StatementOutcome>;
  look(frame: Frame): Context;
}

/** Statements that run others inside one another. */
const DEEPEST = 50;

/** Procedures that call one another, with the first (docs: developer-guide/stored-procedure/stored-procedures-usage). */
export const DEEPEST_CALL = 16;

export function tooManyCalls(): SqlError {
  return new SqlError("090252", "54001", `Stored procedures call one another more than ${DEEPEST_CALL} levels deep.`);
}

/** What a statement runs its own statements with. */
export function conductorOf(host: Host): Conductor {
  const { options, frame, course } = host;
  const depth = (options.depth ?? 0) + 1;
  const calls = options.calls ?? 0;
  if (depth > DEEPEST) throw new SqlError("090252", "54001", `statements run one another more than ${DEEPEST} levels deep`);
  return {
    takesBack: options.takesBack ?? new Set(),
    giveBack: (position, value) => options.giveBack?.(position, value),
    pause: () => course.pause(),
    look: () => host.look(frame),
    called(state) {
      if (calls >= DEEPEST_CALL) throw tooManyCalls();
      return conductorOf({ ...host, options: { ...options, calls: calls + 1 }, frame: state === null ? frame : { state } });
    },
    change(to) {
      frame.state = to(frame.state);
    },
    async run(text, bindings = [], how = {}) {
      await course.pause();
      // The client would have to move the files, and it hears of the whole only.
      const [first] = lex(text).tokens;
      if (first?.value === "PUT" || first?.value === "GET") throw unsupported(`${first.value} in a statement made of others`);
      const out = new Map<number, Value>();
      const inner: Inner = { ...how, frame, depth, calls, giveBack: (position, value) => out.set(position, value) };
      const outcome = await host.one(text, { ...outerOptions(options), bindings, signal: course.signal, ...inner });
      // The whole statement's end says why its part ended.
      if (outcome.kind !== "done") await course.pause();
      if (outcome.kind === "failed") throw outcome.error;
      if (outcome.kind === "not-reached") throw cancelled();
      return { ...outcome.result, type: outcome.result.statementTypeId, out };
    },
  };
}

/** What holds for the statements inside as well. */
function outerOptions({ queryTag, parameters, clientTransfers }: InnerOptions): SessionExecuteOptions {
  return {
    ...(queryTag === undefined ? {} : { queryTag }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(clientTransfers === undefined ? {} : { clientTransfers }),
  };
}
