import { expect, test } from "vitest";
import { inParallel } from "./in-parallel.ts";

const tick = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("answers in the order of the items, however long each takes", async () => {
  const answers = await inParallel([5, 1, 3], 2, async (ms) => {
    await tick(ms);
    return ms * 10;
  });
  expect(answers).toEqual([50, 10, 30]);
});

test("runs at most `limit` at a time, and that many", async () => {
  let running = 0;
  let most = 0;
  await inParallel(Array.from({ length: 20 }), 4, async () => {
    most = Math.max(most, ++running);
    await tick(1);
    running--;
  });
  expect(most).toBe(4);
});

test("after a failure begins nothing, and waits for what runs before it throws", async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const all = inParallel([0, 1, 2, 3], 2, async (item) => {
    begun.push(item);
    await tick(item === 0 ? 1 : 10);
    if (item === 0) throw new Error("first");
    ended.push(item);
  });
  await expect(all).rejects.toThrow("first");
  expect(begun).toEqual([0, 1]);
  expect(ended).toEqual([1]);
});
