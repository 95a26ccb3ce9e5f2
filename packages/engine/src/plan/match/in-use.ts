import { type AnyObject, kindNamed, type ObjectChange, type ObjectId, refsOf } from "@snowtower/kinds";
import { sortedBy } from "../code-point-order.ts";
import type { PlanContext } from "../plan-context.ts";
import type { MatchedObjects } from "./match-objects.ts";

/**
 * Without the drops and replacements that Snowflake would refuse, because what is to go is in use by an object that goes on using it. A drop stays out with
 * a warning; a replacement with an error, since what is described cannot be had.
 */
export function withoutInUse(objects: MatchedObjects, context: PlanContext): MatchedObjects {
  const users = new Users(objects, context);
  const stuck = new Set<ObjectId>();
  for (const id of sortedBy([...objects.drops.keys(), ...objects.casualties.keys()], (each) => each)) {
    const user = users.whoKeeps(id);
    if (user === null) continue;
    const hint = "let that object use something else, or remove it too";
    context.notes.push({ severity: "warning", code: "ST2017", message: `${id} is not dropped: ${user.id} uses it, and is to go on using it`, about: id, hint });
    stuck.add(objects.casualties.get(id) ?? id);
  }
  const changes = objects.changes.filter((change) => change.how !== "replace" || !isHeld(change, users, context));
  return {
    ...objects,
    changes,
    replaced: new Set(changes.flatMap(({ how, to }) => (how === "replace" && to !== null ? [to.id] : []))),
    drops: new Map([...objects.drops].filter(([id]) => !stuck.has(id))),
    casualties: new Map([...objects.casualties].filter(([, container]) => !stuck.has(container))),
  };
}

function isHeld(change: ObjectChange, users: Users, { notes }: PlanContext): boolean {
  const { from, fields } = change;
  const user = from === null ? null : users.whoKeeps(from.id);
  if (from === null || user === null) return false;
  const label = kindNamed(from.kind).label;
  const message = `${from.id} differs in ${fields.join(", ")}, which no ALTER ${label} changes, and Snowflake does not let it be replaced while ${user.id} uses it`;
  const hint = `describe a new ${label.toLowerCase()} under another name, let that object use it, and remove this one: that is one plan`;
  notes.push({ severity: "error", code: "ST2004", message, about: from.id, hint });
  return true;
}

/** Who uses what, now and after the plan. */
class Users {
  readonly #objects: MatchedObjects;
  readonly #context: PlanContext;
  readonly #changed: ReadonlyMap<ObjectId, AnyObject>;

  constructor(objects: MatchedObjects, context: PlanContext) {
    this.#objects = objects;
    this.#context = context;
    this.#changed = new Map(objects.changes.flatMap(({ to }) => (to === null ? [] : [[to.id, to] as const])));
  }

  /** The first object that uses this one, and neither goes nor leaves it. */
  whoKeeps(id: ObjectId): AnyObject | null {
    const { world, from } = this.#context;
    const used = from.objects.get(id);
    if (used === undefined || kindNamed(used.kind).inUse === undefined) return null;
    const { drops, casualties } = this.#objects;
    const staying = [...world.users(id)].filter((user) => !drops.has(user.id) && !casualties.has(user.id));
    return staying.find((user) => refsOf(this.#changed.get(user.id) ?? user).includes(id)) ?? null;
  }
}
