import { activeIn } from "../access/session.ts";
import { givenByAccount, givesAll, isCreate, isMembershipOf, isUsable, privilegesSeen } from "../access/usable.ts";
import { granteeAt } from "../access/why.ts";
import { type AccessGraph, granteeOf, privilegeOf } from "../graph/access-graph.ts";
import { accountTarget } from "../graph/load-graph.ts";
import type { Operation } from "../graph/operation.ts";
import { isOfAccount, type RoleClosures, reach } from "../graph/role-closures.ts";
import { type Bits, bitsOf, intersection, noBits, places, setBit, union } from "./bits.ts";

/** What the owner of a database or schema can do with his primary role alone: create whatever there is in such. No privilege of this name exists. */
export const CREATE = "CREATE";

const CONTAINERS: ReadonlySet<string> = new Set(["DATABASE", "SCHEMA"]);

/** Who can use which privilege of a target, by privilege. */
export type Who = ReadonlyMap<number, Bits>;

/** Answers for a chosen number of principals at once; each has a place in the bits. */
export class Onlookers {
  readonly principals: readonly number[];
  readonly #graph: AccessGraph;
  readonly #closures: RoleClosures;
  readonly #places: ReadonlyMap<number, number>;
  readonly #above = new Map<number, Bits>();
  readonly #open = new Map<number, Bits>();
  readonly #everybody: Bits;

  constructor(graph: AccessGraph, closures: RoleClosures, principals: Iterable<number>) {
    this.#graph = graph;
    this.#closures = closures;
    this.principals = [...principals];
    this.#places = new Map(this.principals.map((each, place) => [each, place]));
    this.#everybody = bitsOf(this.principals.length, this.#placesOf(this.principals.filter((each) => isOfAccount(graph, each))));
  }

  #placesOf(principals: Iterable<number>): number[] {
    return [...principals].flatMap((each) => this.#places.get(each) ?? []);
  }

  /** Forgets what an operation that was made puts out of date. */
  forget(operation: Operation): void {
    this.#closures.forget(operation);
    if (operation.kind === "member") {
      for (const each of reach([operation.role], (role) => this.#graph.rolesOf(role))) this.#above.delete(each);
      this.#open.clear();
    } else if (operation.kind === "grant" || operation.kind === "owner") this.#open.delete(operation.on);
  }

  /** Who can use what of the target, as the graph is now. Of a privilege that is not there nobody can. */
  of(target: number): Who {
    const graph = this.#graph;
    if (!graph.isThere(target)) return new Map();
    const open = graph.containersOf(target).map((each) => this.#opens(each));
    const creating = CONTAINERS.has(graph.targets.types[target] ?? "") && graph.ownerOf(target) >= 0 ? [graph.privilege(CREATE)] : [];
    return new Map(
      [...privilegesSeen(graph, target), ...creating].map((privilege) => {
        if (isMembershipOf(graph, target) && graph.privileges[privilege] === "USAGE") return [privilege, this.#active(this.#members(target))];
        const all = open.reduce(intersection, this.#holding(privilege, target));
        return [privilege, this.#active(isCreate(graph, privilege) ? this.#bySinglePrimary(all, privilege, target) : all)];
      }),
    );
  }

  #members(target: number): Bits {
    const role = this.#graph.principalOf(target);
    return role === undefined ? noBits(this.principals.length) : this.#aboveOf(role);
  }

  #holding(privilege: number, on: number): Bits {
    const graph = this.#graph;
    const bits = noBits(this.principals.length);
    const owner = graph.ownerOf(on);
    if (owner >= 0 && givesAll(graph, on, privilege)) add(bits, this.#aboveOf(owner));
    for (const held of graph.heldOn(on)) if (privilegeOf(held) === privilege) add(bits, this.#aboveOf(granteeOf(held)));
    const global = givenByAccount(graph, on, privilege);
    return global === null ? bits : union(bits, this.#holding(global, accountTarget(graph)));
  }

  #opens(container: number): Bits {
    const known = this.#open.get(container);
    if (known !== undefined) return known;
    const bits = noBits(this.principals.length);
    const owner = this.#graph.ownerOf(container);
    if (owner >= 0) add(bits, this.#aboveOf(owner));
    for (const each of new Set(this.#graph.heldOn(container).map(granteeOf))) add(bits, this.#aboveOf(each));
    this.#open.set(container, bits);
    return bits;
  }

  #aboveOf(principal: number): Bits {
    const known = this.#above.get(principal);
    if (known !== undefined) return known;
    const bits = bitsOf(this.principals.length, this.#placesOf(this.#closures.above(principal)));
    if (this.#closures.isEverybodys(principal)) add(bits, this.#everybody);
    this.#above.set(principal, bits);
    return bits;
  }

  /** CREATE needs all of it in one primary role: users are asked one by one. */
  #bySinglePrimary(all: Bits, privilege: number, on: number): Bits {
    const bits = noBits(this.principals.length);
    for (const place of places(all)) {
      const principal = granteeAt(this.#graph, this.principals[place] ?? 0);
      const active = principal.type === "USER" ? activeIn(this.#graph, this.#closures, { kind: "as user", user: principal }) : null;
      if (active === null || isUsable(this.#graph, active, { privilege, on })) setBit(bits, place);
    }
    return bits;
  }

  #active(bits: Bits): Bits {
    const out = [...places(bits)].filter((place) => this.#graph.isOut(this.principals[place] ?? -1));
    if (out.length === 0) return bits;
    const off = bitsOf(this.principals.length, out);
    return bits.map((word, i) => word & ~(off[i] ?? 0));
  }
}

/** For bits in the making only. */
function add(bits: Bits, more: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] ?? 0) | (more[i] ?? 0);
}
