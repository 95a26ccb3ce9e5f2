// docs/schemas/plan.schema.json: the form of a plan as one JSON document, from the schema that plan files are checked against.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const SOURCE = "packages/engine/dist/plan-file/plan-schema.js";

export async function planSchemaFile(root) {
  if (!existsSync(join(root, SOURCE))) throw new Error(`${SOURCE} is missing: run npm run build`);
  const { planSchema } = await import(pathToFileURL(join(root, SOURCE)).href);
  return [["docs/schemas/plan.schema.json", formatted(planSchema)]];
}

// As Biome formats JSON: a list of words on one line.
function formatted(value) {
  const text = JSON.stringify(value, null, 2).replace(/\[\n\s+("[^"\n]*"(?:,\n\s+"[^"\n]*")*)\n\s+\]/g, (_, words) => `[${words.replace(/,\n\s+/g, ", ")}]`);
  return `${text}\n`;
}
