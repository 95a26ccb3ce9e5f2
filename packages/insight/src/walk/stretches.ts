import { givesAll, isCreate } from "../access/usable.ts";
import type { AccessGraph } from "../graph/access-graph.ts";
import { type Bits, intersection, noBits, places, union, without } from "./bits.ts";
import { CREATE, type Who } from "./onlookers.ts";
import type { Moment } from "./timeline.ts";

/** One principal's loss or exposure of one privilege on one target: from after the one step until after the other. */
export interface Stretch {
  readonly kind: "loss" | "exposure";
  readonly target: number;
  readonly privilege: number;
  /** A place in the bits. */
  readonly place: number;
  readonly from: number;
  readonly until: number;
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

export interface Span {
  readonly place: number;
  readonly from: number;
  readonly until: number;
}

/** Where bits are set from one moment to the next. At the first moment and the last none may be. */
export function spansOf(moments: readonly { readonly step: number; readonly bits: Bits }[]): readonly Span[] {
  const open = new Map<number, number>();
  const spans: Span[] = [];
  let before = noBits((moments[0]?.bits.length ?? 0) * 32);
  for (const { step, bits } of moments) {
    for (const place of places(without(before, bits))) {
      spans.push({ place, from: open.get(place) ?? step, until: step });
      open.delete(place);
    }
    for (const place of places(without(bits, before))) open.set(place, step);
    before = bits;
  }
  return spans;
}
