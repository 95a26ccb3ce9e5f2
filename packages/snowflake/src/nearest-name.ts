/** The one of `names` that `given` was probably meant to be: at most a third of its letters wrong, two swapped neighbours counting as one. For "did you mean". */
export function nearestName(given: string, names: readonly string[]): string | null {
  const limit = Math.max(1, Math.floor(given.length / 3));
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of names) {
    const distance = editDistance(given.toLowerCase(), name.toLowerCase());
    if (distance <= limit && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

/** Optimal string alignment. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const replace = (last[j - 1] ?? 0) + (same ? 0 : 1);
      row.push(Math.min(replace, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swapped ? (beforeLast[j - 2] ?? 0) + 1 : replace));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
