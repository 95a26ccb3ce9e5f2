import { AccountError } from "@snowtower/sql";
import { expect, test } from "vitest";
import type { ApplyResult, Settled } from "./apply/apply-result.ts";
import { ApplyError, BugError, FormatError, RefusedError } from "./errors.ts";
import { exitCodeOf } from "./exit-codes.ts";

const failed = (settled: Settled): ApplyResult["failed"] => [{ step: "a", error: new AccountError({ kind: "statement", message: "no" }), settled, found: [] }];
const applyError = (result: Partial<ApplyResult>) => new ApplyError("ST4001", "stopped", { done: [], failed: [], pending: ["b"], ...result });

test("an error before the first change is 1, a refusal 4, and anything that may have changed something 3", () => {
  expect(exitCodeOf(new Error("x"))).toBe(1);
  expect(exitCodeOf(new BugError("x"))).toBe(1);
  expect(exitCodeOf(new FormatError("ST2050", "x"))).toBe(1);
  expect(exitCodeOf(new RefusedError("ST4003", "x"))).toBe(4);
  expect(exitCodeOf(applyError({ failed: failed("not done") }))).toBe(1);
  expect(exitCodeOf(applyError({}))).toBe(1);
  expect(exitCodeOf(applyError({ failed: failed("half done") }))).toBe(3);
  expect(exitCodeOf(applyError({ failed: failed("unknown") }))).toBe(3);
  expect(exitCodeOf(applyError({ failed: failed("not done"), done: ["a"] }))).toBe(3);
});
