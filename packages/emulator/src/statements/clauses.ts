import type { ObjectClass, Property, Spec } from "../objects/object-class.ts";
import { parameterAt, readParameterValue } from "../parameters/known.ts";
import type { Cursor } from "../parser/cursor.ts";
import { text } from "../parser/value.ts";
import { invalidProperty } from "../sql-error.ts";

function propertyAt(of: ObjectClass, name: string, verb: "create" | "alter"): Property | undefined {
  return of.properties.find((property) => property.name === name && (property.only === undefined || property.only === verb));
}

/** Reads one `KEY = value` into the spec; false if no such thing comes next. */
export function readPropertyClause(cursor: Cursor, spec: Spec, of: { readonly class: ObjectClass; readonly verb: "create" | "alter" }): boolean {
  const token = cursor.peek();
  if (token.kind !== "word" || cursor.peek(1).text !== "=") return false;
  const name = token.value;
  const property = propertyAt(of.class, name, of.verb);
  const parameter = of.class.parameterLevel === undefined ? null : parameterAt(of.class.parameterLevel, name);
  if (name !== "COMMENT" && property === undefined && parameter === null) throw invalidProperty(name, of.class.name);
  cursor.expect(name);
  cursor.expect("=");
  if (property !== undefined) spec.properties[name] = property.read(cursor, name);
  else if (name === "COMMENT") spec.comment = (text(cursor, name) as string | null) ?? "";
  else if (parameter !== null) {
    const value = readParameterValue(cursor, parameter);
    if (value !== null) spec.parameters[name] = value;
    else spec.unset = [...(spec.unset ?? []), name];
  }
  return true;
}

/** `SET a = 1 b = 2, c = 3` up to the end. */
export function readSet(cursor: Cursor, of: ObjectClass): Spec {
  const spec: Spec = { properties: {}, parameters: {} };
  let count = 0;
  while (!cursor.atEnd) {
    if (count > 0) cursor.accept(",");
    if (!readPropertyClause(cursor, spec, { class: of, verb: "alter" })) cursor.fail();
    count++;
  }
  if (count === 0) cursor.fail();
  return spec;
}

/** `UNSET a, b`: the names, checked. */
export function readUnset(cursor: Cursor, of: ObjectClass): readonly string[] {
  const names: string[] = [];
  do {
    const token = cursor.peek();
    if (token.kind !== "word") cursor.fail();
    const name = cursor.next().value;
    const isKnown =
      name === "COMMENT" || propertyAt(of, name, "alter") !== undefined || (of.parameterLevel !== undefined && parameterAt(of.parameterLevel, name) !== null);
    if (!isKnown) throw invalidProperty(name, of.name);
    names.push(name);
  } while (cursor.accept(",") || !cursor.atEnd);
  return names;
}
