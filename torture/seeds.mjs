// What fuzzing starts from: a statement of every kind, the documentation's examples, and what once went wrong.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** A statement of every kind, and those of packages/emulator/examples. */
export function seedStatements() {
  const folder = join(ROOT, "packages/emulator/examples");
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".test"));
  const shapes = readFileSync(join(import.meta.dirname, "seeds/statements.sql"), "utf8")
    .split("\n")
    .filter((line) => line !== "");
  // Half of the draws come from the shapes, however many examples there are.
  const examples = files.flatMap((file) => statementsOf(readFileSync(join(folder, file), "utf8")));
  return { pick: (random) => random.pick(random.chance(0.5) ? shapes : examples) };
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
