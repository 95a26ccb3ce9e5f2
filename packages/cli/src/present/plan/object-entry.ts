import type { Plan, Step } from "@snowtower/engine";
import type { AnyObject, ObjectChange } from "@snowtower/kinds";
import { isOwnership } from "./is-ownership.ts";

export type ObjectVerb = "create" | "change" | "replace" | "rename" | "remove";

/** All that a plan does to one object, leaving out who has access to it. */
export interface ObjectEntry {
  readonly object: AnyObject;
  readonly verb: ObjectVerb;
  readonly parts: readonly { readonly step: Step; readonly change: ObjectChange }[];
}

const VERBS = { create: "create", alter: "change", rename: "rename", replace: "replace", drop: "remove" } as const;

/** The plan's objects, each once, in the order in which the plan comes to them. */
export function objectEntries(plan: Pick<Plan, "steps">): readonly ObjectEntry[] {
  const parts = new Map<string, { readonly step: Step; readonly change: ObjectChange; readonly object: AnyObject }[]>();
  for (const step of plan.steps) {
    for (const change of step.changes) {
      const object = change.kind === "object" && !isOwnership(change) ? (change.to ?? change.from) : null;
      if (change.kind !== "object" || object === null) continue;
      const there = parts.get(object.id);
      if (there === undefined) parts.set(object.id, [{ step, change, object }]);
      else there.push({ step, change, object });
    }
  }
  return [...parts.values()].flatMap((all) => {
    const last = all.at(-1);
    return last === undefined ? [] : [{ object: last.object, verb: verbOf(all.map(({ change }) => change)), parts: all }];
  });
}

/** An object that is dropped and made again is replaced; one that is made in two steps is created. */
function verbOf(changes: readonly ObjectChange[]): ObjectVerb {
  const hows = new Set(changes.map(({ how }) => how));
  if (hows.has("create") && hows.has("drop")) return "replace";
  for (const how of ["replace", "create", "drop", "rename"] as const) if (hows.has(how)) return VERBS[how];
  return "change";
}
