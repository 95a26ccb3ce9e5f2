// `npm run gen` writes every generated file from the built packages; `npm run check` compares. A generator answers path -> text.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { architecture } from "./gen/architecture.mjs";
import { errorPages } from "./gen/error-pages.mjs";
import { kindPages } from "./gen/kind-pages.mjs";
import { kindSchemas } from "./gen/kind-schemas.mjs";
import { localAccountPage } from "./gen/local-account.mjs";
import { planSchemaFiles } from "./gen/plan-schema.mjs";
import { readingPage } from "./gen/reading.mjs";
import { listFiles, ROOT } from "./structure/workspace.mjs";

const GENERATORS = [errorPages, architecture, planSchemaFiles, kindSchemas, kindPages, readingPage, localAccountPage];
// Folders that hold generated files only: what no generator wrote there is removed.
const OWNED = ["docs/errors", "docs/schemas", "docs/kinds"];

async function generate() {
  const files = new Map();
  for (const generator of GENERATORS) for (const [path, text] of await generator(ROOT)) files.set(path, text);
  return files;
}

function strays(files) {
  return OWNED.flatMap((folder) => listFiles(ROOT, folder)).filter((path) => !files.has(path));
}

/** One line per generated file that is not what its generator writes today. */
export async function checkGenerated() {
  const files = await generate();
  const differing = [...files].filter(([path, text]) => !existsSync(join(ROOT, path)) || readFileSync(join(ROOT, path), "utf8") !== text);
  return [
    ...differing.map(([path]) => `${path} is not what its generator writes: run npm run gen`),
    ...strays(files).map((path) => `${path} has no generator: run npm run gen`),
  ];
}

async function writeGenerated() {
  const files = await generate();
  for (const path of strays(files)) rmSync(join(ROOT, path));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  console.log(`gen: ${files.size} files`);
}

if (import.meta.filename === process.argv[1]) await writeGenerated();
