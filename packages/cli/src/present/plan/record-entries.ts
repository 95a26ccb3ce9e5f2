import { isList, type Value } from "@snowtower/kinds";
import { displayed, exactly } from "@snowtower/sql";
import { valueWords } from "./value-words.ts";

export type Entry = { readonly [key: string]: Value };

export function isRecord(value: Value | undefined): value is Entry {
  return typeof value === "object" && !isList(value);
}

/**
 * Two lists of records as maps, each record under what tells it from the others of its list: its name, or the first key that does so
 * on both sides. `null` where nothing does, or where they are no records.
 */
export function recordEntries(
  from: readonly Value[],
  to: readonly Value[],
  areColumns: boolean,
): readonly [ReadonlyMap<string, Value>, ReadonlyMap<string, Value>] | null {
  if (from.length + to.length === 0 || !from.every(isRecord) || !to.every(isRecord)) return null;
  const keys = Object.keys(to[0] ?? from[0] ?? {});
  const label = ["name", ...keys.filter((key) => key !== "name")].find((key) => tells(key, from) && tells(key, to));
  if (label === undefined) return null;
  const words = (value: Value | undefined): string => (areColumns && typeof value === "string" ? displayed(exactly(value)) : valueWords(value));
  const entries = (items: readonly Entry[]): ReadonlyMap<string, Value> => new Map(items.map(({ [label]: own, ...rest }) => [words(own), rest as Value]));
  return [entries(from), entries(to)];
}

function tells(key: string, items: readonly Entry[]): boolean {
  const values = items.map((item) => item[key]);
  return values.every((value) => value !== undefined) && new Set(values.map((value) => valueWords(value))).size === values.length;
}
