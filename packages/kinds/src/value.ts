/** What a field can hold: plain data, so that plans and snapshots are plain data too. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/** A field that could not be read, and why: it never equals anything and never produces a step (RA 9). */
export interface Unknown {
  readonly $unknown: string;
}

/** A field as read or as described. `undefined` is *unset*: nothing was set on the object itself. */
export type Read<T> = T | Unknown | undefined;

export function unknown(why: string): Unknown {
  return { $unknown: why };
}

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && "$unknown" in value;
}

/** Equality of plain data; the order of keys in a map does not count, the order of a list does. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object") return false;
  if (isList(a) || isList(b)) return isList(a) && isList(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key], b[key]));
}

/** `Array.isArray` does not narrow a readonly array. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
