import { type Grant, type Grantee, GrantSet, type GrantTarget, granteeKey, grantKey } from "@snowtower/kinds";
import { splitName } from "@snowtower/sql";
import type { PlanContext } from "../plan-context.ts";
import { comesAfter, type Draft } from "./draft.ts";
import { type AccessKey, accessKey, GrantKeys, roleOf } from "./grant-keys.ts";

/**
 * Orders what is given and what is taken by two laws that hold between any two steps (RA 17).
 * No loss: an access that is held before and after is held throughout, so what gives it anew comes before what takes it.
 * No exposure: nobody has meanwhile what he has neither before nor after, so a grant that would only be of use together with one that is taken comes after that.
 * Where both cannot hold, no exposure wins, and a note says so. Looks at one grantee at a time: what a user combines from several roles is not seen.
 */
export function keepContinuity(drafts: readonly Draft[], context: PlanContext): void {
  const takes = drafts.filter((draft) => draft.does === "take");
  const gives = drafts.filter((draft) => draft.does === "give");
  if (takes.length === 0 || gives.length === 0) return;
  const law = new Continuity(takes, gives, context);
  for (const take of takes) law.order(take);
}

class Continuity {
  readonly #context: PlanContext;
  readonly #before: GrantKeys;
  readonly #after: GrantKeys;
  readonly #givesTo = new Map<string, Draft[]>();
  readonly #above = new Map<string, Grantee[]>();
  readonly #below = new Map<string, Grantee[]>();

  constructor(takes: readonly Draft[], gives: readonly Draft[], context: PlanContext) {
    this.#context = context;
    const lost = new Set(takes.flatMap(grantsOf).map(grantKey));
    const after = new GrantSet([...[...context.from.grants].filter((grant) => !lost.has(grantKey(grant))), ...gives.flatMap(grantsOf)]);
    this.#before = new GrantKeys(context.from.grants);
    this.#after = new GrantKeys(after);
    for (const give of gives) {
      const [grant] = grantsOf(give);
      if (grant !== undefined) push(this.#givesTo, granteeKey(grant.to), give);
    }
    for (const grant of [...context.from.grants, ...after]) {
      const role = roleOf(grant);
      if (role === null) continue;
      push(this.#above, granteeKey(role), grant.to);
      push(this.#below, granteeKey(grant.to), role);
    }
  }

  order(take: Draft): void {
    const [first] = grantsOf(take);
    if (first === undefined) return;
    const lost = union(grantsOf(take).map((grant) => this.#before.broughtBy(grant)));
    const exposed = new Set<Draft>();
    for (const give of this.#givesTo.get(granteeKey(first.to)) ?? []) {
      if (this.#exposes(take, give, lost)) {
        exposed.add(give);
        comesAfter(give, take);
      } else if (targetOf(take) === targetOf(give)) comesAfter(give, take, "soft");
    }
    for (const grantee of this.#related(first.to)) {
      for (const give of this.#givesTo.get(granteeKey(grantee)) ?? []) {
        const kept = this.#keeps(give, lost);
        if (kept === null) continue;
        if (exposed.has(give)) this.#tellInterrupted(first.to, kept);
        else {
          give.after.delete(take.id);
          comesAfter(take, give, "soft");
        }
      }
    }
  }

  /** An access that the one takes and the other gives. */
  #keeps(give: Draft, lost: ReadonlySet<AccessKey>): AccessKey | null {
    for (const grant of grantsOf(give)) {
      for (const key of this.#after.broughtBy(grant)) if (lost.has(key)) return key;
    }
    return null;
  }

  /** True if both together would let the grantee do what he can do neither before nor after. */
  #exposes(take: Draft, give: Draft, lost: ReadonlySet<AccessKey>): boolean {
    const [given] = grantsOf(give);
    if (given === undefined) return false;
    const [before, after] = [this.#before.of(given.to), this.#after.of(given.to)];
    // The way to the object is taken: the new privilege on it must not meet it.
    if (waysTo(given.on).some((way) => lost.has(way) && !after.has(way))) return true;
    // The way to an object is given: the old privilege on it must not meet it.
    const ways = new Set(grantsOf(give).map(accessKey));
    return grantsOf(take).some((taken) => !after.has(accessKey(taken)) && waysTo(taken.on).some((way) => ways.has(way) && !before.has(way)));
  }

  /** The grantee, all that it holds, and all that holds it. */
  #related(grantee: Grantee): readonly Grantee[] {
    const found = new Map<string, Grantee>();
    for (const edges of [this.#above, this.#below]) {
      const walk = new Map<string, Grantee>([[granteeKey(grantee), grantee]]);
      for (const key of walk.keys()) for (const next of edges.get(key) ?? []) walk.set(granteeKey(next), next);
      for (const [key, each] of walk) found.set(key, each);
    }
    return [...found.values()];
  }

  #tellInterrupted(to: Grantee, kept: AccessKey): void {
    const [type, name, privilege] = kept.split("|");
    const message = `${to.type} ${to.name} is without ${privilege} on ${type} ${name} between two steps: keeping it would give access that is meant neither before nor after`;
    this.#context.notes.push({ severity: "warning", code: "ST2011", message, about: granteeKey(to) });
  }
}

/** The grants that a draft gives or takes. */
function grantsOf(draft: Draft): Grant[] {
  return draft.changes.flatMap((change) => {
    const grant = change.kind !== "grant" ? null : draft.does === "take" ? change.from : change.to;
    return grant === null ? [] : [grant];
  });
}

function targetOf(draft: Draft): string {
  const [grant] = grantsOf(draft);
  return grant === undefined ? "" : accessKey({ on: grant.on, privilege: "" });
}

/** The privileges on containers without which one on the target is of no use. */
function waysTo(on: GrantTarget): readonly AccessKey[] {
  if (on.kind !== "object") return [];
  const [database, schema, rest] = splitName(on.name) ?? [];
  if (database === undefined || schema === undefined) return [];
  return [`DATABASE|${database}|USAGE`, ...(rest === undefined ? [] : [`SCHEMA|${database}.${schema}|USAGE`])];
}

function union(sets: readonly ReadonlySet<AccessKey>[]): ReadonlySet<AccessKey> {
  const [only] = sets;
  return sets.length === 1 && only !== undefined ? only : new Set(sets.flatMap((set) => [...set]));
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [item]);
  else there.push(item);
}
