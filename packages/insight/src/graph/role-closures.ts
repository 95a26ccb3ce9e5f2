import type { AccessGraph } from "./access-graph.ts";
import type { Operation } from "./operation.ts";

/** Which roles come with which, downwards and upwards, remembered as long as no membership changes. */
export class RoleClosures {
  readonly #graph: AccessGraph;
  readonly #public: number;
  readonly #down = new Map<number, ReadonlySet<number>>();
  readonly #up = new Map<number, ReadonlySet<number>>();

  constructor(graph: AccessGraph) {
    this.#graph = graph;
    this.#public = publicRole(graph);
  }

  /** It, every role below it, and PUBLIC with what is below that: all whose privileges count for it. */
  below(principal: number): ReadonlySet<number> {
    const known = this.#down.get(principal);
    if (known !== undefined) return known;
    const start = isOfAccount(this.#graph, principal) ? [principal, this.#public] : [principal];
    const found = reach(start, (each) => this.#graph.rolesOf(each));
    this.#down.set(principal, found);
    return found;
  }

  /** It, and whoever holds it through whatever roles. Of PUBLIC, and of what PUBLIC holds, everybody does: see `isEverybodys`. */
  above(principal: number): ReadonlySet<number> {
    const known = this.#up.get(principal);
    if (known !== undefined) return known;
    const found = reach([principal], (each) => this.#graph.holdersOf(each));
    this.#up.set(principal, found);
    return found;
  }

  /** True if every user and role of the account has what this role has. */
  isEverybodys(role: number): boolean {
    return this.above(role).has(this.#public);
  }

  /** Forgets what this operation, made or about to be made, puts out of date. */
  forget(operation: Operation): void {
    if (operation.kind !== "member") return;
    if (this.isEverybodys(operation.by)) this.#down.clear();
    else for (const each of this.above(operation.by)) this.#down.delete(each);
    for (const each of reach([operation.role], (role) => this.#graph.rolesOf(role))) this.#up.delete(each);
  }
}

/** "Pseudo-role that is automatically granted to every user and every role in your account" (docs: user-guide/security-access-control-overview). */
export function publicRole(graph: AccessGraph): number {
  return graph.principal("ROLE", "PUBLIC");
}

/** Users and roles, and no shares: those stand for other accounts, which have a PUBLIC of their own. */
export function isOfAccount(graph: AccessGraph, principal: number): boolean {
  return graph.principals.types[principal] !== "SHARE";
}

export function reach(start: readonly number[], next: (each: number) => Iterable<number>): Set<number> {
  const found = new Set(start);
  // A set is walked in the order in which it grows.
  for (const each of found) for (const one of next(each)) found.add(one);
  return found;
}
