import { type AnyObject, type Field, isList, isUnknown, kindNamed, known, type Value } from "@snowtower/kinds";
import { counted } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";
import { cutText, widthOfText } from "../rich/text-width.ts";
import { valueWords } from "./value-words.ts";

const MOST_FACTS = 3;
const LONGEST_FACT = 30;
/** Less of a comment says nothing; so much of it is worth more than a second fact. */
const LEAST_COMMENT = 12;
const WORTH = 26;
const GAP = "  ";

/** What tells a new object from others of its kind, in a width: `8 columns, size SMALL  "Loads raw data"`. */
export function objectGist(object: AnyObject, width: number): Line {
  const { fields } = kindNamed(object.kind);
  const all = Object.entries(fields).flatMap(([name, field]) => factOf(name, field, object) ?? []);
  const comment = known(object.fields.comment);
  const kept = typeof comment === "string" && comment !== "" ? Math.min(WORTH, widthOfText(comment)) + GAP.length + 2 : 0;
  let facts = "";
  for (const fact of all.slice(0, MOST_FACTS)) {
    const longer = facts === "" ? fact : `${facts}, ${fact}`;
    if (widthOfText(longer) <= (facts === "" ? width : width - kept)) facts = longer;
  }
  const gap = facts === "" ? "" : GAP;
  const room = width - widthOfText(facts) - gap.length - 2;
  if (typeof comment !== "string" || comment === "" || room < Math.min(LEAST_COMMENT, widthOfText(comment))) return line(facts);
  return line(facts, gap, span(`"${cutText(span(comment).text, room)}"`, "dim"));
}

/** Nothing is said that is plain from the name, hidden, empty, or too long for a line. */
function factOf(name: string, field: Field, object: AnyObject): string | null {
  const value = object.fields[name];
  if (name === "comment" || value === undefined || isUnknown(value) || field.change === "ignore") return null;
  const words = name.replaceAll("_", " ");
  if (field.secret === true) return words;
  if (typeof value === "boolean") return value ? words.replace(/^is /, "") : null;
  if (typeof value === "object") return sizeWords(words, value);
  if (typeof value === "string" && value.trimEnd().includes("\n")) return counted(value.trimEnd().split("\n").length, "line");
  const text = valueWords(value);
  const isOwnName = object.name.some((part) => String(value).toUpperCase().startsWith(part.toUpperCase()));
  return isOwnName || text.length > LONGEST_FACT ? null : `${words} ${text}`;
}

function sizeWords(words: string, value: Exclude<Value, string | number | boolean>): string | null {
  const size = isList(value) ? value.length : Object.keys(value).length;
  if (size === 0) return null;
  if (isList(value) && words.endsWith("s")) return counted(size, words.replace(/s$/, ""), words);
  const said = `${words} ${valueWords(value)}`;
  return said.length <= LONGEST_FACT ? said : null;
}
