/**
 * The candidate that was probably meant by `word`, for "did you mean": near by insertions, deletions, replacements and swapped neighbours,
 * not counting case. `null` if nothing is near. Between equals the first by code points is taken, so the order of the candidates does not matter.
 */
export function closest(word: string, candidates: Iterable<string>): string | null {
  const wanted = fold(word);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: { readonly candidate: string; readonly distance: number } | null = null;
  for (const candidate of candidates) {
    const other = fold(candidate);
    if (Math.abs(other.length - wanted.length) > limit || other.length === 0) continue;
    const distance = editDistance(wanted, other);
    if (distance > limit || distance >= Math.max(wanted.length, other.length)) continue;
    if (best === null || distance < best.distance || (distance === best.distance && candidate < best.candidate)) best = { candidate, distance };
  }
  return best?.candidate ?? null;
}

/** `auto-suspend` and `auto_suspend` differ by nothing that a person would call a mistake. */
function fold(word: string): string {
  return word.slice(0, 100).toLowerCase().replaceAll("-", "_");
}

/** Optimal string alignment: swapping two neighbours counts as one edit. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
