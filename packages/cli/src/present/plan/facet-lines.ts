import { sameValue, type Value } from "@snowtower/kinds";
import { type Line, line, span } from "../rich/line.ts";
import { typeWords } from "./column-words.ts";
import { isOpaque, shortenedPair } from "./opaque-text.ts";
import { type Entry, isRecord } from "./record-entries.ts";
import { valueWords } from "./value-words.ts";

interface FacetLook {
  readonly full: boolean;
  readonly columns: boolean;
}

/** In what an entry differs, a line each: `NUMBER(10,0) NOT NULL -> NUMBER(20,0) NOT NULL`, `comment "a" -> "b"`. */
export function facetLines(from: Value, to: Value, { full, columns }: FacetLook): readonly Line[] {
  if (!isRecord(from) || !isRecord(to)) return [changeLine("", changeWords(from, to, full))];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((key) => !sameValue(from[key], to[key]));
  const ofType = columns ? typeLines(from, to) : [];
  const others = keys.filter((key) => !columns || !TYPE.includes(key));
  return [...ofType, ...others.map((key) => changeLine(`${key.replaceAll("_", " ")} `, facetWords(key, [from[key], to[key]], full)))];
}

const TYPE = ["type", "not_null"];

/** Type and NOT NULL are one thing in SQL; where only NULL differs, the type says nothing. */
function typeLines(from: Entry, to: Entry): readonly Line[] {
  if (!sameValue(from.type, to.type)) return [changeLine("", [typeWords(from), typeWords(to)])];
  if (sameValue(from.not_null, to.not_null)) return [];
  return [changeLine("", [from, to].map(({ not_null: never }) => (never === true ? "NOT NULL" : "NULL")) as [string, string])];
}

function changeLine(what: string, [from, to]: readonly [string, string]): Line {
  return line(what, span(from, "red"), " -> ", span(to, "green"));
}

function facetWords(key: string, [from, to]: readonly [Value | undefined, Value | undefined], full: boolean): readonly [string, string] {
  if (key !== "comment") return changeWords(from, to, full);
  return [from, to].map((value) => (typeof value === "string" ? JSON.stringify(value) : valueWords(value, { full }))) as [string, string];
}

/** Both sides of a change in words that differ. */
export function changeWords(from: Value | undefined, to: Value | undefined, full: boolean): readonly [string, string] {
  const isPair = !full && typeof from === "string" && typeof to === "string" && isOpaque(from) && isOpaque(to);
  return isPair ? shortenedPair(from, to) : [valueWords(from, { full }), valueWords(to, { full })];
}
