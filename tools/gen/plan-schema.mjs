// docs/schemas: the form of a plan as one JSON document, from the schema that plan files are checked against; the form of what --format json prints;
// and the form of snowtower.yaml.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const SCHEMAS = [
  { page: "docs/schemas/plan.schema.json", source: "packages/engine/dist/plan-file/plan-schema.js", name: "planSchema" },
  { page: "docs/schemas/plan-document.schema.json", source: "packages/cli/dist/present/json/plan-document-schema.js", name: "planDocumentSchema" },
  { page: "docs/schemas/snowtower.schema.json", source: "packages/kinds/dist/settings-schema.js", name: "settingsSchema" },
];

export async function planSchemaFiles(root) {
  return Promise.all(SCHEMAS.map(async (schema) => [schema.page, formatted(await built(root, schema))]));
}

async function built(root, { source, name }) {
  if (!existsSync(join(root, source))) throw new Error(`${source} is missing: run npm run build`);
  return (await import(pathToFileURL(join(root, source)).href))[name];
}

const WIDTH = 160;

// As Biome formats JSON: a list of words on one line, if it has room there.
export function formatted(value) {
  const text = JSON.stringify(value, null, 2).replace(/^(.*)\[\n\s+("[^"\n]*"(?:,\n\s+"[^"\n]*")*)\n\s+\](,?)/gm, (whole, before, words, after) => {
    const line = `${before}[${words.replace(/,\n\s+/g, ", ")}]${after}`;
    return line.length <= WIDTH ? line : whole;
  });
  return `${text}\n`;
}
