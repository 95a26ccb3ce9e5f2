import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkDocuments } from "./documents.mjs";

test("dead links are found, with their line; addresses, anchors and live links are not; the test command stands in both places", () => {
  const root = mkdtempSync(join(tmpdir(), "documents-"));
  mkdirSync(join(root, "docs"));
  writeFileSync(join(root, "README.md"), "npm install && npm test\n[a](docs/a.md) [b](docs/b.md#c)\n[d](#d) [e](https://example.com/x)\n");
  writeFileSync(join(root, "docs/a.md"), "[up](../README.md)\n\n[gone](gone.md)\n");
  const found = checkDocuments({ root }).map(({ path, line, message }) => `${path}:${line} ${message}`);
  rmSync(root, { recursive: true });
  expect(found).toEqual([
    "README.md:2 docs/b.md does not exist",
    "docs/a.md:3 gone.md does not exist",
    '.ci/run:0 does not have the test command "npm install && npm test"',
  ]);
});
