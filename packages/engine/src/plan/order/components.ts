/** Strongly connected parts of the graph of the given nodes, as Tarjan finds them; without recursion, so that a long chain does not overflow the stack. */
export function components(nodes: readonly number[], next: (node: number) => readonly number[]): number[][] {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const open = new Set<number>();
  const stack: number[] = [];
  const found: number[][] = [];
  const enter = (node: number): { node: number; targets: readonly number[]; at: number } => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    open.add(node);
    return { node, targets: next(node), at: 0 };
  };
  for (const root of nodes) {
    if (index.has(root)) continue;
    const path = [enter(root)];
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const target = frame.targets[frame.at++];
      if (target === undefined) {
        path.pop();
        close(frame.node);
        lower(path.at(-1)?.node, low.get(frame.node));
      } else if (!index.has(target)) path.push(enter(target));
      else if (open.has(target)) lower(frame.node, index.get(target));
    }
  }
  return found;

  function lower(node: number | undefined, to: number | undefined): void {
    if (node !== undefined && to !== undefined && to < (low.get(node) ?? 0)) low.set(node, to);
  }

  function close(node: number): void {
    if (low.get(node) !== index.get(node)) return;
    const part = stack.splice(stack.lastIndexOf(node));
    for (const member of part) open.delete(member);
    found.push(part);
  }
}
