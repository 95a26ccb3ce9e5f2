// What the documents point to is there, and the README's test command is the one that continuous integration runs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { finding } from "./finding.mjs";
import { listFiles } from "./workspace.mjs";

const TEST_COMMAND = "npm install && npm test";
const LINK = /\]\(([^)\s]+)\)/g;

export function checkDocuments({ root }) {
  const pages = [...readdirSync(root).filter((name) => name.endsWith(".md")), ...["docs", "packages", "examples"].flatMap((top) => listFiles(root, top))];
  return [
    ...pages.filter((path) => path.endsWith(".md")).flatMap((path) => deadLinks(root, path)),
    ...["README.md", ".ci/run"].flatMap((path) => testCommand(root, path)),
  ];
}

function deadLinks(root, path) {
  const lines = readFileSync(join(root, path), "utf8").split("\n");
  return lines.flatMap((line, i) =>
    [...line.matchAll(LINK)]
      .map(([, target]) => target.replace(/#.*/, ""))
      .filter((target) => target !== "" && !/^[a-z]+:/.test(target) && !existsSync(join(root, posix.join(posix.dirname(path), target))))
      .map((target) => finding("documents", path, i + 1, `${target} does not exist`)),
  );
}

function testCommand(root, path) {
  const text = existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
  return text.includes(TEST_COMMAND) ? [] : [finding("documents", path, 0, `does not have the test command "${TEST_COMMAND}"`)];
}
