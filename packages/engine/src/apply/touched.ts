import { type AnyObject, type Change, granteeKey, targetKey } from "@snowtower/kinds";
import type { Step } from "../plan/step.ts";

/** Subjects of a footprint that the step changes, itself or by what Snowflake does besides. */
export function touchedBy(step: Step): ReadonlySet<string> {
  return new Set([...step.changes, ...step.implied].flatMap(subjectsOf));
}

/** The objects that the step's own changes are about. */
export function objectsOf(step: Step): readonly string[] {
  return [...new Set(step.changes.flatMap((change) => (change.kind === "object" ? subjectsOf(change) : [])))];
}

function subjectsOf(change: Change): readonly string[] {
  if (change.kind === "object") return ends<AnyObject>(change).map((object) => object.id);
  if (change.kind === "grant") return ends(change).flatMap((grant) => [granteeKey(grant.to), `${granteeKey(grant.to)}|${targetKey(grant.on)}`]);
  return ends(change).map((attachment) => attachment.on);
}

function ends<T>({ from, to }: { readonly from: T | null; readonly to: T | null }): readonly T[] {
  return [from, to].filter((end): end is T & {} => end !== null);
}
