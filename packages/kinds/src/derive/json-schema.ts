import type { Field, Fields } from "../field.ts";
import type { Kind } from "../kind.ts";
import type { JsonSchema } from "../value-type.ts";
import { fileFields } from "./file-fields.ts";

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** A value that is put in before the file is understood: editors see the placeholder. */
const placeholder: JsonSchema = { type: "string", pattern: "\\$\\{\\{.*\\}\\}" };

/** The form of a file that describes objects of the kind, for editors: a map from names where one file holds many, else one object's fields. */
export function fileSchema(kind: Kind): JsonSchema {
  const one = objectSchema(kind);
  const isMap = kind.layout === "root file" || kind.layout === "database file";
  return { $schema: DIALECT, title: filePlace(kind), $defs: { placeholder }, ...(isMap ? mapFromNames(one, kind.doc) : one) };
}

/** The same for a file of the role model. */
export function modelFileSchema(file: { readonly stem: string; readonly doc: string; readonly fields: Fields }): JsonSchema {
  const one = fieldsSchema(file.fields, { doc: file.doc, required: [], later: [] });
  return { $schema: DIALECT, title: `${file.stem}.yaml`, $defs: { placeholder }, ...mapFromNames(one, file.doc) };
}

/** Where in a project the kind's files lie. */
export function filePlace({ name, layout, scope, overloads }: Kind): string {
  if (layout === "root file") return `${name}.yaml`;
  if (layout === "database file") return `<database>/${name}.yaml`;
  if (layout === "folder") return scope === "account" ? "<database>/params.yaml" : "<database>/<schema>/params.yaml";
  return `<database>/<schema>/${name}/<name>${overloads === true ? "(<argument types>)" : ""}.yaml`;
}

function objectSchema(kind: Kind): JsonSchema {
  return fieldsSchema(fileFields(kind), { doc: kind.doc, required: kind.required ?? [], later: kind.later ?? [] });
}

interface Form {
  readonly doc: string;
  readonly required: readonly string[];
  readonly later: readonly string[];
}

function fieldsSchema(fields: Fields, { doc, required, later }: Form): JsonSchema {
  const given = Object.entries(fields).map(([name, field]) => [name, fieldSchema(field, required.includes(name))] as const);
  const notYet = later.map((name) => [name, { description: "Not supported yet.", not: {} }] as const);
  return {
    description: doc,
    type: required.length === 0 ? ["object", "null"] : "object",
    properties: Object.fromEntries([...given, ...notYet]),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

/** A field that is given as nothing is as if it were absent. */
function fieldSchema({ doc, type }: Field, isRequired: boolean): JsonSchema {
  const nothing = isRequired ? [] : [{ type: "null" }];
  return { description: doc, anyOf: [type.schema, { $ref: "#/$defs/placeholder" }, ...nothing] };
}

function mapFromNames(one: JsonSchema, description: string): JsonSchema {
  return { description, type: ["object", "null"], additionalProperties: one };
}
