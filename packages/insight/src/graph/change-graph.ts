import { type AnyObject, type Change, type GrantChange, type ObjectChange, securableOf } from "@snowtower/kinds";
import { displayed, type Identifier } from "@snowtower/sql";
import { type AccessGraph, granteeOf, hasOption, privilegeOf } from "./access-graph.ts";
import { grantedTo, grantOperation, isDisabled, ownerNumber } from "./load-graph.ts";
import { type Operation, UNKNOWN } from "./operation.ts";

export interface ChangingOptions {
  /** The role that carries it out: it owns what it creates, where the change does not say. */
  readonly as?: Identifier;
  /** Told before each operation, while the graph is as it was. */
  readonly before?: (operation: Operation) => void;
  /** Told after it. */
  readonly after?: (operation: Operation) => void;
}

/**
 * Makes a change in the graph. What is so already changes nothing, so what Snowflake does besides (a drop takes the grants along) may be said
 * by changes of their own, and need not be.
 */
export function changeGraph(graph: AccessGraph, change: Change, options: ChangingOptions = {}): void {
  const making = new Making(graph, options);
  if (change.kind === "grant") making.grant(change);
  else if (change.kind === "object") making.object(change);
}

class Making {
  readonly #graph: AccessGraph;
  readonly #options: ChangingOptions;

  constructor(graph: AccessGraph, options: ChangingOptions) {
    this.#graph = graph;
    this.#options = options;
  }

  #perform(operation: Operation): void {
    this.#options.before?.(operation);
    this.#graph.perform(operation);
    this.#options.after?.(operation);
  }

  grant({ from, to }: GrantChange): void {
    // What is given first leaves no gap.
    const given = to === null ? null : grantOperation(this.#graph, to, true);
    const taken = from === null ? null : grantOperation(this.#graph, from, false);
    if (given?.kind === "grant") this.#setOption(given);
    if (given !== null && !this.#isSo(given)) this.#perform(given);
    if (taken !== null && !this.#isSame(given, taken) && this.#isSo({ ...taken, adds: true } as Operation)) this.#take(taken);
  }

  /** The same privilege, with the other right to grant it on. */
  #setOption(given: Operation & { readonly kind: "grant" }): void {
    const other: Operation = { ...given, option: !given.option };
    if (this.#isSo(given) && !this.#isExactly(given)) {
      this.#perform(given);
      this.#perform({ ...other, adds: false });
    }
  }

  #isSame(given: Operation | null, taken: Operation): boolean {
    if (given === null || given.kind !== taken.kind) return false;
    if (given.kind === "grant" && taken.kind === "grant") return given.on === taken.on && given.to === taken.to && given.privilege === taken.privilege;
    if (given.kind === "member" && taken.kind === "member") return given.role === taken.role && given.by === taken.by;
    return given.kind === "owner" && taken.kind === "owner" && given.on === taken.on;
  }

  #isSo(operation: Operation): boolean {
    const graph = this.#graph;
    if (operation.kind === "grant") return graph.isGranted(operation.on, operation.to, operation.privilege);
    if (operation.kind === "member") return graph.rolesOf(operation.by).includes(operation.role);
    return operation.kind === "owner" && graph.ownerOf(operation.on) === operation.to;
  }

  #isExactly({ on, to, privilege, option }: Operation & { readonly kind: "grant" }): boolean {
    return this.#graph.heldOn(on).some((held) => granteeOf(held) === to && privilegeOf(held) === privilege && hasOption(held) === option);
  }

  /** With or without the right to grant on: the one that is there. */
  #take(taken: Operation): void {
    if (taken.kind === "owner") return;
    if (taken.kind !== "grant" || this.#isExactly(taken)) this.#perform(taken);
    else this.#perform({ ...taken, option: !taken.option });
  }

  object(change: ObjectChange): void {
    const { how, from, to } = change;
    if (how === "drop" || to === null) {
      const node = from === null ? null : this.#add(from);
      if (node !== null) this.#drop(node);
      return;
    }
    if (how === "rename" && from !== null) this.#renameObject(from, to);
    const isNew = this.#find(to) === undefined;
    const node = this.#add(to);
    if (node === null) return;
    // Taken back, it is gone: before it was made it was not there.
    if (how === "create" && (isNew || this.#graph.isGone(node))) this.#perform({ kind: "there", adds: true, on: node });
    this.#setOwner(node, change);
    this.#setEnabled(change);
  }

  #find(object: AnyObject): number | undefined {
    const securable = securableOf(object);
    return securable === null ? undefined : this.#graph.targets.find(securable.type, securable.name);
  }

  #add(object: AnyObject): number | null {
    const securable = securableOf(object);
    if (securable === null) return null;
    if (grantedTo(securable.type)) this.#graph.principal(securable.type, securable.name);
    return this.#graph.target(securable.type, securable.name);
  }

  /** With all that is in it; what was granted on it, and to it, goes along (docs: sql-reference/sql/drop-role). */
  #drop(node: number): void {
    const graph = this.#graph;
    for (const inside of [...graph.contentsOf(node)]) this.#drop(inside);
    if (!graph.isGone(node)) this.#perform({ kind: "there", adds: false, on: node });
    for (const held of [...graph.heldOn(node)])
      this.#perform({ kind: "grant", adds: false, on: node, to: granteeOf(held), privilege: privilegeOf(held), option: hasOption(held) });
    this.#own(node, UNKNOWN);
    const principal = graph.principalOf(node);
    if (principal !== undefined) this.#dropPrincipal(principal);
  }

  #dropPrincipal(principal: number): void {
    const graph = this.#graph;
    for (const by of [...graph.holdersOf(principal)]) this.#perform({ kind: "member", adds: false, role: principal, by });
    for (const role of [...graph.rolesOf(principal)]) this.#perform({ kind: "member", adds: false, role, by: principal });
    for (const on of new Set(graph.holdingsOf(principal))) {
      for (const held of graph.heldOn(on).filter((each) => granteeOf(each) === principal))
        this.#perform({ kind: "grant", adds: false, on, to: principal, privilege: privilegeOf(held), option: hasOption(held) });
      // Whoever drops the role owns what it owned (docs: sql-reference/sql/drop-role).
      if (graph.ownerOf(on) === principal) this.#own(on, this.#actor());
    }
  }

  #renameObject(from: AnyObject, to: AnyObject): void {
    const [node, name] = [this.#find(from), securableOf(to)?.name];
    if (node === undefined || name === undefined) return;
    const before = this.#graph.targets.names[node] ?? "";
    if (before !== name) this.#rename(node, before, name);
  }

  #rename(node: number, from: string, to: string): void {
    const own = this.#graph.targets.names[node] ?? "";
    for (const inside of this.#graph.contentsOf(node)) this.#rename(inside, from, to);
    this.#perform({ kind: "rename", on: node, from: own, to: `${to}${own.slice(from.length)}` });
  }

  #setOwner(node: number, { how, from, to }: ObjectChange): void {
    if (to === null) return;
    // Only a transfer changes the owner of what stays.
    if ((how === "alter" || how === "rename") && from?.owner === to.owner) return;
    const securable = securableOf(to);
    const owner = securable === null ? UNKNOWN : ownerNumber(this.#graph, to, securable);
    if (owner !== UNKNOWN) this.#own(node, owner);
    else if (how === "create" || how === "replace") this.#own(node, this.#actor());
  }

  #own(node: number, to: number): void {
    const from = this.#graph.ownerOf(node);
    if (from !== to) this.#perform({ kind: "owner", on: node, from, to });
  }

  #actor(): number {
    const { as } = this.#options;
    return as === undefined ? UNKNOWN : this.#graph.principal("ROLE", displayed(as));
  }

  #setEnabled({ how, to, fields }: ObjectChange): void {
    const securable = to === null ? null : securableOf(to);
    if (to === null || securable === null || (how === "alter" && !fields.includes("disabled"))) return;
    const user = this.#graph.principals.find(securable.type, securable.name);
    if (user === undefined) return;
    if (isDisabled(to) !== this.#graph.isDisabled(user)) this.#perform({ kind: "enabled", adds: !isDisabled(to), user });
  }
}
