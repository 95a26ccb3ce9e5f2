import type { Entry } from "../catalog/entry.ts";

/** The cell of a seeded object as it was read, as long as this account would print for it what it would have printed then; `computed` otherwise. */
export function seenCell(entry: Entry, key: string, computed: string | null): string | null {
  const seen = entry.seen?.[key];
  return seen === undefined || seen[0] !== computed ? computed : seen[1];
}

const KEYS = ["property", "name"];

/** The rows of DESCRIBE with what was read in place of what nothing here makes so. */
export function seenRows(entry: Entry, of: { readonly columns: readonly { readonly name: string }[]; readonly rows: readonly (readonly (string | null)[])[] }) {
  if (entry.seen === undefined) return of.rows;
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
