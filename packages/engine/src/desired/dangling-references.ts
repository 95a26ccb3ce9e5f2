import { type Diagnostic, database, idOf, type ObjectId, type Position, refsOf, type Spec } from "@snowtower/kinds";
import { closest } from "@snowtower/sql";
import type { CompiledSpecs } from "./compile-specs.ts";

/**
 * References to what cannot be there: an object of a described schema that no file describes. In a sandbox others may have made it,
 * and what is in a schema that is not the project's only the account can tell.
 */
export function danglingReferences({ objects, attachments }: CompiledSpecs, specs: readonly Spec[]): readonly Diagnostic[] {
  const described = new Map(specs.map((spec) => [spec.id, spec]));
  const ofObjects = objects.flatMap((object) => refsOf(object).map((ref) => ({ ref, at: described.get(object.id)?.at })));
  const ofAttachments = attachments.flatMap(({ attachment: { what, on }, at }) => [what, on].map((ref) => ({ ref, at })));
  return [...ofObjects, ...ofAttachments].flatMap(({ ref, at }) => {
    if (at === undefined || described.has(ref) || !isComplete(ref, described)) return [];
    return [diagnosticOf(ref, at, [...described.keys()])];
  });
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

function diagnosticOf(ref: ObjectId, at: Position, candidates: readonly ObjectId[]): Diagnostic {
  const kind = ref.slice(0, ref.indexOf(":"));
  const name = ref.slice(kind.length + 1);
  const near = closest(
    name,
    candidates.filter((id) => id.startsWith(`${kind}:`)).map((id) => id.slice(kind.length + 1)),
  );
  const hint = near === null ? {} : { hint: `did you mean ${near}?` };
  return { severity: "error", code: "ST1111", message: `it refers to the ${kind} ${name}, which no file describes`, at, ...hint };
}
