import { byCodePoint } from "../code-point-order.ts";
import { components } from "./components.ts";
import { ReadyQueue } from "./ready-queue.ts";

/** `hard`: the other must be done before. `soft`: it had better be; it gives way where there is no other order. */
export type Strength = "hard" | "soft";

export interface OrderNode {
  readonly id: string;
  /** Of what could come next, the least rank comes first, then the least id. */
  readonly rank: number;
  /** What comes before; ids that are no nodes do not count. */
  readonly after: ReadonlyMap<string, Strength>;
}

export interface Order {
  readonly ids: readonly string[];
  /** Soft edges that gave way: `id` comes before `after`. */
  readonly gaveWay: readonly { readonly id: string; readonly after: string }[];
  /** Cycles of hard edges. `cut` is the node that comes first although something should come before it. */
  readonly cycles: readonly { readonly ids: readonly string[]; readonly cut: string }[];
}

/**
 * A topological order (Kahn), the same for the same nodes in any order.
 * In a cycle soft edges give way first; a cycle of hard edges is told and cut, at a node that `mayCut` accepts if there is one.
 */
export function order(nodes: readonly OrderNode[], mayCut: (id: string) => boolean = () => false): Order {
  return new Ordering(nodes, mayCut).run();
}

class Ordering {
  readonly #nodes: readonly OrderNode[];
  readonly #mayCut: (id: string) => boolean;
  /** By node: what comes after it, and how strictly. */
  readonly #next: [number, Strength][][];
  readonly #before: Map<number, Strength>[];
  readonly #done: boolean[];
  readonly #ready = new ReadyQueue();
  readonly #ids: string[] = [];
  readonly #gaveWay: { id: string; after: string }[] = [];
  readonly #cycles: { ids: string[]; cut: string }[] = [];

  constructor(nodes: readonly OrderNode[], mayCut: (id: string) => boolean) {
    this.#nodes = [...nodes].sort((a, b) => a.rank - b.rank || byCodePoint(a.id, b.id));
    this.#mayCut = mayCut;
    this.#next = this.#nodes.map(() => []);
    this.#done = this.#nodes.map(() => false);
    const position = new Map(this.#nodes.map((node, i) => [node.id, i]));
    this.#before = this.#nodes.map((node, i) => {
      const before = new Map<number, Strength>();
      for (const [id, strength] of node.after) {
        const at = position.get(id);
        if (at === undefined || at === i) continue;
        before.set(at, strength);
        this.#next[at]?.push([i, strength]);
      }
      return before;
    });
  }

  run(): Order {
    this.#before.forEach((before, i) => {
      if (before.size === 0) this.#ready.push(i);
    });
    while (this.#ids.length < this.#nodes.length) {
      const at = this.#ready.pop();
      if (at === undefined) this.#untangle();
      else this.#take(at);
    }
    return { ids: this.#ids, gaveWay: this.#gaveWay, cycles: this.#cycles };
  }

  #take(at: number): void {
    this.#done[at] = true;
    this.#ids.push(this.#id(at));
    for (const [after] of this.#next[at] ?? []) {
      const before = this.#before[after];
      if (before?.delete(at) && before.size === 0) this.#ready.push(after);
    }
  }

  /** Nothing is ready: whatever waits, waits for a cycle. In each cycle that waits for no other one, one node is let go. */
  #untangle(): void {
    const waiting = this.#nodes.flatMap((_, i) => (this.#done[i] ? [] : [i]));
    const targets = (i: number): number[] => (this.#next[i] ?? []).flatMap(([to]) => (this.#done[to] ? [] : [to]));
    for (const part of components(waiting, targets)) {
      const members = new Set(part);
      const waitsForOthers = part.some((i) => [...this.#waits(i).keys()].some((before) => !members.has(before)));
      if (!waitsForOthers) this.#letOneGo(part.sort((a, b) => a - b));
    }
  }

  #letOneGo(part: readonly number[]): void {
    const free = part.filter((i) => ![...this.#waits(i).values()].includes("hard"));
    if (free.length > 0) {
      const least = free.reduce((a, b) => (this.#waits(b).size < this.#waits(a).size ? b : a));
      for (const after of this.#waits(least).keys()) this.#gaveWay.push({ id: this.#id(least), after: this.#id(after) });
      this.#release(least);
      return;
    }
    const cycle = this.#hardCycle(part);
    const cut = cycle.find((i) => this.#mayCut(this.#id(i))) ?? (cycle[0] as number);
    this.#cycles.push({ ids: cycle.map((i) => this.#id(i)), cut: this.#id(cut) });
    this.#release(cut);
  }

  /** Walks backwards along hard edges until it comes round: every member of the part has one. */
  #hardCycle(part: readonly number[]): number[] {
    const seen = new Set<number>();
    let at = part[0] as number;
    while (!seen.has(at)) {
      seen.add(at);
      at = Math.min(...[...this.#waits(at)].flatMap(([before, strength]) => (strength === "hard" ? [before] : [])));
    }
    const path = [...seen];
    return path.slice(path.indexOf(at)).sort((a, b) => a - b);
  }

  #release(at: number): void {
    this.#waits(at).clear();
    this.#ready.push(at);
  }

  #waits(at: number): Map<number, Strength> {
    return this.#before[at] as Map<number, Strength>;
  }

  #id(at: number): string {
    return (this.#nodes[at] as OrderNode).id;
  }
}
