// Every file of the kinds' folders stands in the catalogue, and the catalogue names no file that is not there.
import { finding } from "./finding.mjs";
import { resolveImport } from "./workspace.mjs";

const CATALOGUE = "packages/kinds/src/catalogue.ts";
const KIND_FILE = /^packages\/kinds\/src\/(?:account|database|schema)\/[^/]+\.ts$/;

export function checkCatalogue(workspace) {
  const files = kindFiles(workspace);
  const catalogue = workspace.byPath.get(CATALOGUE);
  if (catalogue === undefined) return files.length === 0 ? [] : [finding("catalogue", CATALOGUE, 0, "missing, and there are kinds")];
  const listed = new Set(catalogue.imports.map((used) => resolveImport(catalogue, used.from)));
  const missing = files
    .filter((file) => !listed.has(file.path))
    .map((file) => finding("catalogue", file.path, 1, "is not in catalogue.ts (what kinds share belongs into a folder below)"));
  const imported = catalogue.imports
    .filter((used) => KIND_FILE.test(resolveImport(catalogue, used.from)))
    .flatMap((used) => importedKind(workspace, catalogue, used));
  return [...missing, ...imported];
}

function importedKind(workspace, catalogue, used) {
  if (!workspace.byPath.has(resolveImport(catalogue, used.from))) return [finding("catalogue", CATALOGUE, used.line, `${used.from} does not exist`)];
  return used.names
    .filter((name) => catalogue.tokens.filter((token) => token.kind === "word" && token.text === name).length < 2)
    .map((name) => finding("catalogue", CATALOGUE, used.line, `${name} is imported but not listed`));
}

/** The files that hold one kind each. */
export function kindFiles(workspace) {
  return workspace.files.filter((file) => KIND_FILE.test(file.path) && !file.test);
}
