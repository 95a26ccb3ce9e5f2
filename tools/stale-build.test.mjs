import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { leftOvers, staleBuilds } from "./stale-build.mjs";

const root = mkdtempSync(join(tmpdir(), "stale-build-"));
afterEach(() => rmSync(join(root, "packages"), { recursive: true }));

function write(path, seconds) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), "{}");
  utimesSync(join(root, path), seconds, seconds);
}

test("a build is stale when a source is newer, or when there is none; a newer test does not matter", () => {
  write("packages/a/tsconfig.json", 1);
  write("packages/a/src/x.ts", 5);
  expect(staleBuilds(root)).toEqual(["packages/a is not built"]);
  write("packages/a/dist/.tsbuildinfo", 6);
  write("packages/a/src/x.test.ts", 9);
  expect(staleBuilds(root)).toEqual([]);
  write("packages/a/src/deep/y.ts", 7);
  expect(staleBuilds(root)).toEqual(["packages/a/src/deep/y.ts is newer than its build"]);
});

test("a module in dist without a source is left over", () => {
  write("packages/a/src/x.ts", 1);
  write("packages/a/dist/x.js", 1);
  write("packages/a/dist/deep/gone.js", 1);
  expect(leftOvers(root)).toEqual(["packages/a/dist/deep/gone.js"]);
});
