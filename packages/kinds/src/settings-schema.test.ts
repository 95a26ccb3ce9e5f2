import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsFields } from "./settings-fields.ts";
import { settingsSchema } from "./settings-schema.ts";

const published = JSON.parse(readFileSync(join(import.meta.dirname, "../../../docs/schemas/snowtower.schema.json"), "utf8"));

test("the published schema of snowtower.yaml is this one, with every field and what it is for", () => {
  expect(published).toEqual(settingsSchema);
  expect(Object.keys(published.properties)).toEqual(Object.keys(settingsFields.root));
  const environment = published.properties.environments.additionalProperties;
  expect(Object.keys(environment.properties)).toEqual(Object.keys(settingsFields.environment));
  for (const property of [...Object.values(published.properties), ...Object.values(environment.properties)])
    expect(property).toMatchObject({ description: expect.stringMatching(/\.$/) });
  expect(environment.properties.scope.anyOf[1].items.properties.mode.anyOf[0].enum).toEqual(expect.arrayContaining(["off", "observe", "additive", "strict"]));
});
