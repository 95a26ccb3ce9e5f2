/** The items of `[a, b]` or `['a', "b"]`, as DESCRIBE FUNCTION prints lists; `null` if it is none. */
export function shownList(cell: string): readonly string[] | null {
  const inner = /^\[(.*)\]$/s.exec(cell.trim())?.[1];
  if (inner === undefined) return null;
  if (inner.trim() === "") return [];
  return inner.split(",").map((item) => unquoted(item.trim()));
}

/** The pairs of `{"a": "b"}` or `{'a': b}`; `null` if it is no such map. */
export function shownMap(cell: string): ReadonlyMap<string, string> | null {
  const inner = /^\{(.*)\}$/s.exec(cell.trim())?.[1];
  if (inner === undefined) return null;
  const json = parsed(cell);
  if (json !== null) return json;
  const pairs = inner.trim() === "" ? [] : inner.split(",").map((pair) => /^\s*('[^']*'|"[^"]*"|[^:=\s]+)\s*[:=]\s*(.+?)\s*$/s.exec(pair));
  if (pairs.some((pair) => pair === null)) return null;
  return new Map(pairs.map((pair) => [unquoted(pair?.[1] ?? ""), pair?.[2]?.startsWith("'") ? unquoted(pair[2]) : (pair?.[2] ?? "")]));
}

function parsed(cell: string): ReadonlyMap<string, string> | null {
  try {
    const json: unknown = JSON.parse(cell);
    const entries = Object.entries(json as object);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === "string") ? new Map(entries) : null;
  } catch {
    return null;
  }
}

function unquoted(item: string): string {
  return /^'.*'$/s.test(item) || /^"[^"]*"$/.test(item) ? item.slice(1, -1) : item;
}
