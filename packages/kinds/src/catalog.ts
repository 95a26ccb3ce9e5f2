import type { AccountFacts } from "@snowtower/sql";
import type { AttachmentSet } from "./access/attachment.ts";
import type { GrantSet } from "./access/grant.ts";
import type { AnyObject } from "./object.ts";
import type { ObjectId } from "./object-id.ts";
import type { PartialSight } from "./sight.ts";

/** Something that could not be read, and why. */
export interface Gap {
  /** The request that was refused: `SHOW TABLES IN DATABASE "X"`. */
  readonly request: string;
  readonly why: string;
}

/** What one role saw of an account in an interval (RA 11). */
export interface Catalog {
  readonly facts: AccountFacts;
  readonly objects: ReadonlyMap<ObjectId, AnyObject>;
  /** Of the grantees that were asked about. */
  readonly grants: GrantSet;
  readonly attachments: AttachmentSet;
  readonly gaps: readonly Gap[];
  /** Read live, to the minute. Absent: it was not read, but described. */
  readonly mode?: "live";
  /** How many objects were seen that are Snowflake's own: never planned, never drift (RA 4). */
  readonly baseline: number;
  /** Absent: whoever read sees everything, and what is not listed is not there (RA 9). */
  readonly partialSight?: PartialSight;
  /** What was read completely: `warehouse`, `table in DB`, `grants to ROLE|X`. An object is absent only where its cover is here. */
  readonly coverage: ReadonlySet<string>;
}

/** The name under which a catalog says that it has read all objects of a kind in a container (`null`: the account). */
export function coverOf(kind: string, database: string | null): string {
  return database === null ? kind : `${kind} in ${database}`;
}

/** Likewise for the grants of a grantee. */
export function coverOfGrants(granteeKey: string): string {
  return `grants to ${granteeKey}`;
}

/** Likewise for where a policy is set, or for what is set on an object. */
export function coverOfAttachments(id: ObjectId): string {
  return `attachments of ${id}`;
}
