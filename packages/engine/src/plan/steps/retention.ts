import { type AnyObject, containerOf, hasEdition, isUnknown, kindNamed, type ObjectId } from "@snowtower/kinds";
import type { PlanContext } from "../plan-context.ts";

/** What an account sets where nobody has set anything. (docs: user-guide/data-time-travel) */
const DEFAULT_DAYS = 1;

/** For how many days UNDROP brings the object back: its own setting, else its container's. `undefined` if that is not known, or the kind has no UNDROP. */
export function retentionDays(object: AnyObject, context: PlanContext): number | undefined {
  const field = kindNamed(object.kind).undrop;
  if (field === undefined) return undefined;
  const days = setting(object, context);
  // Transient objects, and all of the standard edition, keep at most one day.
  const atMostOne = object.fields.is_transient === true || !hasEdition(context.facts, "ENTERPRISE");
  return days === undefined ? undefined : atMostOne ? Math.min(days, 1) : days;
}

function setting(object: AnyObject, context: PlanContext): number | undefined {
  const field = kindNamed(object.kind).undrop;
  const own = field === undefined ? undefined : object.fields[field];
  if (isUnknown(own)) return undefined;
  if (typeof own === "number") return own;
  const container: ObjectId | null = containerOf(object);
  if (container === null) return DEFAULT_DAYS;
  const holder = context.from.objects.get(container) ?? context.to.catalog.objects.get(container);
  return holder === undefined ? undefined : setting(holder, context);
}
