import type { AccessGraph } from "../graph/access-graph.ts";
import { granteeOf, privilegeOf } from "../graph/access-graph.ts";
import { accountTarget } from "../graph/load-graph.ts";
import { isOfAccount, type RoleClosures } from "../graph/role-closures.ts";
import { isAccountRole } from "./session.ts";
import { givenByAccount, givesAll, isCreate, isMembershipOf } from "./usable.ts";

/**
 * Everybody who can use a privilege: roles by themselves, users by whatever they can activate. The same answer as asking each of them,
 * found from the grants upwards.
 */
export function holdersOf(graph: AccessGraph, closures: RoleClosures, { privilege, on }: { readonly privilege: number; readonly on: number }): Set<number> {
  if (!graph.isThere(on)) return new Set();
  const everybody = new Everybody(graph, closures);
  if (isMembershipOf(graph, on) && graph.privileges[privilege] === "USAGE") {
    const role = graph.principalOf(on);
    return everybody.enabled(role === undefined ? new Set() : everybody.above([role]));
  }
  const open = [everybody.above(directHolders(graph, { privilege, on })), ...graph.containersOf(on).map((each) => everybody.above(anyHolders(graph, each)))];
  const all = intersection(open);
  return everybody.enabled(isCreate(graph, privilege) ? everybody.bySinglePrimary(all) : all);
}

/** Who was granted the privilege, or what gives it, directly. */
function directHolders(graph: AccessGraph, { privilege, on }: { readonly privilege: number; readonly on: number }): readonly number[] {
  const owner = graph.ownerOf(on);
  const global = givenByAccount(graph, on, privilege);
  return [
    ...(owner >= 0 && givesAll(graph, on, privilege) ? [owner] : []),
    ...graph.heldOn(on).flatMap((held) => (privilegeOf(held) === privilege ? [granteeOf(held)] : [])),
    ...(global === null ? [] : directHolders(graph, { privilege: global, on: accountTarget(graph) })),
  ];
}

function anyHolders(graph: AccessGraph, on: number): readonly number[] {
  const owner = graph.ownerOf(on);
  return [...(owner >= 0 ? [owner] : []), ...graph.heldOn(on).map(granteeOf)];
}

class Everybody {
  readonly #graph: AccessGraph;
  readonly #closures: RoleClosures;

  constructor(graph: AccessGraph, closures: RoleClosures) {
    this.#graph = graph;
    this.#closures = closures;
  }

  /** All that hold one of these. */
  above(roles: readonly number[]): Set<number> {
    const found = new Set<number>();
    for (const role of new Set(roles)) if (!found.has(role)) for (const each of this.#closures.above(role)) found.add(each);
    // Shares are not among everybody: what they hold they hold by themselves.
    if (roles.some((role) => this.#closures.isEverybodys(role))) for (const each of this.#ofAccount()) found.add(each);
    return found;
  }

  #ofAccount(): readonly number[] {
    return Array.from({ length: this.#graph.principals.size }, (_, each) => each).filter((each) => isOfAccount(this.#graph, each));
  }

  /** Of a user, one of his roles must do by itself. */
  bySinglePrimary(all: ReadonlySet<number>): Set<number> {
    const users = this.above([...all].filter((each) => isAccountRole(this.#graph, each)));
    return new Set([...all].filter((each) => this.#graph.principals.types[each] !== "USER").concat([...users].filter((each) => this.#isUser(each))));
  }

  #isUser(principal: number): boolean {
    return this.#graph.principals.types[principal] === "USER";
  }

  enabled(all: ReadonlySet<number>): Set<number> {
    return new Set([...all].filter((each) => !this.#graph.isOut(each)));
  }
}

function intersection(sets: readonly ReadonlySet<number>[]): Set<number> {
  const [first = new Set<number>(), ...rest] = [...sets].sort((a, b) => a.size - b.size);
  return new Set([...first].filter((each) => rest.every((set) => set.has(each))));
}
