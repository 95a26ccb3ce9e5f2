import { type AnyObject, type Field, isList, isUnknown, kindNamed, known, type Value } from "@snowtower/kinds";
import { counted } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";
import { valueWords } from "./value-words.ts";

const MOST_FACTS = 4;
const LONGEST_FACT = 28;

/** What tells a new object from others of its kind, on one line: `8 columns, size SMALL  "Loads raw data"`. */
export function objectGist(object: AnyObject): Line {
  const { fields } = kindNamed(object.kind);
  const facts = Object.entries(fields)
    .flatMap(([name, field]) => factOf(name, field, object) ?? [])
    .slice(0, MOST_FACTS);
  const comment = known(object.fields.comment);
  const said = typeof comment === "string" && comment !== "" ? [span(`${facts.length > 0 ? "  " : ""}"${comment}"`, "dim")] : [];
  return line(facts.join(", "), ...said);
}

/** Nothing is said that is plain from the name, hidden, empty, or too long for a line. */
function factOf(name: string, field: Field, object: AnyObject): string | null {
  const value = object.fields[name];
  if (name === "comment" || value === undefined || isUnknown(value) || field.change === "ignore") return null;
  if (field.secret === true) return name;
  const words = name.replaceAll("_", " ");
  if (typeof value === "boolean") return value ? words.replace(/^is /, "") : null;
  if (typeof value === "object") return sizeWords(words, value);
  if (typeof value === "string" && value.includes("\n")) return counted(value.trimEnd().split("\n").length, `line of ${words}`, `lines of ${words}`);
  const text = valueWords(value);
  const isOwnName = object.name.some((part) => String(value).toUpperCase().startsWith(part.toUpperCase()));
  return isOwnName || text.length > LONGEST_FACT ? null : `${words} ${text}`;
}

function sizeWords(words: string, value: Exclude<Value, string | number | boolean>): string | null {
  const size = isList(value) ? value.length : Object.keys(value).length;
  if (size === 0) return null;
  const one = words.replace(/ies$/, "y").replace(/s$/, "");
  return isList(value) && words.endsWith("s")
    ? counted(size, one, words)
    : `${words} ${valueWords(value)}`.slice(0, LONGEST_FACT + words.length).length < LONGEST_FACT
      ? `${words} ${valueWords(value)}`
      : null;
}
