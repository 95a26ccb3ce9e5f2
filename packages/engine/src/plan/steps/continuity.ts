import { type Grant, type Grantee, GrantSet, granteeKey, grantKey } from "@snowtower/kinds";
import { objectNamed } from "../catalog-world.ts";
import { causedOn } from "../grants/decide-grants.ts";
import { comesAfter, type Draft } from "./draft.ts";
import type { DraftIndex } from "./draft-index.ts";
import type { DraftMaking } from "./draft-making.ts";
import { type AccessKey, accessKey, GrantKeys, waysTo } from "./grant-keys.ts";
import { Relations } from "./role-relations.ts";

/**
 * Orders what is given and what is taken by two laws that hold between any two steps (RA 17).
 * No exposure: nobody has meanwhile what he has neither before nor after, so a privilege that would be of use only together with one
 * that goes, comes after that one has gone. No loss: an access that is held before and after is held throughout, so what gives it anew
 * comes before what takes it. Where both cannot hold, no exposure wins.
 * Looks at one grantee at a time: what a user combines from several roles is not seen.
 */
export function keepContinuity(drafts: readonly Draft[], index: DraftIndex, making: DraftMaking): void {
  const goes = drafts.some((draft) => draft.does === "take" || draft.does === "drop");
  if (goes) new Continuity(drafts, index, making).order();
}

class Continuity {
  readonly #drafts: readonly Draft[];
  readonly #index: DraftIndex;
  readonly #making: DraftMaking;
  readonly #before: GrantKeys;
  readonly #after: GrantKeys;
  /** What comes and goes, by grantee. */
  readonly #gives = new Map<string, Draft[]>();
  readonly #takes = new Map<string, Draft[]>();
  readonly #lost = new Map<Draft, ReadonlySet<AccessKey>>();
  readonly #related: Relations;

  constructor(drafts: readonly Draft[], index: DraftIndex, making: DraftMaking) {
    this.#drafts = drafts;
    this.#index = index;
    this.#making = making;
    const { from } = making.context;
    const takes = drafts.filter((draft) => draft.does === "take");
    const gives = drafts.filter((draft) => draft.does === "give");
    const lost = new Set(takes.flatMap(grantsOf).map(grantKey));
    const stays = (grant: Grant): boolean => !lost.has(grantKey(grant)) && this.#dropOf(accessKey(grant)) === undefined;
    const after = new GrantSet([...[...from.grants].filter(stays), ...gives.flatMap(grantsOf)]);
    this.#before = new GrantKeys(from.grants);
    this.#after = new GrantKeys(after);
    this.#related = new Relations([...from.grants, ...after]);
    for (const give of gives) for (const { to } of grantsOf(give).slice(0, 1)) push(this.#gives, granteeKey(to), give);
    for (const take of takes) for (const { to } of grantsOf(take).slice(0, 1)) push(this.#takes, granteeKey(to), take);
    for (const take of takes) this.#lost.set(take, union(grantsOf(take).map((grant) => this.#before.broughtBy(grant))));
  }

  order(): void {
    for (const draft of this.#drafts) {
      for (const grant of this.#comingWith(draft)) for (const gone of this.#mustBeGone(grant)) comesAfter(draft, gone, gone.does === "take" ? "hard" : "soft");
      if (draft.does === "take") this.#keepsWhatStays(draft);
    }
  }

  /** What a step gives: its own grants, and what future grants give on what it creates. */
  #comingWith(draft: Draft): readonly Grant[] {
    if (draft.does === "give") return grantsOf(draft);
    const [change] = draft.changes;
    return draft.does === "create" && change?.kind === "object" && change.to !== null ? causedOn(change.to, this.#making.futures) : [];
  }

  /** The drafts after which the grant is of no more use than it is meant to be. */
  #mustBeGone(grant: Grant): Set<Draft> {
    const [before, after] = [this.#before.of(grant.to), this.#after.of(grant.to)];
    const keys = waysTo(grant.on).filter((way) => before.has(way) && !after.has(way));
    const own = accessKey(grant);
    if (grant.privilege === "USAGE" && !before.has(own)) keys.push(...this.#before.inside(grant.to, own).filter((key) => !after.has(key)));
    return new Set(keys.flatMap((key) => this.#goingOf(grant.to, key)));
  }

  /** What makes the grantee lose the access. */
  #goingOf(to: Grantee, key: AccessKey): readonly Draft[] {
    const takes = (this.#takes.get(granteeKey(to)) ?? []).filter((take) => this.#lost.get(take)?.has(key) === true);
    const drop = this.#dropOf(key);
    return drop === undefined ? takes : [...takes, drop];
  }

  #dropOf(key: AccessKey): Draft | undefined {
    const [type, name] = key.split("|");
    const id = type === undefined || name === undefined ? null : objectNamed(type, name);
    return id === null ? undefined : this.#index.remover(id);
  }

  #keepsWhatStays(take: Draft): void {
    const [first] = grantsOf(take);
    const lost = this.#lost.get(take);
    if (first === undefined || lost === undefined) return;
    for (const grantee of this.#related.of(first.to)) {
      for (const give of this.#gives.get(granteeKey(grantee)) ?? []) {
        const kept = this.#keeps(give, lost);
        // No exposure wins: what cannot be given before it goes is away for a while, and the finished plan says so.
        if (kept && give.after.get(take.id) === "hard") continue;
        if (kept) comesAfter(take, give, "soft");
        else if (granteeKey(grantee) === granteeKey(first.to) && targetOf(take) === targetOf(give)) comesAfter(give, take, "soft");
      }
    }
  }

  /** The one gives an access that the other takes. */
  #keeps(give: Draft, lost: ReadonlySet<AccessKey>): boolean {
    return grantsOf(give).some((grant) => [...this.#after.broughtBy(grant)].some((key) => lost.has(key)));
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

function union(sets: readonly ReadonlySet<AccessKey>[]): ReadonlySet<AccessKey> {
  const [only] = sets;
  return sets.length === 1 && only !== undefined ? only : new Set(sets.flatMap((set) => [...set]));
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [item]);
  else there.push(item);
}
