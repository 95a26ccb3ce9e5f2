// Error codes have one table; each is used by the source and shown by a test.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { finding } from "./finding.mjs";
import { listFiles } from "./workspace.mjs";

const TABLE = "packages/kinds/src/codes.ts";
const TABLE_FILE = /^packages\/kinds\/src\/codes(?:\/[^/]+)?\.ts$/;
const CODE = /\bST[1-9]\d{3}\b/g;

export function checkCodes(workspace) {
  const listed = listedCodes(workspace);
  const used = new Map();
  const tested = new Set(scriptCodes(workspace));
  for (const file of workspace.files) {
    if (isTable(file) || file.package === null) continue;
    for (const token of file.tokens) {
      for (const [code] of token.text.matchAll(CODE)) {
        if (file.test) tested.add(code);
        else if (!used.has(code)) used.set(code, { path: file.path, line: token.line });
      }
    }
  }
  return [
    ...[...used].filter(([code]) => !listed.has(code)).map(([code, at]) => finding("codes", at.path, at.line, `${code} is not in ${TABLE}`)),
    ...[...listed].filter(([code]) => !used.has(code)).map(([code, at]) => finding("codes", at.path, at.line, `${code}: nothing reports it`)),
    ...[...listed].filter(([code]) => !tested.has(code)).map(([code, at]) => finding("codes", at.path, at.line, `${code}: no test shows it`)),
  ];
}

// A code stands in the table where it is a string of its own; an explanation may name others.
function listedCodes(workspace) {
  const listed = new Map();
  for (const file of workspace.files.filter(isTable)) {
    for (const { kind, text, line } of file.tokens) {
      const code = text.match(CODE)?.[0];
      if (code !== undefined && (kind === "word" || text.length === code.length + 2) && !listed.has(code)) listed.set(code, { path: file.path, line });
    }
  }
  return listed;
}

function isTable(file) {
  return TABLE_FILE.test(file.path) && !file.test;
}

function scriptCodes(workspace) {
  return listFiles(workspace.root, "packages")
    .filter((path) => path.endsWith(".txtar"))
    .flatMap((path) => readFileSync(join(workspace.root, path), "utf8").match(CODE) ?? []);
}
