// docs/schemas/<kind>.schema.json: the form of every kind's files, from the definitions in kinds, and the page that says how an editor uses them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { formatted } from "./plan-schema.mjs";

const SOURCES = "packages/kinds/dist";
const FOLDER = "docs/schemas";

export async function kindSchemas(root) {
  if (!existsSync(join(root, "packages/kinds/src/derive/json-schema.ts"))) return [];
  const { catalogue } = await built(root, "catalogue.js");
  const { filePlace, fileSchema, modelFileSchema } = await built(root, "derive/json-schema.js");
  const { modelFiles } = await built(root, "access/model/parse-model.js");
  const kinds = catalogue.map((kind) => ({ name: kind.name, place: filePlace(kind), schema: fileSchema(kind) }));
  const known = new Set(kinds.map(({ name }) => name));
  const models = modelFiles
    .filter(({ stem }) => !known.has(stem))
    .map((file) => ({ name: file.stem, place: `${file.stem}.yaml`, schema: modelFileSchema(file) }));
  const all = [...kinds, ...models];
  return [...all.map(({ name, schema }) => [`${FOLDER}/${name}.schema.json`, formatted(schema)]), [`${FOLDER}/README.md`, pageOf(all)]];
}

const HEAD = `# JSON Schemas

For editors: completion, the sentence on each field, and most mistakes while you type. With the YAML language server (the YAML extension of VS Code, and
others) say it in the file's first line:

\`\`\`yaml
# yaml-language-server: $schema=docs/schemas/warehouse.schema.json
\`\`\`

or once for all files, in the editor's settings: \`"yaml.schemas": { "docs/schemas/table.schema.json": "*/*/table/*.yaml" }\`, and
\`"yaml.customTags": ["!include scalar", "!encrypt scalar", "!decrypt scalar"]\` for the tags of a project.

A file that \`snowtower plan\` accepts, its schema accepts. What takes more than one file to see, or a grammar of its own (names, data types, privileges),
only \`snowtower plan\` refuses. Two more are about what the program writes: [a plan](plan.schema.json) and [what \`--format json\` prints](plan-document.schema.json).

| file | schema |
|---|---|
| \`snowtower.yaml\` | [snowtower.schema.json](snowtower.schema.json) |`;

function pageOf(all) {
  const rows = all.map(({ name, place }) => `| \`${place}\` | [${name}.schema.json](${name}.schema.json) |`);
  return `${[HEAD, ...rows].join("\n")}\n`;
}

function built(root, file) {
  const path = `${SOURCES}/${file}`;
  if (!existsSync(join(root, path))) throw new Error(`${path} is missing: run npm run build`);
  return import(pathToFileURL(join(root, path)).href);
}
