import type { Change } from "@snowtower/kinds";
import type { Identifier, Statement } from "@snowtower/sql";
import type { Strength } from "../order/order.ts";

/** A step in the making: what it does is fixed, what comes before it is being found out. */
export interface Draft {
  readonly id: string;
  readonly does: "create" | "change" | "drop" | "give" | "take" | "own" | "attach" | "detach";
  readonly changes: readonly Change[];
  readonly statements: readonly Statement[];
  /** What takes it back, where that is no matter of inverting the changes one by one. */
  readonly back?: readonly Statement[];
  readonly as: Identifier;
  /** The roles that the acting role must hold, because they own what the step is about. */
  readonly through: readonly Identifier[];
  readonly why: string;
  readonly rank: number;
  /** It completes an object that was created without what it refers to; whoever needs the object does not wait for it. */
  readonly completes?: true;
  /** Drafts that come before it whatever else is found out: it is one of several steps of one change. */
  readonly follows?: readonly string[];
  /** Drafts without which it must not be done: the other steps of one change, the beginning and the end of a rest. */
  readonly together?: readonly string[];
  /** It serves other drafts, and is of no use without them. */
  readonly auxiliary?: true;
  readonly after: Map<string, Strength>;
}

/** A draft comes after another one; a hard reason wins over a soft one. */
export function comesAfter(draft: Draft, before: Draft | undefined, strength: Strength = "hard"): void {
  if (before === undefined || before === draft) return;
  if (strength === "hard" || !draft.after.has(before.id)) draft.after.set(before.id, strength);
}

/** Names steps: the target's id, and a number where one target needs several. */
export class StepNames {
  readonly #used = new Map<string, number>();

  next(target: string): string {
    const count = (this.#used.get(target) ?? 0) + 1;
    this.#used.set(target, count);
    return count === 1 ? target : `${target}#${count}`;
  }
}
