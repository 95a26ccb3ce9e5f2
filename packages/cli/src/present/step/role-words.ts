import type { Plan, Step } from "@snowtower/engine";
import { type AnyObject, isUnknown } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";

/** Why the step runs as the role that it runs as. */
export function roleWords({ as, changes }: Step, { account, scope }: Pick<Plan, "account" | "scope">): string {
  const role = displayed(as);
  const [first] = changes;
  const object = first?.kind === "object" ? (first.from ?? null) : null;
  const owner = object === null ? null : ownerIn(object);
  const how = first?.kind === "object" ? first.how : null;
  if (owner === role && how === "replace") return "it owns the object, and what is made anew belongs to whoever makes it";
  if (owner === role) return "it owns the object";
  if (role !== scope.admin) {
    if (role !== account.role) return `it has the owner's rights, which the admin role ${scope.admin} has not`;
    return `it is the role of the session; the admin role ${scope.admin} has not what it takes`;
  }
  if (how === "create") return "it is the admin role, which makes what is new";
  return owner === null ? "it is the admin role" : `it is the admin role, which acts for the owner ${owner}`;
}

function ownerIn({ owner }: AnyObject): string | null {
  return typeof owner === "string" && !isUnknown(owner) ? displayed(owner) : null;
}
