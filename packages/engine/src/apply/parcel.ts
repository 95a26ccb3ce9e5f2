import type { Request, Statement } from "@snowtower/sql";
import type { Step } from "../plan/step.ts";
import { isGrantLike } from "./grant-like.ts";

/** Statements in one request; more of them save little and lose more when the connection breaks. */
const MOST_STATEMENTS = 50;

/** Steps that travel together: one step, or several that are nothing but grants and their like. */
export interface Parcel {
  readonly steps: readonly Step[];
}

const shareable = new WeakMap<Step, boolean>();

/** True if all of the step may travel with other steps. A step is asked about many times, and its statements are long: the answer is kept. */
function isShareable(step: Step): boolean {
  const known = shareable.get(step);
  if (known !== undefined) return known;
  const answer = (step.risk === "safe" || step.risk === "caution") && step.statements.length > 0 && step.statements.every(isGrantLike);
  shareable.set(step, answer);
  return answer;
}

/** The first of the steps, with as many of the others as may share its request: same role, same class of undo (RA 12). */
export function fillParcel(first: Step, others: Iterable<Step>, most: number): Parcel {
  const steps = [first];
  if (!isShareable(first)) return { steps };
  let statements = first.statements.length;
  for (const step of others) {
    if (steps.length >= most || statements >= MOST_STATEMENTS) break;
    if (
      step === first ||
      step.as !== first.as ||
      step.undo.kind !== first.undo.kind ||
      statements + step.statements.length > MOST_STATEMENTS ||
      !isShareable(step)
    )
      continue;
    steps.push(step);
    statements += step.statements.length;
  }
  return { steps };
}

/** A statement of a parcel, with the step it belongs to. */
export interface Piece {
  readonly step: Step;
  readonly statement: Statement;
}

/** The parcel's statements by request: grant-like neighbours together, everything else alone. */
export function requestsOf(parcel: Parcel): readonly (readonly Piece[])[] {
  const requests: Piece[][] = [];
  let open: Piece[] | null = null;
  for (const step of parcel.steps) {
    for (const statement of step.statements) {
      const alone = !isGrantLike(statement);
      if (alone || open === null || open.length >= MOST_STATEMENTS) {
        open = [{ step, statement }];
        requests.push(open);
      } else open.push({ step, statement });
      if (alone) open = null;
    }
  }
  return requests;
}

export function requestOf(pieces: readonly Piece[], tag: string): Request {
  const [first] = pieces;
  return { statements: pieces.map((piece) => piece.statement), tag, ...(first === undefined ? {} : { role: first.step.as }) };
}
