import { type AnyObject, containerOf, isA, kindNamed, type ObjectChange, type ObjectId, role } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import { isContainer, objectNamed } from "../catalog-world.ts";
import { sortedBy } from "../code-point-order.ts";
import type { Note } from "../plan.ts";
import { adminId, type PlanContext, roleId } from "../plan-context.ts";

export interface Drops {
  /** What is removed by a statement of its own. */
  readonly drops: ReadonlyMap<ObjectId, ObjectChange>;
  /** What goes with its container: the container that is dropped. */
  readonly casualties: ReadonlyMap<ObjectId, ObjectId>;
}

/** What is not described and in a strict part of the scope, save what is protected. */
export function dropsOf(context: PlanContext, born: ReadonlyMap<ObjectId, AnyObject>): Drops {
  const { from, to, scope } = context;
  const condemned = new Map<ObjectId, AnyObject>();
  const isRemoved = (object: AnyObject): boolean => {
    const { mode, manage } = scope.of(object);
    return !to.catalog.objects.has(object.id) && mode === "strict" && manage === "all";
  };
  const undescribed = [...from.objects.values(), ...born.values()].filter(isRemoved);
  for (const object of sortedBy(undescribed, (each) => each.id)) {
    const because = keeps(object, context);
    if (because === null) condemned.set(object.id, object);
    else context.notes.push(because);
  }
  const drops = new Map<ObjectId, ObjectChange>();
  const casualties = new Map<ObjectId, ObjectId>();
  for (const object of condemned.values()) {
    const container = outermost(object, condemned);
    if (container !== null) continue;
    drops.set(object.id, { kind: "object", how: "drop", from: object, to: null, fields: [] });
    for (const inside of context.world.inside(object.id)) casualties.set(inside.id, object.id);
  }
  return { drops, casualties };
}

/** The condemned container that takes the object along, if there is one. */
function outermost(object: AnyObject, condemned: ReadonlyMap<ObjectId, AnyObject>): ObjectId | null {
  const container = containerOf(object);
  const holder = container === null ? undefined : condemned.get(container);
  if (holder !== undefined) return outermost(holder, condemned) ?? holder.id;
  // A schema that stays is no reason to look further: its database stays too, because of it.
  return null;
}

/** Why an undescribed object stays although its part of the scope is strict. */
function keeps(object: AnyObject, context: PlanContext): Note | null {
  const why = isProtected(object.id, context) ?? ownsWhatStaysWith(object, context) ?? holdsWhatStays(object, context);
  if (why === null) return null;
  const { label } = kindNamed(object.kind);
  return {
    severity: "warning",
    code: "ST2003",
    message: `${object.id} is not described and is not dropped: ${why}`,
    about: object.id,
    hint: `describe the ${label.toLowerCase()}, or end what keeps it`,
  };
}

/** Protected by the user, or because this very run needs it. */
export function isProtected(id: ObjectId, context: PlanContext): string | null {
  const { scope, facts, from, to } = context;
  const object = from.objects.get(id) ?? to.catalog.objects.get(id);
  if (object !== undefined && scope.of(object).protected) return "it is protected";
  if (id === roleId(facts.role)) return "this plan was made as this role";
  if (id === objectNamed("USER", displayed(facts.user))) return "this plan was made by this user";
  if (id === adminId(context) && !context.destroys) return "it is the role that owns what the project describes";
  return null;
}

/** Whoever drops a role owns what it owned (docs: sql-reference/sql/drop-role). */
function ownsWhatStaysWith(object: AnyObject, { scope, world }: PlanContext): string | null {
  const [name] = object.name;
  if (!isA(object, role) || name === undefined) return null;
  for (const owned of world.ownedBy(name)) {
    const treated = scope.of(owned);
    if (treated.protected || treated.aside) return `it owns ${owned.id}, which is ${treated.protected ? "protected" : "only looked at"}`;
  }
  return null;
}

function holdsWhatStays(object: AnyObject, context: PlanContext): string | null {
  for (const inside of context.world.inside(object.id)) {
    if (context.to.catalog.objects.has(inside.id)) return `${inside.id} in it is described`;
    if (isProtected(inside.id, context) !== null) return `${inside.id} in it is protected`;
    const { aside, manage } = context.scope.of(inside);
    if (aside) return `${inside.id} in it is only looked at`;
    if (manage === "envelope" && !context.destroys) return `${inside.id} in it is somebody else's to drop`;
  }
  const unread = isContainer(object) ? context.scope.rules.unreadContents : [];
  return unread.length === 0 ? null : `${unread.join(", ")} are off, and might be in it`;
}
