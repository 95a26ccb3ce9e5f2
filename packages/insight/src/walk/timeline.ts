import type { AccessGraph } from "../graph/access-graph.ts";
import { accountTarget } from "../graph/load-graph.ts";
import type { Operation } from "../graph/operation.ts";
import { RoleClosures } from "../graph/role-closures.ts";
import { alike } from "./alike.ts";
import { sameBits } from "./bits.ts";
import { Onlookers, type Who } from "./onlookers.ts";
import type { Overlay } from "./overlay.ts";
import { takenBack } from "./recording.ts";

/** Who can use what of a target from a step on; the first moment, before any step, is -1. */
export interface Moment {
  readonly step: number;
  readonly who: Who;
}

export interface Watched {
  readonly targets: ReadonlySet<number>;
  readonly principals: ReadonlySet<number>;
}

export interface WalkedSteps {
  readonly steps: readonly (readonly Operation[])[];
  readonly overlay: Overlay;
}

export interface Timelines {
  /** By target, the moments in order; one alone if nothing ever changes. One target stands for all that are alike. */
  readonly byTarget: ReadonlyMap<number, readonly Moment[]>;
  /** By the target that stands for them. */
  readonly alike: ReadonlyMap<number, readonly number[]>;
  /** Who has which place in the bits. */
  readonly principals: readonly number[];
}

/** Watches some targets, for some principals, through all steps. The graph is in the end as it was. */
export function timelines(graph: AccessGraph, { steps, overlay }: WalkedSteps, watched: Watched): Timelines {
  const operations = steps.flat();
  const groups = alike(graph, watched.targets, operations);
  const targets = new Set(groups.keys());
  const onlookers = new Onlookers(graph, new RoleClosures(graph), watched.principals);
  const rests = new RestsOn(graph, overlay, { targets, operations });
  const byTarget = new Map<number, Moment[]>([...targets].map((target) => [target, [{ step: -1, who: onlookers.of(target) }]]));
  steps.forEach((operations, step) => {
    const touched = new Set<number>();
    for (const operation of operations) {
      graph.perform(operation);
      onlookers.forget(operation);
      for (const target of rests.on(operation)) touched.add(target);
    }
    for (const target of touched) keep(byTarget.get(target), { step, who: onlookers.of(target) });
  });
  takenBack(graph, steps);
  return { byTarget, alike: groups, principals: onlookers.principals };
}

/** What is as it was takes no room. */
function keep(moments: Moment[] | undefined, moment: Moment): void {
  const last = moments?.at(-1)?.who;
  const isSame = last?.size === moment.who.size && [...moment.who].every(([privilege, bits]) => sameBits(bits, last.get(privilege) ?? bits.subarray(0, 0)));
  if (!isSame) moments?.push(moment);
}

/** Which of the watched targets an operation concerns. */
class RestsOn {
  readonly #graph: AccessGraph;
  readonly #all: ReadonlySet<number>;
  /** By the target, or the container, or the account. */
  readonly #behind = new Map<number, number[]>();
  readonly #byRole = new Map<number, Set<number>>();

  constructor(
    graph: AccessGraph,
    overlay: Overlay,
    { targets, operations }: { readonly targets: ReadonlySet<number>; readonly operations: readonly Operation[] },
  ) {
    this.#graph = graph;
    this.#all = targets;
    const moved = new Set(operations.flatMap((each) => (each.kind === "member" ? [each.role] : [])));
    const account = accountTarget(graph);
    const memo = new Map<number, readonly number[]>();
    const movedAbove = (principal: number): readonly number[] => {
      const known = memo.get(principal) ?? [...overlay.above([principal])].filter((each) => moved.has(each));
      memo.set(principal, known);
      return known;
    };
    for (const target of targets) {
      const on = [target, ...graph.containersOf(target), ...(graph.targets.types[target] === "WAREHOUSE" ? [account] : [])];
      const itself = graph.principalOf(target);
      const holders = new Set([...on.flatMap((each) => overlay.holdersOn(each)), ...(itself === undefined ? [] : [itself])]);
      for (const each of on) {
        const behind = this.#behind.get(each);
        if (behind === undefined) this.#behind.set(each, [target]);
        else behind.push(target);
      }
      for (const holder of holders) for (const role of movedAbove(holder)) this.#byRole.set(role, (this.#byRole.get(role) ?? new Set()).add(target));
    }
  }

  on(operation: Operation): Iterable<number> {
    if (operation.kind === "enabled" || (operation.kind === "there" && this.#graph.principalOf(operation.on) !== undefined)) return this.#all;
    if (operation.kind === "member") return this.#byRole.get(operation.role) ?? [];
    return operation.kind === "rename" ? [] : (this.#behind.get(operation.on) ?? []);
  }
}
