import { type Grantee, granteeKey } from "@snowtower/kinds";
import { sorted } from "../access/coverage.ts";
import { granteeAt, targetAt } from "../access/why.ts";
import type { AccessGraph } from "../graph/access-graph.ts";
import { isOfAccount, publicRole } from "../graph/role-closures.ts";
import type { Finding } from "./finding.ts";
import { CREATE } from "./onlookers.ts";
import type { Overlay } from "./overlay.ts";
import { ANY, type Stretch } from "./stretches.ts";

interface Gathering {
  readonly overlay: Overlay;
  /** Who has which place. */
  readonly principals: readonly number[];
  /** Whether a principal is spoken of: users, shares, and roles that no user holds. */
  readonly counts: (principal: number) => boolean;
  readonly stepIds: readonly string[];
}

/** Stretches as findings: one for a step, an object, and principals to whom the same happens in the same time. */
export function gathered(graph: AccessGraph, stretches: readonly Stretch[], gathering: Gathering): readonly Finding[] {
  const told = stretches.filter(({ place }) => gathering.counts(gathering.principals[place] ?? -1));
  const { kept, within } = collapsed(graph, told);
  const byPrincipal = grouped(kept, ({ kind, target, place, from, until }) => [kind, from, until, target, place].join("|"));
  const groups = grouped([...byPrincipal.values()], (own) => {
    const [first] = own;
    return [first?.kind, first?.from, first?.until, first?.target, whatOf(graph, own).join(",")].join("|");
  });
  const findings = [...groups.values()].flatMap((group) => {
    const [first] = group.flat();
    if (first === undefined) return [];
    const count = group.flat().reduce((most, each) => Math.max(most, within.get(spanKey(each, each.target))?.size ?? 0), 0);
    const principals = lowest(graph, gathering, new Set(group.flatMap((own) => own.map(({ place }) => gathering.principals[place] ?? -1))));
    const finding: Finding = {
      kind: first.kind,
      step: gathering.stepIds[first.from] ?? "",
      until: gathering.stepIds[first.until] ?? "",
      principals,
      on: targetAt(graph, first.target),
      what: whatOf(graph, group[0] ?? []),
      ...(count === 0 ? {} : { within: count }),
    };
    return [{ at: first.from, finding }];
  });
  return inOrder(findings);
}

export function inOrder(findings: readonly { readonly at: number; readonly finding: Finding }[]): readonly Finding[] {
  const key = ({ finding: { kind, on, what, column, until, principals } }: (typeof findings)[number]): string =>
    [on.name, on.type, column ?? "", kind, what.join(","), until, principals.map(granteeKey).join(",")].join("\u0000");
  return [...sorted(findings, key)].sort((a, b) => a.at - b.at).map(({ finding }) => finding);
}

/** What happens on an object because the database or schema it is in is closed or open meanwhile, to the same principal in the same time, is only counted there. */
function collapsed(
  graph: AccessGraph,
  stretches: readonly Stretch[],
): { readonly kept: readonly Stretch[]; readonly within: ReadonlyMap<string, ReadonlySet<number>> } {
  const [opening, named] = [ofContainers(graph, stretches, (each) => each.privilege === ANY), ofContainers(graph, stretches, (each) => each.privilege !== ANY)];
  const within = new Map<string, Set<number>>();
  const kept = stretches.filter((each) => {
    if (each.privilege === ANY) return false;
    const keys = graph.containersOf(each.target).map((container) => spanKey(each, container));
    const key = keys.find((one) => opening.has(one) && named.has(one));
    if (key === undefined) return true;
    within.set(key, (within.get(key) ?? new Set()).add(each.target));
    return false;
  });
  return { kept, within };
}

function ofContainers(graph: AccessGraph, stretches: readonly Stretch[], which: (each: Stretch) => boolean): ReadonlySet<string> {
  return new Set(stretches.flatMap((each) => (which(each) && graph.contentsOf(each.target).length > 0 ? [spanKey(each, each.target)] : [])));
}

function spanKey({ kind, place, from, until }: Stretch, target: number): string {
  return `${kind} ${place} ${from} ${until} ${target}`;
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
  const isRole = (each: number): boolean => !["USER", "SHARE"].includes(graph.principals.types[each] ?? "");
  const everybody = publicRole(graph);
  if (principals.has(everybody)) {
    const others = [...principals].filter((each) => each === everybody || !isOfAccount(graph, each));
    return sorted(
      others.map((each) => granteeAt(graph, each)),
      granteeKey,
    );
  }
  const roles = [...principals].filter(isRole);
  const covered = new Set(roles.flatMap((each) => [...overlay.above([each])].filter((above) => above !== each)));
  const told = [...principals].filter((each) => !isRole(each) || !covered.has(each));
  return sorted(
    told.map((each) => granteeAt(graph, each)),
    granteeKey,
  );
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
