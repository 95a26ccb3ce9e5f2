import { expect, test } from "vitest";
import { countTests, summary } from "./suite-reporter.mjs";

const moduleOf = (state, tests) => ({ state: () => state, children: { allTests: () => tests.map((t) => ({ result: () => ({ state: t }) })) } });

test("a file that does not load counts as a failure", () => {
  const modules = [moduleOf("passed", ["passed", "skipped"]), moduleOf("failed", ["passed", "failed"]), moduleOf("failed", [])];
  expect(countTests(modules)).toEqual({ passed: 2, failed: 2, skipped: 1 });
});

test("a line a suite with its share, the count last", () => {
  const spans = new Map([
    ["e2e", { from: 0, to: 250_000 }],
    ["unit", { from: 0, to: 1500 }],
  ]);
  const count = { passed: 3, failed: 0, skipped: 1 };
  expect(summary(spans, count, 0)).toEqual([
    "suite unit: 1.5 s of its 240 s",
    "suite e2e: 250.0 s of its 240 s - OVER ITS SHARE: shrink its samples",
    "tests: 3 passed, 0 failed, 1 skipped",
  ]);
  expect(summary(new Map(), count, 2)).toEqual(["tests: 3 passed, 0 failed, 1 skipped, 2 failed outside tests"]);
});
