import { containersOf } from "../target.ts";
import { NodeTable } from "./node-table.ts";
import { NOBODY, type Operation, UNKNOWN } from "./operation.ts";

const NONE: readonly number[] = [];

/** A privilege of a grantee is one number: the grantee, the privilege, and whether he may grant it on. */
const GRANTEE = 8192;
const PRIVILEGE = 2;

/** Who holds what, in numbers: a million grants are a million numbers. It only keeps; what follows from it is worked out elsewhere. */
export class AccessGraph {
  /** Users, roles and shares, by the type and name of the grantee. */
  readonly principals = new NodeTable();
  /** Objects, and the account, by the type and name that grants use. */
  readonly targets = new NodeTable();
  readonly privileges: string[] = [];
  readonly #privilegeNumbers = new Map<string, number>();

  /** By principal: the roles held, who holds it, and what there are grants on (a target as often as there are). */
  readonly #roles: number[][] = [];
  readonly #holders: number[][] = [];
  readonly #holdings: number[][] = [];

  /** By target. */
  readonly #held: number[][] = [];
  readonly #owners: number[] = [];
  readonly #containers: (readonly number[])[] = [];
  readonly #contents: number[][] = [];

  readonly #gone = new Set<number>();
  readonly #disabled = new Set<number>();
  /** Principals that were dropped. */
  readonly #dropped = new Set<number>();

  principal(type: string, name: string): number {
    return this.principals.add(type, name);
  }

  /** A target, with the containers that its name tells of. */
  target(type: string, name: string): number {
    const there = this.targets.find(type, name);
    if (there !== undefined) return there;
    const [database, schema] = containersOf({ type, name });
    const containers: number[] = [];
    if (database !== undefined) containers.push(this.target("DATABASE", database));
    if (schema !== undefined) containers.push(this.target("SCHEMA", schema));
    const node = this.targets.add(type, name);
    this.#containers[node] = containers;
    this.#owners[node] = UNKNOWN;
    const inner = containers.at(-1);
    if (inner !== undefined) append(this.#contents, inner, node);
    return node;
  }

  privilege(name: string): number {
    const there = this.#privilegeNumbers.get(name);
    if (there !== undefined) return there;
    if (this.privileges.length * PRIVILEGE >= GRANTEE) throw new RangeError("more privileges than there can be");
    this.#privilegeNumbers.set(name, this.privileges.length);
    return this.privileges.push(name) - 1;
  }

  findPrivilege(name: string): number | undefined {
    return this.#privilegeNumbers.get(name);
  }

  /** The roles that it holds directly. */
  rolesOf(principal: number): readonly number[] {
    return this.#roles[principal] ?? NONE;
  }

  /** Who holds this role directly. */
  holdersOf(role: number): readonly number[] {
    return this.#holders[role] ?? NONE;
  }

  /** What it owns and has direct privileges on; a target can come more than once. */
  holdingsOf(principal: number): readonly number[] {
    return this.#holdings[principal] ?? NONE;
  }

  /** The privileges on a target, to be read by `granteeOf`, `privilegeOf` and `hasOption`. Ownership is none of them. */
  heldOn(target: number): readonly number[] {
    return this.#held[target] ?? NONE;
  }

  ownerOf(target: number): number {
    return this.#owners[target] ?? UNKNOWN;
  }

  /** Database, schema. */
  containersOf(target: number): readonly number[] {
    return this.#containers[target] ?? NONE;
  }

  /** What is directly in a database or schema. */
  contentsOf(container: number): readonly number[] {
    return this.#contents[container] ?? NONE;
  }

  /** It and what it is in are there, as far as is known. */
  isThere(target: number): boolean {
    return this.#gone.size === 0 || !(this.#gone.has(target) || this.containersOf(target).some((each) => this.#gone.has(each)));
  }

  isGone(target: number): boolean {
    return this.#gone.has(target);
  }

  isDisabled(user: number): boolean {
    return this.#disabled.has(user);
  }

  /** A disabled user, or whoever was dropped: nothing is of use to him. */
  isOut(principal: number): boolean {
    return this.#disabled.has(principal) || this.#dropped.has(principal);
  }

  /** The role that has a name as an object, and as a grantee; `undefined` for what is no role, user or share. */
  principalOf(target: number): number | undefined {
    return this.principals.find(this.targets.types[target] ?? "", this.targets.names[target] ?? "");
  }

  /** True if the grantee has the privilege directly, with or without the right to grant it on. */
  isGranted(target: number, to: number, privilege: number): boolean {
    return this.heldOn(target).some((held) => granteeOf(held) === to && privilegeOf(held) === privilege);
  }

  perform(operation: Operation): void {
    if (operation.kind === "grant") this.#grant(operation);
    else if (operation.kind === "member") this.#member(operation);
    else if (operation.kind === "owner") this.#own(operation.on, operation.to);
    else if (operation.kind === "there") this.#there(operation);
    else if (operation.kind === "enabled") setTo(this.#disabled, operation.user, !operation.adds);
    else this.#rename(operation);
  }

  #grant({ adds, on, to, privilege, option }: Operation & { readonly kind: "grant" }): void {
    const held = to * GRANTEE + privilege * PRIVILEGE + (option ? 1 : 0);
    if (adds) {
      append(this.#held, on, held);
      append(this.#holdings, to, on);
    } else {
      remove(this.#held, on, held);
      remove(this.#holdings, to, on);
    }
  }

  #member({ adds, role, by }: Operation & { readonly kind: "member" }): void {
    const change = adds ? append : remove;
    change(this.#roles, by, role);
    change(this.#holders, role, by);
  }

  #own(target: number, owner: number): void {
    const from = this.ownerOf(target);
    if (from > NOBODY) remove(this.#holdings, from, target);
    if (owner > NOBODY) append(this.#holdings, owner, target);
    this.#owners[target] = owner;
  }

  #there({ on, adds }: Operation & { readonly kind: "there" }): void {
    setTo(this.#gone, on, !adds);
    const principal = this.principalOf(on);
    if (principal !== undefined) setTo(this.#dropped, principal, !adds);
  }

  #rename({ on, from, to }: Operation & { readonly kind: "rename" }): void {
    const principal = this.principals.find(this.targets.types[on] ?? "", from);
    if (principal !== undefined) this.principals.rename(principal, to);
    this.targets.rename(on, to);
  }
}

export function granteeOf(held: number): number {
  return Math.floor(held / GRANTEE);
}

export function privilegeOf(held: number): number {
  return Math.floor((held % GRANTEE) / PRIVILEGE);
}

export function hasOption(held: number): boolean {
  return held % PRIVILEGE === 1;
}

function append(lists: number[][], at: number, value: number): void {
  const list = lists[at];
  if (list === undefined) lists[at] = [value];
  else list.push(value);
}

/** The order of a list means nothing. */
function remove(lists: number[][], at: number, value: number): void {
  const list = lists[at];
  const place = list?.lastIndexOf(value) ?? -1;
  if (list === undefined || place < 0) return;
  const last = list.pop();
  if (last !== undefined && place < list.length) list[place] = last;
}

function setTo(set: Set<number>, value: number, isIn: boolean): void {
  if (isIn) set.add(value);
  else set.delete(value);
}
