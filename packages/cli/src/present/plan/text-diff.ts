/** A line of a difference between two texts: kept, only in the one, only in the other, or a gap of so many kept lines. */
type DiffLine = { readonly kind: "same" | "gone" | "come"; readonly text: string } | { readonly kind: "gap"; readonly lines: number };

const CONTEXT = 2;
/** A table of more cells takes longer than a person waits; then what differs is shown as replaced. */
const MOST_CELLS = 4_000_000;

/** The lines in which two texts differ, with a little around them. */
export function textDiff(from: string, to: string): readonly DiffLine[] {
  return withGaps(lineDiff(linesOf(from), linesOf(to)));
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
}

type Plain = Exclude<DiffLine, { readonly kind: "gap" }>;

function lineDiff(from: readonly string[], to: readonly string[]): readonly Plain[] {
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < from.length - head && tail < to.length - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  const same = (text: string): Plain => ({ kind: "same", text });
  return [
    ...from.slice(0, head).map(same),
    ...middle(from.slice(head, from.length - tail), to.slice(head, to.length - tail)),
    ...from.slice(from.length - tail).map(same),
  ];
}

/** By the longest common subsequence; what goes comes before what comes. */
function middle(from: readonly string[], to: readonly string[]): readonly Plain[] {
  const width = to.length + 1;
  if (from.length * to.length > MOST_CELLS)
    return [...from.map((text) => ({ kind: "gone", text }) as const), ...to.map((text) => ({ kind: "come", text }) as const)];
  const common = new Uint32Array((from.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) common[i * width + j] = from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: Plain[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const [gone, come] = [from[i], to[j]];
    if (gone !== undefined && gone === come) {
      lines.push({ kind: "same", text: gone });
      i++;
      j++;
    } else if (gone !== undefined && (come === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: "gone", text: gone });
      i++;
    } else {
      lines.push({ kind: "come", text: come ?? "" });
      j++;
    }
  }
  return lines;
}

function withGaps(lines: readonly Plain[]): readonly DiffLine[] {
  const near = lines.map((_, i) => lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(({ kind }) => kind !== "same"));
  const shown: DiffLine[] = [];
  let left = 0;
  lines.forEach((each, i) => {
    // A gap of one line would take as much room as the line.
    const alone = near[i - 1] === true && near[i + 1] === true;
    if (near[i] === true || alone) {
      if (left > 0) shown.push({ kind: "gap", lines: left });
      left = 0;
      shown.push(each);
    } else left++;
  });
  return left > 0 ? [...shown, { kind: "gap", lines: left }] : shown;
}
