import type { Identifier } from "@snowtower/sql";
import type { ConfigNode } from "../../config-node.ts";
import { parseFields } from "../../derive/parse-fields.ts";
import type { Position } from "../../diagnostic.ts";
import type { Fields } from "../../field.ts";
import type { Value } from "../../value.ts";
import type { ParseContext } from "../../value-type.ts";
import { readPart } from "../../value-types/name.ts";
import { refuse } from "../../value-types/refuse.ts";

/** One entry of a file of the role model: a business role, a technical role, a permission model, a plain role. */
export interface ModelEntry {
  /** As written, folded; without the environment's prefix. */
  readonly name: Identifier;
  readonly fields: { readonly [field: string]: Value };
  readonly at: Position;
  readonly node: ConfigNode;
}

/** Reads a file that is a map of names to fields; entries with a mistake are reported and left out. */
export function parseEntries(node: ConfigNode, fields: Fields, context: ParseContext & { readonly aliases?: Readonly<Record<string, string>> }): ModelEntry[] {
  if (node.kind === "scalar" && node.type === "null") return [];
  if (node.kind !== "map") {
    refuse(context, { code: "ST1103", message: "expected a map of names", at: node.at });
    return [];
  }
  return node.entries.flatMap(({ key, keyAt, value }) => {
    const name = readPart(key);
    if (name === null)
      refuse(context, {
        code: "ST1105",
        message: `not a name: "${key}"`,
        at: keyAt,
        hint: "letters, digits, _ and $; put a name with other characters in double quotes",
      });
    const parsed = parseFields(value, fields, context);
    return name === null || !parsed.whole ? [] : [{ name, fields: parsed.values, at: keyAt, node: value }];
  });
}

/** The strings of a field that holds a list. */
export function strings(fields: { readonly [field: string]: Value }, field: string): readonly string[] {
  const value = fields[field];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

/** Where in an entry a text of a field stands: the item itself if it can be found, else the field, else the entry. */
export function placeOf(entry: ModelEntry, field: string, item?: string): Position {
  if (entry.node.kind !== "map") return entry.at;
  const found = entry.node.entries.find(({ key }) => key === field);
  if (found === undefined) return entry.at;
  return (item === undefined ? undefined : placeOfText(found.value, squeezed(item))) ?? found.keyAt;
}

function placeOfText(node: ConfigNode, text: string): Position | undefined {
  if (node.kind === "scalar") return squeezed(node.source) === text ? node.at : undefined;
  for (const child of node.kind === "list" ? node.items : node.entries.map((entry) => entry.value)) {
    const at = placeOfText(child, text);
    if (at !== undefined) return at;
  }
  return undefined;
}

function squeezed(text: string): string {
  return text.replace(/[\s"]+/g, "").toUpperCase();
}
