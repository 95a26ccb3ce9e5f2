import { type AnyObject, type Diagnostic, database, idOf, type ObjectId, refsOf, type Spec } from "@snowtower/kinds";
import { closest } from "@snowtower/sql";

/**
 * References to what cannot be there: an object of a described schema that no file describes. In a sandbox others may have made it,
 * and what is in a schema that is not the project's only the account can tell.
 */
export function danglingReferences(objects: readonly AnyObject[], specs: readonly Spec[]): readonly Diagnostic[] {
  const described = new Map(specs.map((spec) => [spec.id, spec]));
  return objects.flatMap((object) =>
    refsOf(object).flatMap((ref) => {
      if (described.has(ref) || !isComplete(ref, described)) return [];
      const spec = described.get(object.id);
      return spec === undefined ? [] : [diagnosticOf(ref, spec, [...described.keys()])];
    }),
  );
}

/** True for what is in a schema all of whose objects are described. */
function isComplete(ref: ObjectId, described: ReadonlyMap<ObjectId, Spec>): boolean {
  const schema = schemaOf(ref, described);
  if (schema === null || schema.fields.is_sandbox === true) return false;
  return described.get(idOf(database.name, schema.name.slice(0, 1)))?.fields.is_sandbox !== true;
}

/** The longest described container whose name the reference starts with. */
function schemaOf(ref: ObjectId, described: ReadonlyMap<ObjectId, Spec>): Spec | null {
  const name = ref.slice(ref.indexOf(":") + 1);
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    const spec = described.get(`schema:${name.slice(0, dot)}` as ObjectId);
    if (spec !== undefined) return spec;
  }
  return null;
}

function diagnosticOf(ref: ObjectId, spec: Spec, candidates: readonly ObjectId[]): Diagnostic {
  const kind = ref.slice(0, ref.indexOf(":"));
  const name = ref.slice(kind.length + 1);
  const near = closest(
    name,
    candidates.filter((id) => id.startsWith(`${kind}:`)).map((id) => id.slice(kind.length + 1)),
  );
  const hint = near === null ? {} : { hint: `did you mean ${near}?` };
  return { severity: "error", code: "ST1111", message: `it refers to the ${kind} ${name}, which no file describes`, at: spec.at, ...hint };
}
