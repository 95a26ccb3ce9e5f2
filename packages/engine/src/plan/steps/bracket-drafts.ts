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
  const before = pairs.flatMap(({ enter }) => enter ?? []);
  const after = pairs.flatMap(({ leave }) => leave ?? []);
  return [...before, ...inner.map((draft) => within(draft, pairs)), ...after];
}

function restingsOf(drafts: readonly Draft[], context: PlanContext): readonly Resting[] {
  const { from, to } = context;
  const worlds = [context.world, new CatalogWorld({ ...from, objects: new Map([...from.objects, ...to.catalog.objects]) })];
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
  if (change?.kind !== "object" || change.to === null || (draft.does !== "create" && draft.does !== "change")) return [draft];
  const rest = restings.get(change.to.id)?.rest;
  if (rest === undefined) return [draft];
  const isNew = change.how === "create" || change.how === "replace";
  const fields = change.fields.filter((field) => isNew || !(field in rest));
  if (!isNew && fields.length === 0) return [];
  const before = change.from ?? change.to;
  const values = isNew ? rest : Object.fromEntries(Object.keys(rest).map((field) => [field, before.fields[field]]));
  const resting: ObjectChange = { ...change, to: { ...change.to, fields: { ...change.to.fields, ...values } }, fields };
  return [{ ...draft, changes: [resting, ...others], statements: renderObjectChange(resting, matched.attachments.born.get(change.to.id)) }];
}

interface Pair {
  readonly enter: Draft | null;
  readonly leave: Draft | null;
  readonly members: ReadonlySet<string>;
}

function bracket({ of, rest, why, members }: Resting, making: DraftMaking): Pair {
  const { context, matched } = making;
  const there = context.from.objects.get(of);
  const object = there ?? matched.creates.get(of)?.to ?? null;
  if (object === null || members.size === 0) return { enter: null, leave: null, members };
  const isNew = matched.creates.has(of) || matched.replaced.has(of);
  const resting: AnyObject = { ...object, fields: { ...object.fields, ...rest } };
  const last = atLast(object, rest, making);
  const enter = isNew || there === undefined ? null : alteration({ from: there, to: resting, fields: differing(there, rest), why }, making);
  const isGone = matched.drops.has(of) && !isNew;
  const ends = isGone ? [] : Object.keys(rest).filter((field) => last.fields[field] !== rest[field] && last.fields[field] !== undefined);
  const leave = alteration({ from: resting, to: last, fields: ends, why: `${why}, and this ends it` }, making);
  const follows = [...members, ...(enter === null ? [] : [enter.id])];
  return { enter, leave: leave === null ? null : { ...leave, completes: true, follows }, members };
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
