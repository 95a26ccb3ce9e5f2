import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { parseExamples } from "./parse-examples.ts";
import { runExample } from "./run-example.ts";

const folder = join(import.meta.dirname, "../../examples");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test"))
  .sort();

describe.each(files)("%s", (path) => {
  const { page, examples } = parseExamples(readFileSync(join(folder, path), "utf8"));
  it("is named after its page", () => expect(path).toBe(`${page}.test`));
  it.each(examples.map((example) => [example.title, example] as const))("%s", (_, example) => runExample(example));
});

const EXAMPLE = "# sql-reference/sql/create-role\n== x\nstatement ok\nCREATE ROLE r;\n----\n";

describe("an example that does not hold fails", () => {
  test.each([
    ["another status", `${EXAMPLE}Role S successfully created.\n`, "line 3: got\nRole R successfully created."],
    ["not refused", "# a/b\n== x\nstatement error 002002 already\nCREATE ROLE r;\n", "line 3: not refused"],
    [
      "refused otherwise",
      "# a/b\n== x\nstatement error 002002 already\nCREATE ROLE public;\n\nstatement error 003001\nDROP ROLE nobody;\n",
      "line 6: refused with\n002003",
    ],
    ["refused", "# a/b\n== x\nstatement ok\nDROP ROLE nobody;\n", "line 3: DROP ROLE nobody"],
    ["another row", "# a/b\n== x\nquery name\nSHOW WAREHOUSES;\n----\nOTHER\n", "line 3: got\n"],
    ["no such column", "# a/b\n== x\nquery nix\nSHOW ROLES;\n----\n", "line 3: no column nix among created_on, name"],
    ["setup is refused", "# a/b\n== x\nsetup\nDROP ROLE nobody;\n\nstatement ok\nCREATE ROLE r;\n", "line 3: DROP ROLE nobody"],
  ])("%s", (_, text, message) => expect(Promise.all(parseExamples(text).examples.map(runExample))).rejects.toThrow(message));

  test.each([
    ["no page", "CREATE ROLE r;\n", "line 1: a file of examples starts with the page"],
    ["no example", "# a/b\n", "no example"],
    ["nothing asserted", "# a/b\n== x\nsetup\nCREATE ROLE r;\n", "line 2: the example asserts nothing"],
    ["no step", "# a/b\n== x\nstatement fine\nCREATE ROLE r;\n", "line 3: not a step: statement fine"],
    ["no statement", "# a/b\n== x\nstatement ok\n", "line 3: there is no statement"],
  ])("%s", (_, text, message) => expect(() => parseExamples(text)).toThrow(message));
});
