import { type Grant, type Grantee, type GrantSet, type GrantTarget, granteeKey, isMembership, targetKey } from "@snowtower/kinds";
import { splitName } from "@snowtower/sql";

/** What somebody may do to what, without saying through which grant: `TABLE|DB.SC.T|SELECT`. */
export type AccessKey = string;

export function accessKey({ on, privilege }: Pick<Grant, "on" | "privilege">): AccessKey {
  return `${targetKey(on)}|${privilege}`;
}

/** What grantees can do by the grants of one state, roles that they hold included. */
export class GrantKeys {
  readonly #grants: GrantSet;
  readonly #memo = new Map<string, ReadonlySet<AccessKey>>();
  readonly #inside = new Map<string, Map<AccessKey, AccessKey[]>>();

  constructor(grants: GrantSet) {
    this.#grants = grants;
  }

  of(grantee: Grantee): ReadonlySet<AccessKey> {
    const key = granteeKey(grantee);
    const there = this.#memo.get(key);
    if (there !== undefined) return there;
    const found = new Set<AccessKey>();
    for (const holder of this.#holders(grantee)) for (const grant of this.#grants.to(holder)) found.add(accessKey(grant));
    this.#memo.set(key, found);
    return found;
  }

  /** What the grantee can do in a container, by the privilege that leads into it. */
  inside(grantee: Grantee, way: AccessKey): readonly AccessKey[] {
    const key = granteeKey(grantee);
    const byWay = this.#inside.get(key) ?? this.#indexInside(grantee);
    this.#inside.set(key, byWay);
    return byWay.get(way) ?? [];
  }

  #indexInside(grantee: Grantee): Map<AccessKey, AccessKey[]> {
    const byWay = new Map<AccessKey, AccessKey[]>();
    for (const holder of this.#holders(grantee)) {
      for (const grant of this.#grants.to(holder)) {
        for (const way of waysTo(grant.on)) {
          const keys = byWay.get(way);
          if (keys === undefined) byWay.set(way, [accessKey(grant)]);
          else keys.push(accessKey(grant));
        }
      }
    }
    return byWay;
  }

  /** What a grant brings: itself, and for a membership all that the role can do. */
  broughtBy(grant: Grant): ReadonlySet<AccessKey> {
    const role = roleOf(grant);
    return role === null ? new Set([accessKey(grant)]) : new Set([accessKey(grant), ...this.of(role)]);
  }

  /** The grantee and every role that it holds, directly or through others. */
  #holders(grantee: Grantee): readonly Grantee[] {
    const seen = new Map<string, Grantee>([[granteeKey(grantee), grantee]]);
    for (const holder of seen.values()) {
      for (const grant of this.#grants.to(holder)) {
        const role = roleOf(grant);
        if (role !== null) seen.set(granteeKey(role), role);
      }
    }
    return [...seen.values()];
  }
}

/** The role that a membership is in. */
export function roleOf(grant: Grant): Grantee | null {
  if (!isMembership(grant) || grant.on.kind !== "object") return null;
  return { type: grant.on.type as Grantee["type"], name: grant.on.name };
}

/** The privileges on containers without which one on the target is of no use. */
export function waysTo(on: GrantTarget): AccessKey[] {
  if (on.kind !== "object") return [];
  const [database, schema, rest] = splitName(on.name) ?? [];
  if (database === undefined || schema === undefined) return [];
  return [`DATABASE|${database}|USAGE`, ...(rest === undefined ? [] : [`SCHEMA|${database}.${schema}|USAGE`])];
}
