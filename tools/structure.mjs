// The rules of the house that no compiler and no linter knows. `node tools/structure.mjs` prints what breaks them;
// arguments keep the findings of a rule or below a path: `node tools/structure.mjs exports packages/sql`.
import { checkCatalogue } from "./structure/catalogue.mjs";
import { checkCodes } from "./structure/codes.mjs";
import { checkDocuments } from "./structure/documents.mjs";
import { checkExports } from "./structure/exports.mjs";
import { checkFiles } from "./structure/files.mjs";
import { format, notAllowed } from "./structure/finding.mjs";
import { checkKindNames } from "./structure/kind-names.mjs";
import { checkImports, checkManifests } from "./structure/layers.mjs";
import { checkPurity } from "./structure/purity.mjs";
import { checkTests } from "./structure/tests.mjs";
import { ROOT, readWorkspace } from "./structure/workspace.mjs";

const RULES = [checkManifests, checkImports, checkPurity, checkCatalogue, checkKindNames, checkExports, checkFiles, checkTests, checkCodes, checkDocuments];

/** Every finding, in the order of paths and lines. */
export function checkStructure(workspace) {
  return notAllowed(
    workspace,
    RULES.flatMap((rule) => rule(workspace)),
  ).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}

function selected(findings, wanted) {
  const rules = new Set(findings.map((found) => found.rule));
  return wanted.reduce((left, word) => left.filter(({ rule, path }) => (rules.has(word) ? rule === word : path.startsWith(word))), findings);
}

if (import.meta.filename === process.argv[1]) {
  const workspace = readWorkspace(ROOT);
  const findings = selected(checkStructure(workspace), process.argv.slice(2));
  for (const found of findings) console.log(format(found));
  console.log(`structure: ${workspace.files.length} files, ${findings.length} findings`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
