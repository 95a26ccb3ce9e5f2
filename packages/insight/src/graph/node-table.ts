/** Numbers for what has a type and a name: everything else counts in numbers. */
export class NodeTable {
  readonly types: string[] = [];
  readonly names: string[] = [];
  readonly #byType = new Map<string, Map<string, number>>();

  get size(): number {
    return this.types.length;
  }

  find(type: string, name: string): number | undefined {
    return this.#byType.get(type)?.get(name);
  }

  /** The number it has, or a new one. */
  add(type: string, name: string): number {
    let ofType = this.#byType.get(type);
    if (ofType === undefined) {
      ofType = new Map();
      this.#byType.set(type, ofType);
    }
    const there = ofType.get(name);
    if (there !== undefined) return there;
    ofType.set(name, this.types.length);
    this.names.push(name);
    return this.types.push(type) - 1;
  }

  /** From now on it goes by this name; whatever had it before goes by none. */
  rename(node: number, to: string): void {
    const ofType = this.#byType.get(this.types[node] ?? "");
    if (ofType === undefined) return;
    const from = this.names[node] ?? "";
    if (ofType.get(from) === node) ofType.delete(from);
    ofType.set(to, node);
    this.names[node] = to;
  }
}
