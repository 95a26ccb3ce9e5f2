import { displayedName } from "@snowtower/sql";
import type { Position } from "../../diagnostic.ts";
import { granteeKey, targetKey } from "../grant.ts";
import { isMembership } from "../membership.ts";
import type { Draft } from "./draft.ts";

/** Refuses roles that would hold each other, which Snowflake does when the last of the grants is made: half-way through an apply. */
export function checkCircles(draft: Draft, anywhere: Position): void {
  const held = heldRoles(draft);
  const places = new Map<string, Position | undefined>([...draft.roles].map(([id, { name }]) => [`ROLE|${displayedName(name)}`, draft.origin.get(id)]));
  for (let circle = circleIn(held); circle !== null; circle = circleIn(held)) {
    const names = circle.map((key) => key.slice(key.indexOf("|") + 1));
    const at = circle.map((key) => places.get(key)).find((place) => place !== undefined) ?? anywhere;
    const message = names.length === 1 ? `the role ${names[0]} would hold itself` : `roles would hold each other: ${[...names, names[0]].join(" holds ")}`;
    draft.refuse({ code: "ST1214", message, at, hint: "remove one of these memberships: a hierarchy has a top" });
    for (const key of circle) held.delete(key);
  }
}

/** Role -> the roles it holds. */
function heldRoles(draft: Draft): Map<string, readonly string[]> {
  const held = new Map<string, string[]>();
  for (const grant of [...draft.grants.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)) {
    if (!isMembership(grant) || grant.to.type === "USER") continue;
    const holder = granteeKey(grant.to);
    held.set(holder, [...(held.get(holder) ?? []), targetKey(grant.on)]);
  }
  return held;
}

/** Some circle, from its first name on; `null` if there is none. What holds nothing that is left can be in none. */
function circleIn(held: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const open = new Map(held);
  for (let before = -1; before !== open.size; ) {
    before = open.size;
    for (const [holder, roles] of open) if (!roles.some((role) => open.has(role))) open.delete(holder);
  }
  let at = [...open.keys()].sort()[0];
  const path: string[] = [];
  while (at !== undefined && !path.includes(at)) {
    path.push(at);
    at = open.get(at)?.find((role) => open.has(role));
  }
  if (at === undefined) return null;
  const circle = path.slice(path.indexOf(at));
  const first = circle.indexOf([...circle].sort()[0] ?? at);
  return [...circle.slice(first), ...circle.slice(0, first)];
}
