import type { Plan, Step } from "@snowtower/engine";
import { type Change, granteeKey, targetKey } from "@snowtower/kinds";

/** What the step was decided from, as far as the plan watches it: if one of them is no longer as it was, apply refuses. */
export function subjectsOfStep({ changes }: Step, { footprint }: Pick<Plan, "footprint">): readonly string[] {
  const own = new Set(changes.flatMap(subjectsOf));
  return Object.keys(footprint).filter((subject) => own.has(subject) || own.has(subject.replace(/\/\*$/, "")));
}

function subjectsOf(change: Change): readonly string[] {
  const ends = [change.from, change.to].flatMap((end) => end ?? []);
  return ends.flatMap((end) => {
    if ("what" in end) return [end.what, end.on];
    if ("privilege" in end) return [granteeKey(end.to), `${granteeKey(end.to)}|${targetKey(end.on)}`];
    return [end.id];
  });
}
