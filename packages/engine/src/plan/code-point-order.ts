/** Orders text by code points: `<` compares UTF-16 units, which puts an emoji before U+FFxx. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Halves of a surrogate pair stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

export function sortedByCodePoint(texts: Iterable<string>): string[] {
  return [...texts].sort(byCodePoint);
}

/** Items in the order of a text of theirs, which is computed once an item. */
export function sortedBy<T>(items: Iterable<T>, text: (item: T) => string): T[] {
  return [...items]
    .map((item) => [text(item), item] as const)
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([, item]) => item);
}
