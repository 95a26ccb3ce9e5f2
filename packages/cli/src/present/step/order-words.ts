import type { Plan, Step } from "@snowtower/engine";
import { type AnyObject, type Change, containerOf, refsOf } from "@snowtower/kinds";
import { objectEntries } from "../plan/object-entry.ts";
import { restOf } from "../plan/rest.ts";
import type { NumberedStep } from "./find-step.ts";

/** A step that another one waits for, or that waits for it, and why. */
export interface Neighbour extends NumberedStep {
  readonly because: string;
}

/** What must be done before the step. */
export function stepsBefore(plan: Pick<Plan, "steps">, step: Step): readonly Neighbour[] {
  const rests = restsOf(plan);
  return plan.steps.flatMap((each, i) => (step.after.includes(each.id) ? [{ number: i + 1, step: each, because: reasonOf(each, step, rests) }] : []));
}

/** What waits for the step. */
export function stepsAfter(plan: Pick<Plan, "steps">, step: Step): readonly Neighbour[] {
  const rests = restsOf(plan);
  return plan.steps.flatMap((each, i) => (each.after.includes(step.id) ? [{ number: i + 1, step: each, because: reasonOf(step, each, rests) }] : []));
}

/** The steps that begin a rest, and those that end one. */
interface Rests {
  readonly enter: ReadonlySet<Step>;
  readonly leave: ReadonlySet<Step>;
}

function restsOf(plan: Pick<Plan, "steps">): Rests {
  const rests = objectEntries(plan).flatMap(({ parts }) => restOf(parts) ?? []);
  return { enter: new Set(rests.map(({ enter }) => enter.step)), leave: new Set(rests.map(({ leave }) => leave.step)) };
}

/** Why the one comes before the other: read from what both change, so that it says what is plain from the plan, and no more. */
function reasonOf(first: Step, then: Step, rests: Rests): string {
  const [made, gone] = [first.changes.flatMap(madeBy), first.changes.flatMap(goneBy)];
  const needed = then.changes.flatMap(objectsOf);
  if (targetOf(first) === targetOf(then)) return "the same change in several steps";
  if (rests.enter.has(first)) return "it stands still while that changes";
  if (rests.leave.has(then)) return "it goes on when that is changed";
  if (made.some(({ id }) => needed.some((object) => containerOf(object) === id))) return "it is in it";
  if (made.some(({ id }) => needed.some((object) => refsOf(object).includes(id)))) return "it refers to it";
  if (made.some(({ id }) => then.changes.some((change) => isAttached(change, id)))) return "a policy or tag and what it is set on must be there";
  if (first.changes.some(({ kind }) => kind === "attachment") && goneByAny(then)) return "what is set somewhere cannot be dropped";
  if (gone.some((object) => needed.some((other) => containerOf(object) === other.id))) return "it is emptied first";
  if (gone.some((object) => needed.some((other) => other.name.join("\n") === object.name.join("\n")))) return "the name is free then";
  if (gone.length > 0) return "nothing refers to it any more then";
  if (then.changes.some(({ kind }) => kind === "grant")) return "what is granted, on what and to whom must be there";
  if (first.changes.some(({ kind }) => kind === "grant")) return "what is granted counts from then on";
  return "it comes first";
}

function madeBy(change: Change): readonly AnyObject[] {
  return change.kind === "object" && change.to !== null ? [change.to] : [];
}

function goneBy(change: Change): readonly AnyObject[] {
  return change.kind === "object" && change.from !== null && change.how === "drop" ? [change.from] : [];
}

function goneByAny({ changes }: Step): boolean {
  return changes.some((change) => goneBy(change).length > 0);
}

function objectsOf(change: Change): readonly AnyObject[] {
  return change.kind === "object" ? [change.to ?? change.from].flatMap((object) => object ?? []) : [];
}

function isAttached(change: Change, id: string): boolean {
  return change.kind === "attachment" && [change.from, change.to].some((edge) => edge?.what === id || edge?.on === id);
}

function targetOf({ id }: Step): string {
  return id.replace(/#\d+$/, "");
}
