import { givesAll, isCreate } from "../access/usable.ts";
import type { AccessGraph } from "../graph/access-graph.ts";
import { type Bits, intersection, isEmpty, noBits, union, without } from "./bits.ts";
import { CREATE, type Who } from "./onlookers.ts";
import type { Moment } from "./timeline.ts";

/** From after the one step until after the other it is so for these principals. */
export interface Span {
  readonly who: Bits;
  readonly from: number;
  readonly until: number;
}

/** A loss or exposure of one privilege on one target. */
export interface Stretch extends Span {
  readonly kind: "loss" | "exposure";
  readonly target: number;
  readonly privilege: number;
}

/** In the place of a privilege: any of them, which is what opens a database or schema. */
export const ANY = -1;

/** All stretches of a target's time; those of ANY for what other objects are in. */
export function stretchesOf(
  graph: AccessGraph,
  target: number,
  { moments, size }: { readonly moments: readonly Moment[]; readonly size: number },
): readonly Stretch[] {
  const [first, last] = [moments[0], moments.at(-1)];
  if (first === undefined || last === undefined || moments.length < 3) return [];
  const privileges = new Set(moments.flatMap(({ who }) => [...who.keys()]));
  if (graph.contentsOf(target).length > 0) privileges.add(ANY);
  const [owning, creating] = [graph.privilege("OWNERSHIP"), graph.privilege(CREATE)];
  const can = (who: Who, privilege: number): Bits => {
    if (privilege === ANY) return [...who.values()].reduce(union, noBits(size));
    const own = who.get(privilege) ?? noBits(size);
    const owners = who.get(isCreate(graph, privilege) ? creating : owning);
    return owners === undefined || !givesAll(graph, target, privilege) ? own : union(own, owners);
  };
  return [...privileges].flatMap((privilege) => {
    const [before, after] = [can(first.who, privilege), can(last.who, privilege)];
    const [kept, none] = [intersection(before, after), union(before, after)];
    const spans = moments.map(({ step, who }) => ({ step, now: can(who, privilege) }));
    const lost = spansOf(spans.map(({ step, now }) => ({ step, bits: without(kept, now) })));
    const shown = spansOf(spans.map(({ step, now }) => ({ step, bits: without(now, none) })));
    return [
      ...lost.map((span): Stretch => ({ kind: "loss", target, privilege, ...span })),
      ...shown.map((span): Stretch => ({ kind: "exposure", target, privilege, ...span })),
    ];
  });
}

/** Where bits are set from one moment to the next. At the first moment and the last none may be. */
export function spansOf(moments: readonly { readonly step: number; readonly bits: Bits }[]): readonly Span[] {
  /** By the step since when. */
  const open = new Map<number, Bits>();
  const spans: Span[] = [];
  let before: Bits | null = null;
  for (const { step, bits } of moments) {
    const ended = before === null ? null : without(before, bits);
    for (const [from, since] of ended === null || isEmpty(ended) ? [] : open) {
      const who = intersection(since, ended ?? since);
      if (isEmpty(who)) continue;
      spans.push({ who, from, until: step });
      open.set(from, without(since, who));
    }
    const begun = before === null ? bits : without(bits, before);
    if (!isEmpty(begun)) open.set(step, begun);
    before = bits;
  }
  return spans;
}
