/**
 * An immutable map: `set` and `delete` give a new map that shares almost everything with the old one.
 * That is what makes a fork of the account free and a failed statement harmless. (a hash array mapped trie)
 */
export interface PersistentMap<K extends string | number, V> {
  readonly size: number;
  readonly root: Node<K, V> | null;
}

type Node<K, V> = Branch<K, V> | Leaf<K, V> | Collision<K, V>;

/** One pair of a map. Several maps that are built at once may share it. */
export interface Leaf<K, V> {
  readonly kind: "leaf";
  readonly hash: number;
  readonly key: K;
  readonly value: V;
}

interface Collision<K, V> {
  readonly kind: "collision";
  readonly hash: number;
  readonly leaves: readonly Leaf<K, V>[];
}

interface Branch<K, V> {
  readonly kind: "branch";
  readonly bitmap: number;
  readonly nodes: readonly Node<K, V>[];
}

const EMPTY: PersistentMap<never, never> = { size: 0, root: null };

export function emptyMap<K extends string | number, V>(): PersistentMap<K, V> {
  return EMPTY as unknown as PersistentMap<K, V>;
}

function hashOf(key: string | number): number {
  if (typeof key === "number") return Math.imul(key, 0x9e3779b1) >>> 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function popCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function get<K extends string | number, V>(map: PersistentMap<K, V>, key: K): V | undefined {
  const hash = hashOf(key);
  let node = map.root;
  for (let shift = 0; node !== null; shift += 5) {
    if (node.kind === "leaf") return node.key === key ? node.value : undefined;
    if (node.kind === "collision") return node.leaves.find((leaf) => leaf.key === key)?.value;
    const bit = 1 << ((hash >>> shift) & 31);
    if ((node.bitmap & bit) === 0) return undefined;
    node = node.nodes[popCount(node.bitmap & (bit - 1))] ?? null;
  }
  return undefined;
}

export function set<K extends string | number, V>(map: PersistentMap<K, V>, key: K, value: V): PersistentMap<K, V> {
  const leaf: Leaf<K, V> = { kind: "leaf", hash: hashOf(key), key, value };
  if (map.root === null) return { size: 1, root: leaf };
  const grown = { by: 0 };
  const root = insert(map.root, leaf, 0, grown);
  return { size: map.size + grown.by, root };
}

function insert<K, V>(node: Node<K, V>, leaf: Leaf<K, V>, shift: number, grown: { by: number }): Node<K, V> {
  if (node.kind === "branch") {
    const bit = 1 << ((leaf.hash >>> shift) & 31);
    const at = popCount(node.bitmap & (bit - 1));
    const nodes = node.nodes.slice();
    if ((node.bitmap & bit) === 0) {
      grown.by = 1;
      nodes.splice(at, 0, leaf);
      return { kind: "branch", bitmap: node.bitmap | bit, nodes };
    }
    nodes[at] = insert(nodes[at] as Node<K, V>, leaf, shift + 5, grown);
    return { kind: "branch", bitmap: node.bitmap, nodes };
  }
  if (node.kind === "leaf" && node.key === leaf.key) return leaf;
  if (node.hash === leaf.hash) return collide(node, leaf, grown);
  grown.by = 1;
  return split(node, leaf, shift);
}

function collide<K, V>(node: Leaf<K, V> | Collision<K, V>, leaf: Leaf<K, V>, grown: { by: number }): Collision<K, V> {
  const others = (node.kind === "leaf" ? [node] : node.leaves).filter((l) => l.key !== leaf.key);
  const before = node.kind === "leaf" ? 1 : node.leaves.length;
  grown.by = others.length + 1 - before;
  return { kind: "collision", hash: leaf.hash, leaves: [...others, leaf] };
}

function split<K, V>(a: Leaf<K, V> | Collision<K, V>, b: Leaf<K, V>, shift: number): Branch<K, V> {
  const ia = (a.hash >>> shift) & 31;
  const ib = (b.hash >>> shift) & 31;
  if (ia === ib) return { kind: "branch", bitmap: 1 << ia, nodes: [split(a, b, shift + 5)] };
  return { kind: "branch", bitmap: (1 << ia) | (1 << ib), nodes: ia < ib ? [a, b] : [b, a] };
}

export function leafOf<K extends string | number, V>(key: K, value: V): Leaf<K, V> {
  return { kind: "leaf", hash: hashOf(key), key, value };
}

/** The map of all these at once, several times faster than one `set` after the other; of two with the same key the later one stays. */
export function mapOfLeaves<K extends string | number, V>(leaves: readonly Leaf<K, V>[]): PersistentMap<K, V> {
  if (leaves.length === 0) return emptyMap();
  const counted = { lost: 0 };
  const root = nodeOf(leaves, 0, counted);
  return { size: leaves.length - counted.lost, root };
}

function nodeOf<K, V>(leaves: readonly Leaf<K, V>[], shift: number, counted: { lost: number }): Node<K, V> {
  const [first] = leaves as readonly [Leaf<K, V>];
  if (leaves.length === 1) return first;
  if (leaves.every((leaf) => leaf.hash === first.hash)) return sameHash(leaves, counted);
  const buckets: Leaf<K, V>[][] = [];
  let bitmap = 0;
  for (const leaf of leaves) {
    const at = (leaf.hash >>> shift) & 31;
    const bucket = buckets[at];
    if (bucket === undefined) buckets[at] = [leaf];
    else bucket.push(leaf);
    bitmap |= 1 << at;
  }
  // Where no leaf fell there is no bucket.
  const nodes: Node<K, V>[] = [];
  for (const bucket of buckets) if (bucket !== undefined) nodes.push(nodeOf(bucket, shift + 5, counted));
  return { kind: "branch", bitmap, nodes: nodes.slice() };
}

function sameHash<K, V>(leaves: readonly Leaf<K, V>[], counted: { lost: number }): Node<K, V> {
  const byKey = new Map(leaves.map((leaf) => [leaf.key, leaf]));
  counted.lost += leaves.length - byKey.size;
  const [first, ...more] = byKey.values();
  if (first === undefined) throw new Error("no leaf");
  return more.length === 0 ? first : { kind: "collision", hash: first.hash, leaves: [first, ...more] };
}

export function remove<K extends string | number, V>(map: PersistentMap<K, V>, key: K): PersistentMap<K, V> {
  if (map.root === null || get(map, key) === undefined) return map;
  const root = without(map.root, key, hashOf(key), 0);
  return root === null ? emptyMap() : { size: map.size - 1, root };
}

function without<K, V>(node: Node<K, V>, key: K, hash: number, shift: number): Node<K, V> | null {
  if (node.kind === "leaf") return node.key === key ? null : node;
  if (node.kind === "collision") {
    const leaves = node.leaves.filter((l) => l.key !== key);
    return leaves.length === 1 ? (leaves[0] as Leaf<K, V>) : { ...node, leaves };
  }
  const bit = 1 << ((hash >>> shift) & 31);
  if ((node.bitmap & bit) === 0) return node;
  const at = popCount(node.bitmap & (bit - 1));
  const child = without(node.nodes[at] as Node<K, V>, key, hash, shift + 5);
  const nodes = node.nodes.slice();
  if (child === null) nodes.splice(at, 1);
  else nodes[at] = child;
  if (nodes.length === 0) return null;
  const only = nodes[0] as Node<K, V>;
  if (nodes.length === 1 && only.kind !== "branch") return only;
  return { kind: "branch", bitmap: child === null ? node.bitmap & ~bit : node.bitmap, nodes };
}

/** All values, in no useful order. */
export function valuesOf<K extends string | number, V>(map: PersistentMap<K, V> | undefined): V[] {
  const found: V[] = [];
  if (map?.root) collect(map.root, (leaf) => found.push(leaf.value));
  return found;
}

export function keysOf<K extends string | number, V>(map: PersistentMap<K, V> | undefined): K[] {
  const found: K[] = [];
  if (map?.root) collect(map.root, (leaf) => found.push(leaf.key));
  return found;
}

function collect<K, V>(node: Node<K, V>, visit: (leaf: Leaf<K, V>) => void): void {
  if (node.kind === "leaf") visit(node);
  else for (const child of node.kind === "branch" ? node.nodes : node.leaves) collect(child, visit);
}
