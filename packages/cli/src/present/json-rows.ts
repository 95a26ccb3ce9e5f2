/** Rows as a JSON list of objects. A column's name that comes again gets a number, so that no cell is lost. */
export function jsonRows(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const keys = uniqueKeys(columns);
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(keys.map((key, i) => [key, row[i] ?? null]))),
    null,
    2,
  );
}

function uniqueKeys(columns: readonly string[]): readonly string[] {
  const used = new Set(columns);
  const seen = new Set<string>();
  return columns.map((column) => {
    let key = column;
    for (let n = 2; seen.has(key); n++) if (!used.has(`${column}_${n}`)) key = `${column}_${n}`;
    seen.add(key);
    used.add(key);
    return key;
  });
}
