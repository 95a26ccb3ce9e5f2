import type { Catalog } from "@snowtower/kinds";
import type { AccessGraph } from "../graph/access-graph.ts";
import { targetOfId } from "../target.ts";
import { type Bits, intersection, noBits, places as placesIn, union, without } from "./bits.ts";
import type { Finding } from "./finding.ts";
import { lowest } from "./gathered.ts";
import { type Place, type Places, placesOf, touchedBy } from "./places.ts";
import { ABSENT, OPEN, Protections } from "./protections.ts";
import type { WalkStep } from "./recording.ts";
import { type Span, spansOf } from "./stretches.ts";
import { type Moment, timelines, type WalkedSteps } from "./timeline.ts";

interface Walking {
  readonly from: Catalog;
  readonly steps: readonly WalkStep[];
  readonly walked: WalkedSteps;
  readonly counts: (principal: number) => boolean;
  readonly makers: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Who reads data meanwhile under a protection that is neither the one before nor the one after. Whoever saw them unprotected sees nothing new. */
export function protectionFindings(graph: AccessGraph, { from, steps, walked, counts, makers }: Walking): readonly Finding[] {
  const places = placesOf(
    from,
    steps.flatMap(({ changes }) => changes),
  );
  const protections = protectionsOf(from, steps, places);
  const moving = places.all.filter((place) => new Set(protections.get(place)?.map(({ says }) => says)).size > 1);
  const targets = new Map(moving.map((place) => [place, targetNumber(graph, place)]));
  const watched = { targets: new Set([...targets.values()].filter((each) => each !== undefined)), principals: everyone(graph, counts) };
  const { byTarget, alike, principals } = timelines(graph, walked, watched);
  const standsFor = new Map([...alike].flatMap(([one, all]) => all.map((each) => [each, one] as const)));
  return moving.flatMap((place) => {
    const target = targets.get(place);
    const readers = readersOf(graph, byTarget.get(standsFor.get(target ?? -1) ?? -1) ?? [], principals.length);
    const isMaker = (each: number): boolean => makers.get(target ?? -1)?.has(principals[each] ?? -1) === true;
    const spans = exposed(readers, protections.get(place) ?? []);
    return spans.flatMap((span): readonly Finding[] => {
      const seen = new Set([...placesIn(span.who)].filter((each) => !isMaker(each)).map((each) => principals[each] ?? -1));
      if (seen.size === 0) return [];
      return [
        {
          kind: "exposure",
          step: steps[span.from]?.id ?? "",
          until: steps[span.until]?.id ?? "",
          principals: lowest(graph, walked, seen),
          on: targetOfId(place.on) ?? { type: "", name: place.on },
          what: [place.policyKind],
          column: place.column,
        },
      ];
    });
  });
}

function targetNumber(graph: AccessGraph, { on }: Place): number | undefined {
  const target = targetOfId(on);
  return target === null ? undefined : graph.targets.find(target.type, target.name);
}

function everyone(graph: AccessGraph, counts: (principal: number) => boolean): ReadonlySet<number> {
  return new Set(Array.from({ length: graph.principals.size }, (_, each) => each).filter(counts));
}

interface Said {
  readonly step: number;
  readonly says: string;
}

/** What protects each place, from which step on. */
function protectionsOf(from: Catalog, steps: readonly WalkStep[], places: Places): ReadonlyMap<Place, readonly Said[]> {
  if (places.all.length === 0) return new Map();
  const protections = new Protections(from);
  const said = new Map<Place, Said[]>(places.all.map((place) => [place, [{ step: -1, says: protections.of(place) }]]));
  steps.forEach(({ changes }, step) => {
    const dirty = new Set<Place>();
    for (const change of changes) {
      protections.advance(change);
      for (const id of touchedBy(change)) for (const place of places.by.get(id) ?? []) dirty.add(place);
    }
    for (const place of dirty) {
      const before = said.get(place);
      const says = protections.of(place);
      if (before !== undefined && before.at(-1)?.says !== says) before.push({ step, says });
    }
  });
  return said;
}

interface Readers {
  readonly step: number;
  readonly bits: Bits;
}

/** Only SELECT shows data, and ownership. */
function readersOf(graph: AccessGraph, moments: readonly Moment[], size: number): readonly Readers[] {
  const [reading, owning] = [graph.privilege("SELECT"), graph.privilege("OWNERSHIP")];
  return moments.map(({ step, who }) => ({ step, bits: union(who.get(reading) ?? noBits(size), who.get(owning) ?? noBits(size)) }));
}

function exposed(readers: readonly Readers[], said: readonly Said[]): readonly Span[] {
  const [before, after] = [readers[0], readers.at(-1)];
  const ends = [said[0], said.at(-1)];
  if (before === undefined || after === undefined || ends[0] === undefined || ends[1] === undefined) return [];
  const known = union(before.bits, after.bits);
  const steps = [...new Set([...readers, ...said].map(({ step }) => step))].sort((a, b) => a - b);
  return spansOf(
    steps.map((step) => {
      const now = said.findLast((each) => each.step <= step)?.says ?? ABSENT;
      const reads = intersection(readers.findLast((each) => each.step <= step)?.bits ?? before.bits, known);
      if (now === ABSENT) return { step, bits: without(reads, reads) };
      const allowed = [before, after].map(({ bits }, end) => (shows(ends[end]?.says ?? ABSENT, now) ? bits : without(bits, bits)));
      return { step, bits: allowed.reduce(without, reads) };
    }),
  );
}

/** Whoever reads under this protection sees all that the other one would show. */
function shows(protection: string, other: string): boolean {
  return protection === OPEN || protection === other;
}
