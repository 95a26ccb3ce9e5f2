import type { Id } from "./entry.ts";

/** A privilege on an object (the account is one) held by a role, user or share. Membership of a role is USAGE on it. OWNERSHIP is kept in the entry. */
export interface Grant {
  readonly privilege: string;
  readonly on: Id;
  readonly to: Id;
  /** The role that authorised it; `null` is Snowflake's SYSTEM role, whose grants nobody can revoke. */
  readonly by: Id | null;
  readonly grantOption: boolean;
  readonly createdOn: number;
}

/** A privilege that objects of a class get when they are created in a database or schema. */
export interface FutureGrant {
  readonly privilege: string;
  /** The class of the objects to come: `TABLE`, `SCHEMA`. */
  readonly class: string;
  readonly in: Id;
  readonly to: Id;
  readonly by: Id | null;
  readonly grantOption: boolean;
  readonly createdOn: number;
}

/** The same privilege can exist twice with different grantors, so the grantor is part of what a grant is. */
export function grantKey(grant: Grant): string {
  return `${grant.on} ${grant.to} ${grant.by ?? ""} ${grant.privilege}`;
}

export function futureGrantKey(grant: FutureGrant): string {
  return `${grant.in} ${grant.to} ${grant.class}:${grant.privilege}`;
}
