import { type AccessGraph, granteeOf } from "../graph/access-graph.ts";
import type { Operation } from "../graph/operation.ts";
import { isOfAccount, publicRole, reach } from "../graph/role-closures.ts";

/** What of the walk's time there is at any moment: the graph before it, and all that comes. */
export class Overlay {
  readonly #graph: AccessGraph;
  readonly #roles = new Map<number, number[]>();
  readonly #holders = new Map<number, number[]>();
  readonly #holdings = new Map<number, number[]>();
  /** By target: who holds it, or owns it, at some time. */
  readonly #holdersOn = new Map<number, number[]>();

  constructor(graph: AccessGraph, operations: Iterable<Operation>) {
    this.#graph = graph;
    for (const operation of operations) this.#add(operation);
  }

  #add(operation: Operation): void {
    if (operation.kind === "member" && operation.adds) {
      push(this.#roles, operation.by, operation.role);
      push(this.#holders, operation.role, operation.by);
    }
    const to = operation.kind === "grant" && operation.adds ? operation.to : operation.kind === "owner" ? operation.to : -1;
    if (to < 0 || (operation.kind !== "grant" && operation.kind !== "owner")) return;
    push(this.#holdings, to, operation.on);
    push(this.#holdersOn, operation.on, to);
  }

  rolesOf(principal: number): readonly number[] {
    return [...this.#graph.rolesOf(principal), ...(this.#roles.get(principal) ?? [])];
  }

  holdersOf(role: number): readonly number[] {
    return [...this.#graph.holdersOf(role), ...(this.#holders.get(role) ?? [])];
  }

  below(roles: readonly number[]): ReadonlySet<number> {
    return reach(roles, (each) => this.rolesOf(each));
  }

  /** Whoever holds one of these at some time; everybody, if PUBLIC does. */
  above(roles: readonly number[]): ReadonlySet<number> {
    const found = reach(roles, (each) => this.holdersOf(each));
    if (!found.has(publicRole(this.#graph))) return found;
    for (let each = 0; each < this.#graph.principals.size; each++) if (isOfAccount(this.#graph, each)) found.add(each);
    return found;
  }

  holdingsOf(principal: number): readonly number[] {
    return [...this.#graph.holdingsOf(principal), ...(this.#holdings.get(principal) ?? [])];
  }

  /** Who has something on the target itself. */
  holdersOn(target: number): readonly number[] {
    return [...this.#graph.heldOn(target).map(granteeOf), this.#graph.ownerOf(target), ...(this.#holdersOn.get(target) ?? [])].filter((each) => each >= 0);
  }
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}
