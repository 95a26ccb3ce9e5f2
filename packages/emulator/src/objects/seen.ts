import type { Entry, Value } from "../catalog/entry.ts";

/** The property of an object that came with a seed: cells that nothing here makes so. */
export const SEEN = "SEEN";

/** What this account would print, and what was read instead. */
export type Seen = readonly [here: string | null, read: string | null];

/** The cell of a seeded object as it was read, as long as this account would print for it what it would have printed then; `computed` otherwise. */
export function seenCell(entry: Entry, key: string, computed: string | null): string | null {
  const stored = entry.properties[SEEN] as unknown as Readonly<Record<string, Seen>> | undefined;
  const seen = stored?.[key];
  return seen === undefined || seen[0] !== computed ? computed : seen[1];
}

export function withSeen(properties: Record<string, Value>, cells: Readonly<Record<string, Seen>>): void {
  if (Object.keys(cells).length > 0) properties[SEEN] = cells as unknown as Value;
}

const KEYS = ["property", "name"];

/** The rows of DESCRIBE with what was read in place of what nothing here makes so. */
export function seenRows(entry: Entry, of: { readonly columns: readonly { readonly name: string }[]; readonly rows: readonly (readonly (string | null)[])[] }) {
  if (entry.properties[SEEN] === undefined) return of.rows;
  const names = of.columns.map(({ name }) => name);
  const key = names.findIndex((name) => KEYS.includes(name));
  const value = names.findIndex((name) => name === "value" || name === "property_value");
  return of.rows.map((row) =>
    row.map((cell, i) => {
      if (value >= 0) return i === value ? seenCell(entry, `desc ${(row[key] ?? "").toLowerCase()}`, cell) : cell;
      return of.rows.length === 1 ? seenCell(entry, `desc ${names[i]}`, cell) : cell;
    }),
  );
}
