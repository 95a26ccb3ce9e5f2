import type { ConfigNode } from "../config-node.ts";
import type { Position } from "../diagnostic.ts";
import type { Fields } from "../field.ts";
import type { Value } from "../value.ts";
import type { ParseContext } from "../value-type.ts";
import { describeNode, refuse } from "../value-types/refuse.ts";

interface ParsedFields {
  readonly values: { readonly [field: string]: Value };
  readonly places: { readonly [field: string]: Position };
  /** False if something was refused: the values are what could be understood. */
  readonly whole: boolean;
}

interface ParseFieldsOptions {
  readonly required?: readonly string[];
  /** Other names under which a field may stand. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** Reads a map of fields, reporting every mistake in it. A field that is given as nothing (`comment:`) is as if it were absent. */
export function parseFields(node: ConfigNode, fields: Fields, context: ParseContext & ParseFieldsOptions): ParsedFields {
  const values: { [field: string]: Value } = {};
  const places: { [field: string]: Position } = {};
  let whole = true;
  if (node.kind === "scalar" && node.type === "null") return { values, places, whole: noneMissing(node, values, context) };
  if (node.kind !== "map") {
    refuse(context, { code: "ST1103", message: `expected a map of fields, found ${describeNode(node)}`, at: node.at });
    return { values, places, whole: false };
  }
  for (const entry of node.entries) {
    const name = context.aliases?.[entry.key] ?? entry.key;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) {
      refuse(context, { code: "ST1101", message: `unknown field "${entry.key}"`, at: entry.keyAt, closestTo: { word: entry.key, among: Object.keys(fields) } });
      whole = false;
      continue;
    }
    if (entry.value.kind === "scalar" && entry.value.type === "null") continue;
    places[name] = entry.keyAt;
    const value = field.type.parse(entry.value, context);
    if (value === undefined) whole = false;
    else values[name] = value;
  }
  return { values, places, whole: noneMissing(node, places, context) && whole };
}

function noneMissing(node: ConfigNode, given: object, context: ParseContext & ParseFieldsOptions): boolean {
  const missing = (context.required ?? []).filter((name) => !Object.hasOwn(given, name));
  for (const name of missing) refuse(context, { code: "ST1102", message: `"${name}" is missing`, at: node.at });
  return missing.length === 0;
}
