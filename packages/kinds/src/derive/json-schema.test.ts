import { expect, it } from "vitest";
import { modelFiles } from "../access/model/parse-model.ts";
import { warehouse } from "../account/warehouse.ts";
import { catalogue } from "../catalogue.ts";
import { table } from "../schema/table.ts";
import { filePlace, fileSchema, modelFileSchema } from "./json-schema.ts";

it("describes a file that holds many objects as a map from their names", () => {
  const schema = fileSchema(warehouse) as { readonly title: string; readonly additionalProperties: { readonly properties: Readonly<Record<string, unknown>> } };
  expect(schema.title).toBe("warehouse.yaml");
  expect(schema.additionalProperties.properties.auto_suspend).toMatchObject({ description: warehouse.fields.auto_suspend.doc });
});

it("describes an object's own file as its fields", () => {
  expect(fileSchema(table)).toMatchObject({ title: "<database>/<schema>/table/<name>.yaml", required: ["columns"], additionalProperties: false });
});

it("knows a place for the files of every kind, each its own", () => {
  const places = catalogue.map(filePlace);
  expect(new Set(places).size).toBe(places.length);
});

it("describes the files of the role model likewise", () => {
  const schemas = modelFiles.map(modelFileSchema);
  expect(schemas.map(({ title }) => title)).toContain("business_role.yaml");
  const properties = schemas.flatMap((schema) =>
    Object.values((schema.additionalProperties as { readonly properties: Readonly<Record<string, unknown>> }).properties),
  );
  expect(properties.length).toBeGreaterThan(10);
  for (const property of properties) expect(property).toHaveProperty("description");
});
