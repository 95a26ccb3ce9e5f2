import { BugError } from "../errors.ts";
import type { Step, StepId } from "../plan/step.ts";

/** The steps that are still to be done, and which of them may begin now: those whose `after` are all done. */
export class StepQueue {
  readonly #steps: readonly Step[];
  readonly #waitsFor: number[];
  readonly #next = new Map<StepId, number[]>();
  /** Places of the ready steps in the plan, ascending. */
  readonly #ready: number[] = [];
  #left: number;

  constructor(steps: readonly Step[], done: ReadonlySet<StepId>) {
    this.#steps = steps;
    const known = new Set(steps.map((step) => step.id));
    this.#waitsFor = steps.map((step, place) => {
      const after = step.after.filter((id) => !done.has(id));
      for (const id of after) {
        if (!known.has(id)) throw new BugError(`step ${step.id} waits for ${id}, which is not in the plan`);
        const waiting = this.#next.get(id) ?? [];
        waiting.push(place);
        this.#next.set(id, waiting);
      }
      return after.length;
    });
    this.#left = 0;
    for (const [place, step] of steps.entries()) {
      if (done.has(step.id)) continue;
      this.#left++;
      if (this.#waitsFor[place] === 0) this.#ready.push(place);
    }
  }

  /** Steps that were not taken yet. */
  get left(): number {
    return this.#left;
  }

  get readyCount(): number {
    return this.#ready.length;
  }

  /** The ready steps in the order of the plan. */
  *ready(): Iterable<Step> {
    for (const place of this.#ready) yield this.#steps[place] as Step;
  }

  take(taken: readonly Step[]): void {
    const ids = new Set(taken.map((step) => step.id));
    let at = 0;
    // What is taken stands near the front: the rest is not looked at.
    for (let left = ids.size; left > 0 && at < this.#ready.length; ) {
      if (ids.has(this.#steps[this.#ready[at] ?? -1]?.id ?? "")) {
        this.#ready.splice(at, 1);
        this.#left--;
        left--;
      } else at++;
    }
  }

  done(step: Step): void {
    for (const place of this.#next.get(step.id) ?? []) {
      const waits = (this.#waitsFor[place] ?? 0) - 1;
      this.#waitsFor[place] = waits;
      if (waits === 0) this.#ready.splice(this.#rankOf(place), 0, place);
    }
  }

  /** How many ready steps stand before this place: found by halves, the list may be long. */
  #rankOf(place: number): number {
    let [low, high] = [0, this.#ready.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ready[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
