import { modelFiles } from "./access/model/parse-model.ts";
import { catalogue } from "./catalogue.ts";
import type { Fields } from "./field.ts";
import { settingsFields } from "./settings-fields.ts";
import type { JsonSchema } from "./value-type.ts";

/** By kind, or by file of the role model, and by name: fields as in the files, or that the environment has no such object. */
const overrides: JsonSchema = {
  type: "object",
  propertyNames: { enum: [...new Set([...catalogue.map(({ name }) => name), ...modelFiles.map(({ stem }) => stem)])] },
  additionalProperties: { type: "object", additionalProperties: { anyOf: [{ const: "absent" }, { type: "object" }] } },
};

const environment = mapOfFields(settingsFields.environment, { overrides });

/** The form of snowtower.yaml, for editors. */
export const settingsSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "snowtower.yaml",
  description: "Where a SnowTower project goes, and what it manages there.",
  ...mapOfFields(settingsFields.root, { environments: { type: "object", additionalProperties: environment } }),
};

function mapOfFields(fields: Fields, instead: { readonly [field: string]: JsonSchema }): JsonSchema {
  const properties = Object.entries(fields).map(([name, { doc, type }]) => [name, { description: doc, ...(instead[name] ?? type.schema) }] as const);
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}
