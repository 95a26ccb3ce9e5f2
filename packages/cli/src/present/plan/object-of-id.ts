import { type AnyObject, kindOfId, type ObjectId } from "@snowtower/kinds";
import { exactly, parseQualifiedName, type QualifiedName } from "@snowtower/sql";

/** An object of which no more is known than its id: enough to say its name in its place. */
export function objectOfId(id: ObjectId): AnyObject {
  const kind = kindOfId(id);
  const signed = id.slice(kind.length + 1);
  // The arguments are types: no quote stands in them.
  const [, own = signed, types] = /^(.*)\(([^()"]*)\)$/s.exec(signed) ?? [];
  const name: QualifiedName = parseQualifiedName(own) ?? [exactly(own)];
  const argumentTypes = types === undefined ? {} : { argumentTypes: types.split(", ").filter((type) => type !== "") };
  return { kind, id, name, ...argumentTypes, owner: null, fields: {} };
}
