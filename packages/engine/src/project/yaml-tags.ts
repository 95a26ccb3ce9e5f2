import type { ConfigScalar, Position } from "@snowtower/kinds";
import { numberOf, type Typed, typePlain } from "./plain-scalar.ts";

/** A text that a tag like `!include` stands for. */
interface TaggedText {
  readonly text: string;
  readonly secret: boolean;
}

/** Reads what is written behind one tag; `null` if it cannot be read, which is reported. */
export type TagReader = (written: string, at: Position) => TaggedText | null;

/** Readers of the project's own tags: `!include`. */
export type TagReaders = { readonly [tag: string]: TagReader };

const YAML_TAG = "tag:yaml.org,2002:";

/** A text under one of YAML's own tags (`!!int`): its value, `"unfit"` if the text is no such value, `null` if the tag is none of these. */
export function typeTagged(tag: string, source: string): Typed | "unfit" | null {
  if (tag === "!") return typePlain(source); // also in quotes: `! '12'` is a number
  if (tag === `${YAML_TAG}str`) return { value: source, type: "text" };
  if (!tag.startsWith(YAML_TAG)) return null;
  switch (tag.slice(YAML_TAG.length)) {
    case "int":
      return typeof numberOf(source) === "bigint" ? typePlain(source) : "unfit";
    case "float":
      return floatUnderTag(source);
    case "bool":
      return fits(typePlain(source.toLowerCase()), "boolean");
    case "null":
      return { value: null, type: "null" };
    case "timestamp":
      return fits(typePlain(source), "date");
    case "map":
    case "seq":
      return "unfit";
    default:
      return null;
  }
}

export function isCollectionTag(tag: string, collection: "map" | "list"): boolean {
  return tag === "!" || tag === `${YAML_TAG}${collection === "map" ? "map" : "seq"}`;
}

/** `!!int`, as it is written. */
export function shownTag(tag: string): string {
  return tag.startsWith(YAML_TAG) ? `!!${tag.slice(YAML_TAG.length)}` : tag;
}

export function isMergeTag(tag: string | undefined): boolean {
  return tag === `${YAML_TAG}merge`;
}

/** Under the tag a float needs no dot, and a leading zero does not make it octal. */
function floatUnderTag(source: string): Typed | "unfit" {
  const decimal = source.replaceAll("_", "");
  if (/^[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/.test(decimal)) return { value: Number(decimal), type: "number" };
  const number = numberOf(source);
  return typeof number === "number" || (number !== null && source.includes(":")) ? { value: Number(number), type: "number" } : "unfit";
}

function fits(typed: Typed, type: ConfigScalar["type"]): Typed | "unfit" {
  return typed.type === type ? typed : "unfit";
}
