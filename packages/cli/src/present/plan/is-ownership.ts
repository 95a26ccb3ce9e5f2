import type { ObjectChange } from "@snowtower/kinds";

/** True for a change of nothing but the owner: it is a matter of access. */
export function isOwnership({ how, from, to, fields }: ObjectChange): boolean {
  return how === "alter" && fields.length === 0 && from !== null && to !== null && from.owner !== to.owner;
}
