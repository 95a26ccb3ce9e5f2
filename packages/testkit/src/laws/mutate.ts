import type { Plain } from "./type-samples.ts";

interface Mutant {
  /** What was done: `size: misspelt`. */
  readonly what: string;
  readonly file: { readonly [field: string]: Plain };
}

/** Every way to spoil one place of a file: a key deleted, or added; a value of another type, out of range, empty, or misspelt. */
export function mutants(file: { readonly [field: string]: Plain }): readonly Mutant[] {
  return inMap(file).map(({ what, value }) => ({ what, file: value as Mutant["file"] }));
}

interface Spoilt {
  readonly what: string;
  readonly value: Plain;
}

function spoilt(value: Plain): readonly Spoilt[] {
  return [...ofAnotherType(value), ...within(value)];
}

const TYPES: readonly (readonly [string, Plain])[] = [
  ["text", "x y!"],
  ["a number", 7.5],
  ["a list", [{}]],
  ["a map", { "not a key!": [] }],
  ["true", true],
];

function ofAnotherType(value: Plain): readonly Spoilt[] {
  const own = Array.isArray(value) ? "a list" : { string: "text", number: "a number", boolean: "true", object: "a map" }[typeof value as "string"];
  return TYPES.flatMap(([what, other]) => (what === own ? [] : [{ what: `${what} instead`, value: other }]));
}

function within(value: Plain): readonly Spoilt[] {
  if (typeof value === "string")
    return [
      { what: "misspelt", value: `${value}~x` },
      { what: "empty", value: "" },
    ];
  if (typeof value === "number") return [-1_000_000_007, 1_000_000_007, 0.5].map((n) => ({ what: `${n}`, value: n }));
  if (Array.isArray(value)) return inList(value);
  return typeof value === "object" && value !== null ? inMap(value as { readonly [key: string]: Plain }) : [];
}

function inList(list: readonly Plain[]): readonly Spoilt[] {
  const items = list.flatMap((item, i) => spoilt(item).map(({ what, value }) => ({ what: `${i}: ${what}`, value: list.with(i, value) })));
  return [{ what: "no items", value: [] }, { what: "nothing among the items", value: [...list, null] }, ...items];
}

function inMap(map: { readonly [key: string]: Plain }): readonly Spoilt[] {
  const keys = Object.entries(map).flatMap(([key, value]): readonly Spoilt[] => {
    const { [key]: _gone, ...rest } = map;
    return [
      { what: `${key}: deleted`, value: rest },
      { what: `${key}: nothing`, value: { ...map, [key]: null } },
      { what: `${key}: misspelt`, value: { ...rest, [`${key}~x`]: value } },
      ...spoilt(value).map(({ what, value: other }) => ({ what: `${key}: ${what}`, value: { ...map, [key]: other } })),
    ];
  });
  return [{ what: "a key more", value: { ...map, "no such field": "x" } }, ...keys];
}
