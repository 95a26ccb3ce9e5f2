import {
  type AnyObject,
  type Bracket,
  type Change,
  isUnknown,
  kindNamed,
  type ObjectChange,
  type ObjectId,
  renderObjectChange,
  type Value,
} from "@snowtower/kinds";
import { CatalogWorld } from "../catalog-world.ts";
import { sortedBy } from "../code-point-order.ts";
import type { PlanContext } from "../plan-context.ts";
import type { Draft } from "./draft.ts";
import { type DraftMaking, RANK } from "./draft-making.ts";
import { subject } from "./object-drafts.ts";

/** One object that rests, for whom, and the drafts that need it. */
interface Resting {
  readonly of: ObjectId;
  readonly rest: Bracket["rest"];
  readonly why: string;
  readonly members: Set<string>;
}

/**
 * Puts what must be at rest to rest before the drafts that need it, and back after them: once for all, as described, or as it was (RA 16).
 * What an object's own alteration says about the same fields is said by the step that ends its rest.
 */
export function withBrackets(drafts: readonly Draft[], making: DraftMaking): readonly Draft[] {
  const restings = restingsOf(drafts, making.context);
  if (restings.length === 0) return drafts;
  const byRest = new Map(restings.map((resting) => [resting.of, resting]));
  const inner = drafts.flatMap((draft) => atRest(draft, byRest, making));
  const kept = new Set(inner.map(({ id }) => id));
  const pairs = restings.map((resting) => bracket({ ...resting, members: new Set([...resting.members].filter((id) => kept.has(id))) }, making));
  const nested = pairs.map((pair) => among(pair, pairs, making.context));
  const before = nested.flatMap(({ enter }) => enter ?? []);
  const after = nested.flatMap(({ leave }) => leave ?? []);
  return [...before, ...inner.map((draft) => within(draft, nested)), ...after];
}

/** A beginning and an end of a rest are alterations as well: what these need at rest begins before and ends after them. */
function among(pair: Pair, all: readonly Pair[], context: PlanContext): Pair {
  const [before, described] = worldsOf(context);
  const needed = (draft: Draft, world: CatalogWorld): readonly Pair[] => {
    const of = new Set(draft.changes.flatMap((change) => bracketsOf(change, world).map((each) => each.of)));
    return all.filter((other) => of.has(other.of));
  };
  const idsOf = (drafts: readonly (Draft | null)[]): readonly string[] => drafts.flatMap((draft) => draft?.id ?? []);
  const enter = pair.enter === null ? null : { ...pair.enter, follows: idsOf(needed(pair.enter, before).map((other) => other.enter)) };
  const inside = all.filter((other) => other.leave !== null && needed(other.leave, described).includes(pair));
  const leave = pair.leave === null ? null : { ...pair.leave, follows: [...(pair.leave.follows ?? []), ...idsOf(inside.map((other) => other.leave))] };
  return { ...pair, enter, leave };
}

const WORLDS = new WeakMap<PlanContext, readonly [CatalogWorld, CatalogWorld]>();

/** Before the plan, and as described. */
function worldsOf(context: PlanContext): readonly [CatalogWorld, CatalogWorld] {
  const { from, to, world } = context;
  const worlds: readonly [CatalogWorld, CatalogWorld] = WORLDS.get(context) ?? [
    world,
    new CatalogWorld({ ...from, objects: new Map([...from.objects, ...to.catalog.objects]) }),
  ];
  WORLDS.set(context, worlds);
  return worlds;
}

function restingsOf(drafts: readonly Draft[], context: PlanContext): readonly Resting[] {
  const worlds = worldsOf(context);
  const restings = new Map<ObjectId, Resting>();
  for (const draft of drafts) {
    for (const change of draft.changes) {
      for (const { of, rest, why } of worlds.flatMap((world) => bracketsOf(change, world))) {
        const resting = restings.get(of) ?? { of, rest, why, members: new Set() };
        resting.members.add(draft.id);
        restings.set(of, resting);
      }
    }
  }
  return sortedBy(restings.values(), ({ of }) => of);
}

function bracketsOf(change: Change, world: CatalogWorld): readonly Bracket[] {
  const object = change.kind === "object" ? (change.to ?? change.from) : null;
  if (change.kind !== "object" || object === null) return [];
  const brackets = kindNamed(object.kind).bracket?.(change, world) ?? [];
  // An alteration of these fields alone needs no rest of the object itself.
  const isOwn = ({ of, rest }: Bracket): boolean => of === object.id && change.fields.length > 0 && change.fields.every((field) => field in rest);
  return brackets.filter((each) => !isOwn(each));
}

/** The draft without what its object's rest decides; nothing, if that was all. */
function atRest(draft: Draft, restings: ReadonlyMap<ObjectId, Resting>, { matched }: DraftMaking): readonly Draft[] {
  const [change, ...others] = draft.changes;
  if (change?.kind !== "object") return [draft];
  const rest = restings.get(subject(change).id)?.rest;
  if (rest === undefined) return [draft];
  if (change.how === "drop" && change.from !== null) return [{ ...draft, changes: [{ ...change, from: resting(change.from, rest) }, ...others] }];
  if (draft.does === "own" && change.from !== null && change.to !== null)
    return [{ ...draft, changes: [{ ...change, from: resting(change.from, rest), to: resting(change.to, rest) }, ...others] }];
  if (change.to === null || (draft.does !== "create" && draft.does !== "change")) return [draft];
  const isNew = change.how === "create" || change.how === "replace";
  const fields = change.fields.filter((field) => isNew || !(field in rest));
  if (!isNew && fields.length === 0) return [];
  const before = change.from ?? change.to;
  const values = isNew ? rest : Object.fromEntries(Object.keys(rest).map((field) => [field, before.fields[field]]));
  const still: ObjectChange = { ...change, to: { ...change.to, fields: { ...change.to.fields, ...values } }, fields };
  return [{ ...draft, changes: [still, ...others], statements: renderObjectChange(still, matched.attachments.born.get(change.to.id)) }];
}

function resting(object: AnyObject, rest: Bracket["rest"]): AnyObject {
  return { ...object, fields: { ...object.fields, ...rest } };
}

interface Pair {
  readonly of: ObjectId;
  readonly enter: Draft | null;
  readonly leave: Draft | null;
  readonly members: ReadonlySet<string>;
}

function bracket({ of, rest, why, members }: Resting, making: DraftMaking): Pair {
  const { context, matched } = making;
  const there = context.from.objects.get(of);
  const object = there ?? matched.creates.get(of)?.to ?? null;
  if (object === null || members.size === 0) return { of, enter: null, leave: null, members };
  const isNew = matched.creates.has(of) || matched.replaced.has(of);
  const still = resting(object, rest);
  const last = atLast(object, rest, making);
  const enter = isNew || there === undefined ? null : alteration({ from: there, to: still, fields: differing(there, rest), why }, making);
  const isGone = matched.drops.has(of) && !isNew;
  const ends = isGone ? [] : Object.keys(rest).filter((field) => last.fields[field] !== rest[field] && last.fields[field] !== undefined);
  const leave = alteration({ from: still, to: last, fields: ends, why: `${why}, and this ends it` }, making);
  const follows = [...members, ...(enter === null ? [] : [enter.id])];
  return { of, enter, leave: leave === null ? null : { ...leave, completes: true, follows }, members };
}

/** As described; what is not described is as it was. */
function atLast(object: AnyObject, rest: Bracket["rest"], { context }: DraftMaking): AnyObject {
  const described = context.to.catalog.objects.get(object.id);
  const there = context.from.objects.get(object.id);
  const value = (field: string) => {
    const was = there?.fields[field];
    return described?.fields[field] ?? (isUnknown(was) ? undefined : was) ?? rest[field];
  };
  return { ...object, fields: { ...object.fields, ...Object.fromEntries(Object.keys(rest).map((field) => [field, value(field) as Value])) } };
}

function differing(there: AnyObject, rest: Bracket["rest"]): readonly string[] {
  return Object.keys(rest).filter((field) => there.fields[field] !== rest[field]);
}

function alteration({ from, to, fields, why }: { from: AnyObject; to: AnyObject; fields: readonly string[]; why: string }, making: DraftMaking): Draft | null {
  if (fields.length === 0) return null;
  const change: ObjectChange = { kind: "object", how: "alter", from, to, fields };
  const { names, actors, matched } = making;
  return {
    id: names.next(to.id),
    does: "change",
    changes: [change],
    statements: renderObjectChange(change),
    ...(matched.creates.has(to.id) ? actors.creator(to) : actors.keeper(from)),
    why,
    rank: RANK.object,
    auxiliary: true,
    after: new Map(),
  };
}

/** A member comes behind the beginning of the rest, and does not go without its end. */
function within(draft: Draft, pairs: readonly Pair[]): Draft {
  const own = pairs.filter(({ members }) => members.has(draft.id));
  const enters = own.flatMap(({ enter }) => enter?.id ?? []);
  const all = own.flatMap(({ enter, leave }) => [enter, leave].flatMap((each) => each?.id ?? []));
  if (all.length === 0) return draft;
  return { ...draft, follows: [...(draft.follows ?? []), ...enters], together: [...(draft.together ?? []), ...all] };
}
