import type { Note, Plan } from "@snowtower/engine";
import { type DocumentStep, stepOf } from "../json/plan-document.ts";
import type { NumberedStep } from "./find-step.ts";
import { notesOnStep } from "./notes-on-step.ts";
import { type Neighbour, stepsAfter, stepsBefore } from "./order-words.ts";
import { roleWords } from "./role-words.ts";
import { subjectsOfStep } from "./subjects-of-step.ts";

interface DocumentNeighbour {
  readonly number: number;
  readonly id: string;
  readonly because: string;
}

/** What `explain STEP --format json` prints: the step as the plan's document has it, and what is known around it. */
interface StepDocument {
  readonly formatVersion: 1;
  readonly number: number;
  readonly of: number;
  readonly step: DocumentStep;
  readonly asBecause: string;
  readonly before: readonly DocumentNeighbour[];
  readonly next: readonly DocumentNeighbour[];
  readonly restsOn: readonly string[];
  readonly notes: readonly Note[];
}

export function stepJson(plan: Plan, { number, step }: NumberedStep): string {
  const plain = (each: Neighbour): DocumentNeighbour => ({ number: each.number, id: each.step.id, because: each.because });
  const document: StepDocument = {
    formatVersion: 1,
    number,
    of: plan.steps.length,
    step: stepOf(step),
    asBecause: roleWords(step, plan),
    before: stepsBefore(plan, step).map(plain),
    next: stepsAfter(plan, step).map(plain),
    restsOn: subjectsOfStep(step, plan),
    notes: notesOnStep(plan, step),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
