import type { QualifiedName } from "@snowtower/sql";
import type { ConfigNode } from "../config-node.ts";
import type { Position } from "../diagnostic.ts";
import type { Kind } from "../kind.ts";
import { idOf } from "../object-id.ts";
import type { Spec } from "../spec.ts";
import type { ParseContext } from "../value-type.ts";
import { refuse } from "../value-types/refuse.ts";
import { fileFields } from "./file-fields.ts";
import { parseFields } from "./parse-fields.ts";

/** What a file's place says of the object it describes. */
interface SpecPlace {
  /** With the environment's prefix. */
  readonly name: QualifiedName;
  readonly argumentTypes?: readonly string[];
  readonly at: Position;
}

/** One object's part of a file as a spec. */
export function parseSpec(kind: Kind, place: SpecPlace, source: { readonly node: ConfigNode; readonly context: ParseContext }): Spec {
  const { node, context } = source;
  const fields = fileFields(kind);
  const { kept, refused } = withoutLater(kind, node, context);
  const parsed = parseFields(kept, fields, { ...context, required: kind.required ?? [] });
  const overload = place.argumentTypes === undefined ? {} : { argumentTypes: place.argumentTypes };
  return {
    kind: kind.name,
    id: idOf(kind.name, place.name, place.argumentTypes),
    name: place.name,
    ...overload,
    fields: parsed.values,
    flawed: !parsed.whole || refused,
    at: place.at,
    places: parsed.places,
  };
}

function withoutLater(kind: Kind, node: ConfigNode, context: ParseContext): { readonly kept: ConfigNode; readonly refused: boolean } {
  const later = new Set(kind.later);
  if (node.kind !== "map" || later.size === 0) return { kept: node, refused: false };
  const refused = node.entries.filter((entry) => later.has(entry.key));
  for (const entry of refused) {
    refuse(context, {
      code: "ST1106",
      message: `"${entry.key}" of a ${kind.name} is not supported yet`,
      at: entry.keyAt,
      hint: "remove it; nothing was planned for it",
    });
  }
  return { kept: { ...node, entries: node.entries.filter((entry) => !later.has(entry.key)) }, refused: refused.length > 0 };
}
