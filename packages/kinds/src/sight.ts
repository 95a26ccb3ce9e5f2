import { displayedName, type Identifier } from "@snowtower/sql";
import { kindNamed } from "./catalogue.ts";
import type { AnyObject } from "./object.ts";
import type { ObjectId } from "./object-id.ts";

/**
 * Of a role that does not manage grants: it is shown what it has some privilege on. What is listed is there, and what is not listed may be there
 * too (docs/decisions/0006).
 */
export interface PartialSight {
  /** The role that read. */
  readonly role: Identifier;
  /** The role that read and those that it is known to inherit: what any of them holds is listed. */
  readonly roles: readonly Identifier[];
  /** It has RESOLVE ALL: every object is listed to it, though not what others hold on it (docs: user-guide/security-access-control-privileges). */
  readonly resolvesAll: boolean;
  /** Databases and schemas in which it manages grants: it is shown everything in them (docs: user-guide/container-manage-grants-intro). */
  readonly containers: readonly ObjectId[];
}

/** True if an object like this one would have been listed, were it there. */
export function wouldBeListed(object: Pick<AnyObject, "kind" | "name">, sight: PartialSight | undefined): boolean {
  return sight === undefined || sight.resolvesAll || kindNamed(object.kind).listedToAll === true || isManagedIn(object, sight);
}

/** True if the role that read manages grants on the object by managing those of what it is in. */
export function isManagedIn({ name }: Pick<AnyObject, "name">, { containers }: PartialSight): boolean {
  if (name.length < 2) return false;
  return [`database:${displayedName(name.slice(0, 1))}`, `schema:${displayedName(name.slice(0, 2))}`].some((id) => containers.includes(id as ObjectId));
}
