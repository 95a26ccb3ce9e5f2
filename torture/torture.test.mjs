// A small sample of `npm run torture`, in every test run.
import { describe, expect, test } from "vitest";
import { durability } from "./durability.mjs";
import { expectedAfter } from "./durability-model.mjs";
import { fuzzHttp } from "./fuzz-http.mjs";
import { fuzzSql } from "./fuzz-sql.mjs";

// The same draws in every run, so that a commit is judged by what it changes; `npm run torture` draws anew each time.
const seed = Number(process.env.SEED ?? 4);

describe(`seed ${seed} (SEED=N for another)`, () => {
  test("spoiled statements are answered", { timeout: 90_000 }, async () => {
    const { tried, done, found } = await fuzzSql({ seed, seconds: 40 });
    expect(found).toEqual([]);
    // Spoiled too far, a statement meets nothing but the first check.
    expect(done).toBeGreaterThan(tried / 50);
    expect(tried).toBeGreaterThan(1000);
  });

  test("spoiled requests are answered", { timeout: 60_000 }, async () => {
    const { tried, found } = await fuzzHttp({ seed, seconds: 20 });
    expect(found).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  });

  test("what was acknowledged is there after a kill, and nothing is half done", { timeout: 60_000 }, async () => {
    expect(await durability({ seed, times: 8 })).toMatchObject({ tried: 8, held: 8, found: [] });
  });
});

test("the model tells one statement from the next", () => {
  const states = Array.from({ length: 7 }, (_, i) => JSON.stringify(expectedAfter(i - 1, [0])));
  expect(new Set(states).size).toBe(7);
});
