import { type AnyObject, type Catalog, isUnknown, kindNamed, type ObjectId, type Read, sameValue, type Value } from "@snowtower/kinds";
import type { BoundPlan } from "../plan-file/bound-plan.ts";

/** What a footprint says of a subject that was not there. */
const ABSENT = "absent";

export interface Move {
  readonly subject: string;
  readonly planned: string | undefined;
  readonly now: string | undefined;
}

/** In what a subject has moved since the plan: field by field where the plan holds the object, else that it has. */
export function describeMove({ subject, planned, now }: Move, plan: BoundPlan, catalog: Catalog): readonly string[] {
  const name = subject.replaceAll("|", " ");
  if (planned === ABSENT) return [`${name} was created since`];
  if (now === ABSENT || now === undefined) return [`${name} is no longer there, or can no longer be read`];
  const was = plannedFrom(plan, subject);
  const is = catalog.objects.get(subject as ObjectId);
  if (was === undefined || is === undefined) return [`${name} was changed since`];
  if (was.createdOn !== is.createdOn) return [`${name} was dropped and created again since`];
  const fields = differences(was, is);
  return fields.length === 0 ? [`${name} was changed since`] : fields.map((field) => `${name}: ${field}`);
}

/** The object as the plan saw it, if a step changes it. */
function plannedFrom(plan: BoundPlan, subject: string): AnyObject | undefined {
  for (const { changes } of plan.steps) {
    for (const change of changes) if (change.kind === "object" && change.from?.id === subject) return change.from;
  }
  return undefined;
}

function differences(was: AnyObject, is: AnyObject): readonly string[] {
  const fields = Object.entries(kindNamed(is.kind).fields).flatMap(([name, field]) => {
    const [a, b] = [was.fields[name], is.fields[name]];
    if (field.change === "ignore" || equal(a, b)) return [];
    return [field.secret === true ? `${name} was set anew` : `${name} was ${shown(a)}, and is now ${shown(b)}`];
  });
  return was.owner === is.owner ? fields : [...fields, `owner was ${shownOwner(was)}, and is now ${shownOwner(is)}`];
}

function equal(a: Read<Value>, b: Read<Value>): boolean {
  if (isUnknown(a) || isUnknown(b)) return isUnknown(a) === isUnknown(b);
  return sameValue(a, b);
}

function shown(value: Read<Value>): string {
  if (value === undefined) return "unset";
  if (isUnknown(value)) return "unknown";
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function shownOwner({ owner }: AnyObject): string {
  return typeof owner === "string" ? owner : "unknown";
}
