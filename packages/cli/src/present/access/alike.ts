import { granteeKey, isDerivedRole } from "@snowtower/kinds";
import type { GranteeFolds } from "./fold.ts";
import { foldWords } from "./fold-words.ts";

/** Grantees to whom the same happens, each in the place that its own name says; the first one stands for all. */
export interface Alike {
  readonly first: GranteeFolds;
  readonly others: readonly GranteeFolds[];
}

/**
 * Puts grantees together whose lines differ only in the name of what they are named after: `CORE__SALES__READ__S_ROLE` reads CORE.SALES,
 * `CORE__FINANCE__READ__S_ROLE` reads CORE.FINANCE. Only roles of the role model and users are, because there the name says the place;
 * others have to have the very same lines. A loss is always shown by itself, and so is a risk.
 */
export function alike(all: readonly GranteeFolds[]): readonly Alike[] {
  const groups = new Map<string, GranteeFolds[]>();
  for (const each of all) {
    const key = shapeOf(each) ?? granteeKey(each.to);
    const there = groups.get(key);
    if (there === undefined) groups.set(key, [each]);
    else there.push(each);
  }
  return [...groups.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [{ first, others }]));
}

/** The lines with their own place taken out; `null` for what is to be shown by itself. */
function shapeOf({ to, folds }: GranteeFolds): string | null {
  if (folds.some(({ first: { does, cost } }) => does === "loses" || (cost.risk !== "safe" && !(does === "owns" && cost.risk === "caution")))) return null;
  const own = ownPlaces(to.name);
  const words = folds.map((fold) => foldWords(fold, true));
  const isNamed = to.type === "USER" || (to.type === "ROLE" && isDerivedRole(to.name));
  const suffix = isNamed && to.type === "ROLE" ? (to.name.split("__").at(-1) ?? "") : "";
  return JSON.stringify([to.type, suffix, ...(isNamed ? words.map((each) => withoutOwn(each, own)) : words)]);
}

interface Place {
  readonly name: string;
  /** Which parts of the grantee's name it is. */
  readonly mark: string;
}

/** `CORE__SALES`, `CORE`, `SALES`, ... for CORE__SALES__READ__S_ROLE; the name itself for a user. Longest first. */
function ownPlaces(name: string): readonly Place[] {
  const parts = name.split("__");
  const places = parts.flatMap((_, from) =>
    parts.slice(from).map((_each, i) => ({ name: parts.slice(from, from + i + 1).join("__"), mark: `<${from}-${from + i}>` })),
  );
  return places.sort((a, b) => b.name.length - a.name.length);
}

/** Names are compared as derived roles write them: `DEV__CORE.SALES` as `DEV__CORE__SALES`. */
function withoutOwn(words: string, own: readonly Place[]): string {
  return words.replace(/[\w$.]+/g, (word) => {
    if (!/[A-Z]/.test(word)) return word;
    const joined = word.replaceAll(".", "__");
    const place = own.find(({ name }) => joined === name || joined.startsWith(`${name}__`));
    return place === undefined ? word : `${place.mark}${joined.slice(place.name.length)}`;
  });
}
