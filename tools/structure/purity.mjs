// sql, kinds and insight do no I/O and depend on nothing: no Node module, no npm package, no clock, no chance, no globals that reach out.
import { finding } from "./finding.mjs";
import { isMark } from "./module-shape.mjs";
import { packageOf } from "./workspace.mjs";

const PURE = ["sql", "kinds", "insight"];
const OUTSIDE = { process: null, console: null, fetch: null, setTimeout: null, setInterval: null, Date: "now", Math: "random", crypto: null };

export function checkPurity(workspace) {
  return workspace.files
    .filter((file) => PURE.includes(file.package) && !file.test && !file.path.includes("/src/testing/"))
    .flatMap((file) => [...importsOf(file), ...globalsOf(file)]);
}

function importsOf(file) {
  return file.imports
    .filter((used) => !used.from.startsWith(".") && packageOf(used.from) === null)
    .map((used) => finding("purity", file.path, used.line, `${file.package} must not import ${used.from}`));
}

function globalsOf(file) {
  const { tokens } = file;
  return tokens.flatMap((token, i) => {
    if (token.kind !== "word" || !Object.hasOwn(OUTSIDE, token.text) || isMark(tokens[i - 1], ".")) return [];
    const member = OUTSIDE[token.text];
    const reaches = isMark(tokens[i + 1], ".") ? member === null || tokens[i + 2]?.text === member : isMark(tokens[i + 1], "(") && member === null;
    const declared = ["function", "const", "let", "import", "async"].includes(tokens[i - 1]?.text);
    return reaches && !declared ? [finding("purity", file.path, token.line, `${file.package} must not use ${token.text}${member ? `.${member}` : ""}`)] : [];
  });
}
