import type { Plan, Step } from "@snowtower/engine";
import type { AnyObject, AttachmentChange, ObjectChange, ObjectId } from "@snowtower/kinds";
import { isOwnership } from "./is-ownership.ts";
import { objectOfId } from "./object-of-id.ts";
import { type Remake, remakes } from "./remake.ts";

export type ObjectVerb = "create" | "change" | "replace" | "rename" | "remove";

interface AttachmentPart extends Part<AttachmentChange> {
  /** What is set is the interim form of this policy, which is made anew. */
  readonly remade?: ObjectId;
}

interface Part<Of> {
  readonly step: Step;
  readonly change: Of;
}

/** All that a plan does to one object, leaving out who has access to it. */
export interface ObjectEntry {
  /** Of an object on which only something is set, no more than its name. */
  readonly object: AnyObject;
  readonly verb: ObjectVerb;
  readonly parts: readonly Part<ObjectChange>[];
  /** Policies and tags that are set on it and its columns, or taken from them. */
  readonly attachments: readonly AttachmentPart[];
  /** The steps in which it is made anew beside itself, because it is in use. */
  readonly remake?: Remake;
}

/** The steps behind an entry, each once. */
export function stepsOfEntry({ parts, attachments, remake }: ObjectEntry): readonly Step[] {
  return [...new Set([...parts, ...attachments].map(({ step }) => step)), ...(remake?.steps ?? [])].filter((step, i, all) => all.indexOf(step) === i);
}

const VERBS = { create: "create", alter: "change", rename: "rename", replace: "replace", drop: "remove" } as const;

interface Collected {
  object: AnyObject;
  readonly parts: Part<ObjectChange>[];
  readonly attachments: AttachmentPart[];
}

/** The plan's objects, each once, in the order in which the plan comes to them. */
export function objectEntries(plan: Pick<Plan, "steps">): readonly ObjectEntry[] {
  const found = new Map<string, Collected>();
  const remade = remakes(plan);
  const at = (id: string, object: () => AnyObject): Collected => {
    const there = found.get(id) ?? { object: object(), parts: [], attachments: [] };
    found.set(id, there);
    return there;
  };
  for (const step of plan.steps) {
    for (const change of step.changes) {
      if (change.kind === "attachment") {
        const edge = change.to ?? change.from;
        const remake = remade.find(({ interim }) => interim === edge?.what);
        const part = { step, change, ...(remake === undefined ? {} : { remade: remake.of }) };
        if (edge !== null) at(edge.on, () => objectOfId(edge.on)).attachments.push(part);
      }
      const object = change.kind === "object" && !isOwnership(change) ? (change.to ?? change.from) : null;
      if (change.kind !== "object" || object === null) continue;
      const entry = at(remade.find(({ interim }) => interim === object.id)?.of ?? object.id, () => object);
      entry.object = object;
      entry.parts.push({ step, change });
    }
  }
  return [...found].map(([id, { object, parts, attachments }]): ObjectEntry => {
    const remake = remade.find(({ of }) => of === id);
    if (remake !== undefined) return { object, verb: "replace", parts: [], attachments, remake };
    return { object, verb: verbOf(parts.map(({ change }) => change)), parts, attachments };
  });
}

/** An object that is dropped and made again is replaced; one that is made in two steps is created. */
function verbOf(changes: readonly ObjectChange[]): ObjectVerb {
  const hows = new Set(changes.map(({ how }) => how));
  if (hows.has("create") && hows.has("drop")) return "replace";
  for (const how of ["replace", "create", "drop", "rename"] as const) if (hows.has(how)) return VERBS[how];
  return "change";
}
