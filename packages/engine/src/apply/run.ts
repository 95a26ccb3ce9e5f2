import type { Account, AccountError, SecretRef } from "@snowtower/sql";
import type { Clock } from "../clock.ts";
import { BugError } from "../errors.ts";
import type { RunEntry, RunLog } from "../journal/journal-entry.ts";
import type { Step, StepId } from "../plan/step.ts";
import type { ApplyEvent } from "./apply-event.ts";
import { isRefusal } from "./is-refusal.ts";
import { fillParcel, type Parcel } from "./parcel.ts";
import { runParcel, type StepEnd } from "./run-parcel.ts";
import { StepQueue } from "./step-queue.ts";

export interface RunOptions {
  readonly run: string;
  readonly attempt: number;
  readonly parallel: number;
  readonly clock: Clock;
  readonly done: ReadonlySet<StepId>;
  readonly reveal?: (ref: SecretRef) => string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ApplyEvent) => void;
  readonly journal?: RunLog;
  /** Asked before each step of a parcel; what it answers is why the step must not run. */
  readonly guard?: (step: Step) => Promise<AccountError | null>;
}

/** One pass over a plan's steps: as many at a time as may run side by side, and nothing new after the first failure. */
export class Run {
  readonly #account: Account;
  readonly #options: RunOptions;
  readonly #queue: StepQueue;
  readonly #total: number;
  readonly done = new Set<StepId>();
  /** Steps that ended with an error, in the order in which they did. What they left behind has to be read. */
  readonly failed = new Map<StepId, AccountError>();
  /** Hints that the account refused to keep. */
  readonly unwritten = new Map<StepId, AccountError>();
  /** The tags of the requests that the failed steps travelled in. */
  readonly tags = new Map<StepId, string>();
  #begun = 0;
  #ended = 0;
  #journalLost = false;
  #broken: unknown = null;

  constructor(steps: readonly Step[], account: Account, options: RunOptions) {
    this.#account = account;
    this.#options = options;
    this.#queue = new StepQueue(steps, options.done);
    this.#total = this.#queue.left;
    for (const step of steps) if (options.done.has(step.id)) this.done.add(step.id);
  }

  get #isStopping(): boolean {
    return this.failed.size > 0 || this.#broken !== null || this.#options.signal?.aborted === true;
  }

  /** Returns when all is done, or when what was under way after a failure or a request to stop has ended. */
  async go(): Promise<void> {
    const running = new Set<Promise<void>>();
    for (;;) {
      while (!this.#isStopping && running.size < this.#options.parallel && this.#queue.readyCount > 0) {
        const parcel = this.#nextParcel(this.#options.parallel - running.size);
        const task = this.#carry(parcel).catch((error: unknown) => {
          this.#broken ??= error;
        });
        running.add(task);
        task.finally(() => running.delete(task));
      }
      if (running.size === 0) break;
      await Promise.race(running);
    }
    if (this.#broken !== null) throw this.#broken;
    if (!this.#isStopping && this.#queue.left > 0) throw new BugError(`${this.#queue.left} steps of the plan wait for each other`);
  }

  /** Shares what is ready among the places that are free, so that a long list of grants does not travel in one request while the others wait. */
  #nextParcel(free: number): Parcel {
    const [first] = this.#queue.ready();
    if (first === undefined) throw new BugError("no step is ready");
    const parcel = fillParcel(first, this.#queue.ready(), Math.ceil(this.#queue.readyCount / free));
    this.#queue.take(parcel.steps);
    return parcel;
  }

  async #carry(parcel: Parcel): Promise<void> {
    const { clock, guard, reveal } = this.#options;
    const from = clock().getTime();
    for (const step of parcel.steps) this.#tell("started", step, 0);
    const tag = tagOf(parcel, this.#options);
    for (const step of parcel.steps) {
      const refused = (await guard?.(step)) ?? null;
      if (refused !== null) return this.#end(step, { kind: "failed", error: refused }, 0);
    }
    await this.#record([{ kind: "before", steps: parcel.steps.map((step) => step.id), tag }]);
    const ends = await runParcel(parcel, this.#account, { tag, ...(reveal === undefined ? {} : { reveal }) });
    const seconds = (clock().getTime() - from) / 1000;
    for (const [step, end] of ends) if (end.kind === "failed") this.tags.set(step.id, tag);
    await this.#record([...ends].map(([step, end]) => entryOf(step, end)));
    for (const [step, end] of ends) this.#end(step, end, seconds);
  }

  #end(step: Step, end: StepEnd, seconds: number): void {
    if (end.kind === "unreached") return;
    if (end.kind === "failed" && step.hint === true && isRefusal(end.error)) {
      this.#withoutHint(step, end.error);
      return;
    }
    if (end.kind === "done") {
      if (end.kept !== undefined) this.#options.onEvent?.({ kind: "kept", step: step.id, why: end.kept });
      this.done.add(step.id);
      this.#queue.done(step);
    } else this.failed.set(step.id, end.error);
    this.#tell(end.kind, step, seconds);
  }

  /** Nothing waits for a hint, and nothing is wrong without it. */
  #withoutHint(step: Step, error: AccountError): void {
    this.unwritten.set(step.id, error);
    this.#queue.done(step);
    this.#options.onEvent?.({ kind: "unwritten", step: step.id, index: ++this.#ended, total: this.#total, why: error.message });
  }

  #tell(kind: "started" | "done" | "failed", step: Step, seconds: number): void {
    const index = kind === "started" ? ++this.#begun : ++this.#ended;
    this.#options.onEvent?.({ kind, step: step.id, seconds, index, total: this.#total });
  }

  async #record(entries: readonly RunEntry[]): Promise<void> {
    if (this.#journalLost) return;
    try {
      await this.#options.journal?.record(entries);
    } catch (error) {
      this.#journalLost = true;
      this.#options.onEvent?.({ kind: "journal-lost", why: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** Snowflake takes 2,000 characters of QUERY_TAG (docs: sql-reference/parameters); the longest id of a step has 768 of a name. */
function tagOf(parcel: Parcel, { run, attempt }: RunOptions): string {
  const step = parcel.steps[0]?.id.slice(0, 1500) ?? "";
  return JSON.stringify({ run, step, attempt, ...(parcel.steps.length > 1 ? { of: parcel.steps.length } : {}) });
}

function entryOf(step: Step, end: StepEnd): RunEntry {
  if (end.kind === "done") return { kind: "done", step: step.id, queryIds: end.queryIds };
  if (end.kind === "unreached") return { kind: "unreached", step: step.id };
  const { code, queryId } = end.error.details;
  return { kind: "failed", step: step.id, message: end.error.message, ...(code === undefined ? {} : { code }), ...(queryId === undefined ? {} : { queryId }) };
}
