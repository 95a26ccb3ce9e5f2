import { type AnyObject, AttachmentSet, containerOf, type Desired, GrantSet, kindNamed, type Treatment } from "@snowtower/kinds";
import { ownerOf } from "./owner-of.ts";
import type { Note } from "./plan.ts";
import { roleId } from "./plan-context.ts";

/** The project as if it described nothing: strict on all that bears the environment's prefix and belongs to its admin, or to a role that does. */
export function nothingDesired(desired: Desired, objects: Iterable<AnyObject>): Desired {
  const { scope } = desired;
  const owners = new Set<string>([scope.admin]);
  for (const object of objects) {
    if (kindNamed(object.kind).label === "ROLE" && ownerOf(object) === scope.admin && bearsPrefix(object, scope.prefix))
      for (const name of object.name) owners.add(name);
  }
  const admin = roleId(scope.admin);
  const of = (object: AnyObject): Treatment => {
    const treated = scope.of(object);
    const owner = ownerOf(object);
    const isOwn = object.id === admin || (typeof owner === "string" && owners.has(owner));
    const isRemovable = treated.manage === "all" && !treated.aside;
    return { ...treated, mode: isRemovable && containerOf(object) === null && bearsPrefix(object, scope.prefix) && isOwn ? "strict" : "observe" };
  };
  return {
    ...desired,
    attached: new Set(),
    renamed: new Map(),
    catalog: { ...desired.catalog, objects: new Map(), grants: new GrantSet(), attachments: new AttachmentSet() },
    scope: { ...scope, of, strictGrantees: new Set(), strictMembers: new Set() },
  };
}

function bearsPrefix({ name }: AnyObject, prefix: string): boolean {
  return prefix !== "" && name[0]?.startsWith(prefix) === true;
}

export const NO_PREFIX: Note = {
  severity: "error",
  code: "ST2013",
  message: "destroy removes what bears an environment's prefix, and this project is opened without one",
  about: "destroy",
};
