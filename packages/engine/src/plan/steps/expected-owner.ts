import { type AnyObject, type FutureRules, securableOf } from "@snowtower/kinds";
import { type Identifier, parseIdentifier } from "@snowtower/sql";
import { ownerOf } from "../owner-of.ts";

/** Who is to own a described object: whom its description names, else whom ownership of such objects is granted to; `undefined` leaves it open. */
export function expectedOwner(described: AnyObject, futures: FutureRules): Identifier | undefined {
  return ownerOf(described) ?? ownerByFuture(described, futures) ?? undefined;
}

/** The role that a future grant of OWNERSHIP makes the owner as soon as the object is made; `null` leaves it to who makes it. */
export function ownerByFuture(object: AnyObject, futures: FutureRules): Identifier | null {
  const securable = securableOf(object);
  const owner = securable === null ? null : futures.ownerOf(securable);
  return owner?.type === "ROLE" ? parseIdentifier(owner.name) : null;
}
