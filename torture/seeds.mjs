// What fuzzing starts from: every statement of the documentation's examples, and what once went wrong.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** Statements of packages/emulator/examples. */
export function exampleStatements() {
  const folder = join(ROOT, "packages/emulator/examples");
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".test"));
  return files.flatMap((file) => statementsOf(readFileSync(join(folder, file), "utf8")));
}

function statementsOf(text) {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => /^(?:setup|statement \w+.*|query .*)\n([\s\S]*?)(?:\n----|$)/.exec(paragraph)?.[1])
    .filter((statement) => statement !== undefined);
}

/** Texts that once crashed something, or hung it: each is tried again in every run. */
export function corpus() {
  const folder = join(import.meta.dirname, "corpus");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
}
