import { expect, test } from "vitest";
import { backOffMs, pause } from "./back-off.ts";

const policy = { attempts: 5, firstMs: 100, capMs: 1000 };

test("the wait doubles up to the cap, and half of it is random", () => {
  expect([1, 2, 3, 4, 5, 9].map((attempt) => backOffMs(policy, attempt, () => 1))).toEqual([100, 200, 400, 800, 1000, 1000]);
  expect([1, 2, 5].map((attempt) => backOffMs(policy, attempt, () => 0))).toEqual([50, 100, 500]);
});

test("a signal ends a pause", async () => {
  const from = Date.now();
  await pause(10_000, AbortSignal.timeout(10));
  await pause(10_000, AbortSignal.abort());
  expect(Date.now() - from).toBeLessThan(2000);
});
