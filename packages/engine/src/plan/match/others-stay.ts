import { type AnyObject, kindNamed, known, type ObjectId, refsOf } from "@snowtower/kinds";
import type { PlanContext } from "../plan-context.ts";

/** The described object as it is to be compared: where its file says nothing, and somebody else's object is named in the account, that stays. */
export function withOthers(object: AnyObject, there: AnyObject, context: PlanContext): AnyObject {
  const { fields } = kindNamed(object.kind);
  const kept = Object.keys(fields).flatMap((name) => {
    const value = known(there.fields[name]);
    const isLeft = fields[name]?.othersStay === true && object.fields[name] === undefined && value !== undefined;
    return isLeft && !refsOf({ ...there, fields: { [name]: value } }).some((id) => isOfProject(id, context)) ? [[name, value] as const] : [];
  });
  return kept.length === 0 ? object : { ...object, fields: { ...object.fields, ...Object.fromEntries(kept) } };
}

/** Described, or the project's to drop. */
function isOfProject(id: ObjectId, { from, to, scope }: PlanContext): boolean {
  const there = from.objects.get(id);
  return to.catalog.objects.has(id) || (there !== undefined && scope.of(there).mode === "strict");
}
