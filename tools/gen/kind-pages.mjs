// docs/kinds: a reference page for each kind, from the definitions in kinds, and a table of them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const SOURCES = "packages/kinds/dist";

export async function kindPages(root) {
  if (!existsSync(join(root, "packages/kinds/src/derive/docs/kind-page.ts"))) return [];
  const { catalogue } = await built(root, "catalogue.js");
  const { filePlace } = await built(root, "derive/json-schema.js");
  const { kindPage } = await built(root, "derive/docs/kind-page.js");
  const rows = catalogue.map((kind) => `| [${kind.label.toLowerCase()}](${kind.name}.md) | \`${filePlace(kind)}\` | ${kind.doc.replaceAll("|", "\\|")} |`);
  const index = ["# Kinds", "", "What SnowTower manages, and where files describe it.", "", "| kind | file | what it is |", "|---|---|---|", ...rows, ""].join(
    "\n",
  );
  return [...catalogue.map((kind) => [`docs/kinds/${kind.name}.md`, kindPage(kind)]), ["docs/kinds/README.md", index]];
}

function built(root, file) {
  const path = `${SOURCES}/${file}`;
  if (!existsSync(join(root, path))) throw new Error(`${path} is missing: run npm run build`);
  return import(pathToFileURL(join(root, path)).href);
}
