import { type AnyObject, kindOfId, type ObjectId } from "@snowtower/kinds";
import { parseQualifiedName } from "@snowtower/sql";
import type { PlanContext } from "../plan-context.ts";

/** What an attachment is set on. Of an object that was not read there is the name, which is all that a statement needs. */
export function bearerOf(id: ObjectId, { from, to }: PlanContext): AnyObject {
  const there = from.objects.get(id) ?? to.catalog.objects.get(id);
  if (there !== undefined) return there;
  const kind = kindOfId(id);
  return { kind, id, name: parseQualifiedName(id.slice(kind.length + 1)) ?? [], owner: undefined, fields: {} };
}
