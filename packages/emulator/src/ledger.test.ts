import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ledger } from "./ledger.ts";
import { OBJECT_CLASSES } from "./objects/registry.ts";

test("every class stands in the ledger with the statements it has, each once, and with its page", () => {
  const words = ledger().map((line) => line.words);
  expect(new Set(words).size).toBe(words.length);
  for (const { name, shows } of OBJECT_CLASSES) expect(words).toEqual(expect.arrayContaining([`DROP ${name}`, ...shows.map((show) => `SHOW ${show.words}`)]));
  expect(ledger().filter(({ page }) => page === null || !/^sql-reference\/(?:sql|constructs)\/[a-z0-9-]+$/.test(page))).toEqual([]);
});

test("every page of a statement that has examples is a page of the ledger", () => {
  const pages = new Set(ledger().map(({ page }) => page?.split("/").at(-1)));
  const files = readdirSync(join(import.meta.dirname, "../examples/sql-reference/sql")).map((file) => file.replace(/\.test$/, ""));
  const verbs = /^(?:create|alter|drop|undrop|desc|show)-/;
  expect(files.filter((file) => verbs.test(file) && !pages.has(file))).toEqual([]);
});
