import { behind } from "../access/operation-reach.ts";
import { type AccessGraph, granteeOf, privilegeOf } from "../graph/access-graph.ts";
import { narrows, type Operation, widens } from "../graph/operation.ts";
import { publicRole } from "../graph/role-closures.ts";
import type { Overlay } from "./overlay.ts";

interface Concerned {
  readonly targets: ReadonlySet<number>;
  readonly principals: ReadonlySet<number>;
}

/**
 * What can be lost or exposed on the way at all. Access only grows with what is given and only shrinks with what is taken. So who has it before
 * and after but not meanwhile needs something taken and something given, and so does who has it only meanwhile: a plan that only gives has neither.
 */
export function concerned(graph: AccessGraph, overlay: Overlay, operations: readonly Operation[]): Concerned {
  const [wider, narrower] = [operations.filter(widens), operations.filter(narrows)];
  if (wider.length === 0 || narrower.length === 0) return { targets: new Set(), principals: new Set() };
  const removed = new Set(operations.flatMap((each) => (each.kind === "grant" && !each.adds ? [edgeKey(each)] : [])));
  const [given, taken] = [wider, narrower].map((each) => new Concern(graph, overlay, { operations: each, removed }));
  if (given === undefined || taken === undefined) throw new TypeError("there are two");
  return { targets: both(given.targets(), taken.targets()), principals: both(given.principals(), taken.principals()) };
}

class Concern {
  readonly #graph: AccessGraph;
  readonly #overlay: Overlay;
  readonly #operations: readonly Operation[];
  readonly #removed: ReadonlySet<string>;

  constructor(
    graph: AccessGraph,
    overlay: Overlay,
    { operations, removed }: { readonly operations: readonly Operation[]; readonly removed: ReadonlySet<string> },
  ) {
    this.#graph = graph;
    this.#overlay = overlay;
    this.#operations = operations;
    this.#removed = removed;
  }

  principals(): ReadonlySet<number> {
    const direct = new Set(this.#operations.flatMap((each) => this.#who(each)));
    return this.#overlay.above([...direct]);
  }

  #who(operation: Operation): readonly number[] {
    if (operation.kind === "grant") return [operation.to];
    if (operation.kind === "member") return [operation.by];
    if (operation.kind === "owner") return [operation.from, operation.to].filter((each) => each >= 0);
    if (operation.kind === "enabled") return [operation.user];
    if (operation.kind !== "there") return [];
    // Whoever has anything on it, or behind it; and he himself.
    const itself = this.#graph.principalOf(operation.on);
    return [...(itself === undefined ? [] : [itself]), ...[...behind(this.#graph, [operation.on])].flatMap((each) => this.#overlay.holdersOn(each))];
  }

  targets(): ReadonlySet<number> {
    const direct = new Set<number>();
    const closed = new Set<number>();
    const roles = new Set<number>();
    for (const each of this.#operations) {
      if (each.kind === "member") roles.add(each.role);
      else if (each.kind === "enabled") for (const role of [each.user, publicRole(this.#graph)]) roles.add(role);
      else if (each.kind === "there") for (const role of this.#itself(each.on)) roles.add(role);
      if (each.kind === "grant" && this.#staysOpen(each)) direct.add(each.on);
      else if (each.kind === "grant" || each.kind === "owner" || each.kind === "there") closed.add(each.on);
    }
    for (const role of this.#overlay.below([...roles])) {
      for (const target of this.#overlay.holdingsOf(role)) closed.add(target);
      const itself = this.#graph.targets.find(this.#graph.principals.types[role] ?? "", this.#graph.principals.names[role] ?? "");
      if (itself !== undefined) closed.add(itself);
    }
    return new Set([...direct, ...behind(this.#graph, closed)]);
  }

  #itself(target: number): readonly number[] {
    const principal = this.#graph.principalOf(target);
    return principal === undefined ? [] : [principal, publicRole(this.#graph)];
  }

  /** The grantee has something else on the container, from first to last: one privilege more or less does not open or close it. */
  #staysOpen({ on, to, privilege }: Operation & { readonly kind: "grant" }): boolean {
    if (this.#graph.contentsOf(on).length === 0) return false;
    return this.#graph.heldOn(on).some((held) => {
      const other = { on, to: granteeOf(held), privilege: privilegeOf(held) };
      return other.to === to && other.privilege !== privilege && !this.#removed.has(edgeKey(other));
    });
  }
}

function edgeKey({ on, to, privilege }: { readonly on: number; readonly to: number; readonly privilege: number }): string {
  return `${on} ${to} ${privilege}`;
}

function both(a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> {
  return a.size <= b.size ? new Set([...a].filter((each) => b.has(each))) : both(b, a);
}
