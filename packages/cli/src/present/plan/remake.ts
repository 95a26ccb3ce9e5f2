import type { Plan, Step } from "@snowtower/engine";
import { type AnyObject, kindNamed, known, type ObjectChange, type ObjectId, sameValue, signature } from "@snowtower/kinds";

/** An object that is made anew in several steps: under an interim name, which takes over its places and then its name. */
export interface Remake {
  readonly of: ObjectId;
  readonly interim: ObjectId;
  readonly interimName: string;
  /** From what it was to what it becomes. */
  readonly change: ObjectChange;
  /** All of them, in their order. */
  readonly steps: readonly Step[];
}

const FOUND = new WeakMap<Pick<Plan, "steps">["steps"], readonly Remake[]>();

/** Told by the three steps that nothing else has together: what is created takes the name of what is dropped. */
export function remakes({ steps }: Pick<Plan, "steps">): readonly Remake[] {
  const known = FOUND.get(steps);
  if (known !== undefined) return known;
  const changes = steps.flatMap((step) => step.changes.flatMap((change) => (change.kind === "object" ? [change] : [])));
  const created = new Map(changes.flatMap(({ how, to }) => (how === "create" && to !== null ? [[to.id, to] as const] : [])));
  const dropped = new Map(changes.flatMap(({ how, from }) => (how === "drop" && from !== null ? [[from.id, from] as const] : [])));
  const found = changes.flatMap(({ how, from, to }): Remake | readonly [] => {
    const former = to === null ? undefined : dropped.get(to.id);
    if (how !== "rename" || from === null || to === null || former === undefined || !created.has(from.id)) return [];
    const interimName = signature(from.name, from.argumentTypes);
    const touches = (step: Step): boolean => isAbout(step, [former.id, from.id], interimName);
    return { of: to.id, interim: from.id, interimName, change: replacement(former, to), steps: steps.filter(touches) };
  });
  FOUND.set(steps, found);
  return found;
}

function replacement(from: AnyObject, to: AnyObject): ObjectChange {
  const fields = Object.keys(kindNamed(to.kind).fields).filter(
    (field) => to.fields[field] !== undefined && !sameValue(known(from.fields[field]), known(to.fields[field])),
  );
  return { kind: "object", how: "replace", from, to, fields };
}

/** The object's own steps, the swaps from the former to the new one, and what is granted on the new one again. */
function isAbout({ changes }: Step, [of, interim]: readonly [ObjectId, ObjectId], interimName: string): boolean {
  return changes.some((change) => {
    if (change.kind === "object") return [change.from?.id, change.to?.id].some((id) => id === of || id === interim);
    if (change.kind === "attachment") return change.to?.what === interim;
    const target = (change.to ?? change.from)?.on;
    return target?.kind === "object" && target.name === interimName;
  });
}
