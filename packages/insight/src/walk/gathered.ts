import { type Grantee, granteeKey } from "@snowtower/kinds";
import { sorted } from "../access/coverage.ts";
import { granteeAt, targetAt } from "../access/why.ts";
import type { AccessGraph } from "../graph/access-graph.ts";
import { isOfAccount, publicRole } from "../graph/role-closures.ts";
import type { Target } from "../target.ts";
import { type Bits, bitsOf, hasBit, intersection, isEmpty, places, union, without } from "./bits.ts";
import type { Finding } from "./finding.ts";
import { CREATE } from "./onlookers.ts";
import type { Overlay } from "./overlay.ts";
import { ANY, type Stretch } from "./stretches.ts";

interface Gathering {
  readonly overlay: Overlay;
  /** Who has which place. */
  readonly principals: readonly number[];
  /** Whether a principal is spoken of. */
  readonly counts: (principal: number) => boolean;
  readonly stepIds: readonly string[];
  /** Of a target that was looked at for several: all of them. */
  readonly alike: ReadonlyMap<number, readonly number[]>;
}

/** Stretches as findings: one for a step, principals to whom the same happens in the same time, and the objects on which it does. */
export function gathered(graph: AccessGraph, stretches: readonly Stretch[], gathering: Gathering): readonly Finding[] {
  const counted = bitsOf(
    gathering.principals.length,
    gathering.principals.flatMap((each, place) => (gathering.counts(each) ? [place] : [])),
  );
  const told = stretches.map((each) => ({ ...each, who: intersection(each.who, counted) })).filter(({ who }) => !isEmpty(who));
  const { kept, within } = collapsed(graph, told, gathering.alike);
  const groups = grouped(kept, (each) => spanKey(each, each.target));
  const findings = [...groups.values()].flatMap((group) => findingsOf(graph, group, { ...gathering, within }));
  return inOrder(merged(findings));
}

interface Placed {
  readonly at: number;
  readonly finding: Finding;
}

type Counting = Gathering & { readonly within: ReadonlyMap<string, number> };

/** What happens in one time on one target: principals with the same privileges together. */
function findingsOf(graph: AccessGraph, group: readonly Stretch[], gathering: Counting): readonly Placed[] {
  const [first] = group;
  if (first === undefined) return [];
  const byWhat = grouped([...places(group.map(({ who }) => who).reduce(union))], (place) =>
    whatOf(
      graph,
      group.filter(({ who }) => hasBit(who, place)),
    ).join(","),
  );
  const [on, ...also] = (gathering.alike.get(first.target) ?? [first.target]).map((each) => targetAt(graph, each));
  const within = gathering.within.get(spanKey(first, first.target));
  return [...byWhat].map(([what, own]) => ({
    at: first.from,
    finding: {
      kind: first.kind,
      step: gathering.stepIds[first.from] ?? "",
      until: gathering.stepIds[first.until] ?? "",
      principals: lowest(graph, gathering, new Set(own.map((place) => gathering.principals[place] ?? -1))),
      on: on ?? targetAt(graph, first.target),
      what: what.split(","),
      ...(also.length === 0 ? {} : { also }),
      ...(within === undefined ? {} : { within }),
    },
  }));
}

/** One finding for all objects of a type on which the same happens to the same. */
function merged(findings: readonly Placed[]): readonly Placed[] {
  const groups = grouped(findings, ({ finding: { kind, step, until, principals, what, on } }) =>
    [kind, step, until, what.join(","), on.type, principals.map(granteeKey).join(",")].join("\u0000"),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const all = group.flatMap(({ finding: { on, also } }): readonly Target[] => [on, ...(also ?? [])]);
    const [on = first.finding.on, ...also] = sorted(all, ({ name }) => name);
    const within = group.reduce((sum, { finding }) => sum + (finding.within ?? 0), 0);
    const { also: _also, within: _within, ...rest } = first.finding;
    return [{ at: first.at, finding: { ...rest, on, ...(also.length === 0 ? {} : { also }), ...(within === 0 ? {} : { within }) } }];
  });
}

/** In the order of the steps, then of the objects. */
export function inOrder(findings: readonly Placed[]): readonly Finding[] {
  const key = ({ finding: { kind, on, what, column, until, principals } }: Placed): string =>
    [on.name, on.type, column ?? "", kind, what.join(","), until, principals.map(granteeKey).join(",")].join("\u0000");
  return [...sorted(findings, key)].sort((a, b) => a.at - b.at).map(({ finding }) => finding);
}

interface Collapsed {
  readonly kept: readonly Stretch[];
  /** By the span of a container: on how many objects in it. */
  readonly within: ReadonlyMap<string, number>;
}

/** What happens on an object because the database or schema it is in is closed or open meanwhile, to the same principal in the same time, is only counted there. */
function collapsed(graph: AccessGraph, stretches: readonly Stretch[], alike: Gathering["alike"]): Collapsed {
  const [opening, named] = [ofContainers(graph, stretches, (each) => each.privilege === ANY), ofContainers(graph, stretches, (each) => each.privilege !== ANY)];
  const within = new Map<string, Set<number>>();
  const kept = stretches.flatMap((each): readonly Stretch[] => {
    if (each.privilege === ANY) return [];
    let { who } = each;
    for (const container of graph.containersOf(each.target)) {
      const key = spanKey(each, container);
      const [opened, told] = [opening.get(key), named.get(key)];
      const covered = opened === undefined || told === undefined ? null : intersection(intersection(opened, told), who);
      if (covered === null || isEmpty(covered)) continue;
      within.set(key, (within.get(key) ?? new Set()).add(each.target));
      who = without(who, covered);
    }
    return isEmpty(who) ? [] : [{ ...each, who }];
  });
  const sizeOf = (target: number): number => alike.get(target)?.length ?? 1;
  return { kept, within: new Map([...within].map(([key, targets]) => [key, [...targets].reduce((sum, each) => sum + sizeOf(each), 0)])) };
}

function ofContainers(graph: AccessGraph, stretches: readonly Stretch[], which: (each: Stretch) => boolean): ReadonlyMap<string, Bits> {
  const all = new Map<string, Bits>();
  for (const each of stretches) {
    if (!which(each) || graph.contentsOf(each.target).length === 0) continue;
    const key = spanKey(each, each.target);
    const there = all.get(key);
    all.set(key, there === undefined ? each.who : union(there, each.who));
  }
  return all;
}

function spanKey({ kind, from, until }: Stretch, target: number): string {
  return `${kind} ${from} ${until} ${target}`;
}

/** OWNERSHIP is all of them, and CREATE all that create. */
function whatOf(graph: AccessGraph, own: readonly Stretch[]): readonly string[] {
  const names = own.map(({ privilege }) => graph.privileges[privilege] ?? "");
  if (names.includes("OWNERSHIP")) return ["OWNERSHIP"];
  const told = names.includes(CREATE) ? names.filter((name) => name === CREATE || !name.startsWith(CREATE)) : names;
  return sorted([...new Set(told)], (each) => each);
}

/** Of roles that hold each other the lowest: to those above it happens through these. PUBLIC alone is everybody. */
export function lowest(graph: AccessGraph, { overlay }: Pick<Gathering, "overlay">, principals: ReadonlySet<number>): readonly Grantee[] {
  const everybody = publicRole(graph);
  const isRole = (each: number): boolean => !["USER", "SHARE"].includes(graph.principals.types[each] ?? "");
  const roles = [...principals].filter(isRole);
  const covered = new Set(roles.flatMap((each) => [...overlay.above([each])].filter((above) => above !== each)));
  const isTold = (each: number): boolean => (principals.has(everybody) ? each === everybody || !isOfAccount(graph, each) : !isRole(each) || !covered.has(each));
  const told = [...principals].filter(isTold).map((each) => granteeAt(graph, each));
  return sorted(told, granteeKey);
}

function grouped<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const at = key(item);
    const group = groups.get(at);
    if (group === undefined) groups.set(at, [item]);
    else group.push(item);
  }
  return groups;
}
