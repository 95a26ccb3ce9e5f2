import type { Catalog } from "@snowtower/kinds";
import { type Account, AccountError, exactly } from "@snowtower/sql";
import type { Clock } from "../clock.ts";
import type { Step, StepId } from "../plan/step.ts";
import type { BoundPlan } from "../plan-file/bound-plan.ts";
import { readForProject } from "../read/read-for-project.ts";
import { movesOf } from "./check-footprint.ts";
import { describeMove } from "./describe-move.ts";
import { interestOfSteps } from "./settle.ts";
import { objectsOf, touchedBy } from "./touched.ts";

/** Destructive steps that begin within this time are judged by the same reading. */
const FRESH_MS = 10_000;

/** Looks once more at what a destructive step is about, right before it: minutes may have passed since the run began (RA 22). */
export class FootprintGuard {
  readonly #plan: BoundPlan;
  readonly #account: Account;
  readonly #clock: Clock;
  readonly #guarded: readonly Step[];
  readonly #touchers = new Map<string, StepId[]>();
  #reading: { readonly at: number; readonly catalog: Promise<Catalog> } | null = null;

  constructor(plan: BoundPlan, account: Account, clock: Clock) {
    this.#plan = plan;
    this.#account = account;
    this.#clock = clock;
    this.#guarded = plan.steps.filter((step) => step.risk === "destructive");
    if (this.#guarded.length === 0) return;
    for (const step of plan.steps) {
      for (const subject of touchedBy(step)) this.#touchers.set(subject, [...(this.#touchers.get(subject) ?? []), step.id]);
    }
  }

  /** Why the step must not run, or `null`. What steps of this run have changed themselves is not looked at. */
  async check(step: Step, done: ReadonlySet<StepId>): Promise<AccountError | null> {
    if (step.risk !== "destructive") return null;
    const subjects = objectsOf(step).filter((id) => id in this.#plan.footprint && !this.#touchers.get(id)?.some((other) => done.has(other)));
    if (subjects.length === 0) return null;
    try {
      const catalog = await this.#fresh();
      const moves = movesOf(this.#plan, catalog, subjects).flatMap((move) => describeMove(move, this.#plan, catalog));
      return moves.length === 0 ? null : new AccountError({ kind: "statement", message: `not run, because the account has moved: ${moves.join("; ")}` });
    } catch (error) {
      return error instanceof AccountError ? error : new AccountError({ kind: "unreachable", message: String(error), cause: error });
    }
  }

  #fresh(): Promise<Catalog> {
    const at = this.#clock().getTime();
    if (this.#reading === null || at - this.#reading.at > FRESH_MS) {
      this.#reading = { at, catalog: this.#read() };
    }
    return this.#reading.catalog;
  }

  async #read(): Promise<Catalog> {
    const admin = exactly(this.#plan.scope.admin);
    // What the plan had asked about single objects is asked again: without it they would look otherwise.
    const { attachments, settings } = this.#plan.interest;
    const asked = { ...(attachments === undefined ? {} : { attachments }), ...(settings === undefined ? {} : { settings }) };
    return (await readForProject(this.#account, { ...interestOfSteps(this.#guarded), ...asked }, { clock: this.#clock, admin })).catalog;
  }
}
