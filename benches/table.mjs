// The table of `npm run bench`: a line a row, with the median of its samples and its ratio to the first row of its bench.

/** @param {readonly { bench: string, label: string, samples: readonly number[], unit?: string }[]} rows */
export function tableOf(rows) {
  const lines = rows.map(({ bench, label, samples, unit = "ms" }) => {
    const first = rows.find((row) => row.bench === bench);
    return [
      bench,
      label,
      `${shown(median(samples))} ${unit}`,
      `${shown(Math.min(...samples))} - ${shown(Math.max(...samples))}`,
      `${ratio(samples, first.samples)}x`,
    ];
  });
  const table = [["bench", "case", "median", "range", "ratio"], ...lines];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  return table.map((line) => line.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  ")).join("\n");
}

/** Throws for no samples: a bench that measured nothing has no median. */
export function median(samples) {
  if (samples.length === 0) throw new RangeError("no samples");
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function ratio(samples, first) {
  return (median(samples) / median(first)).toFixed(2);
}

function shown(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
