import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { fill } from "../testing/every-class.ts";
import { readRaw } from "../testing/raw-rows.ts";
import { compareWithSeed } from "./compare-with-seed.ts";
import type { Seed, SeedRow } from "./seed.ts";

const RUNS = 8;
const now = () => Date.UTC(2026, 0, 15, 12);
let facts: Seed["facts"];
let results: readonly { readonly statement: string; readonly columns: readonly string[]; readonly rows: readonly SeedRow[] }[];

beforeAll(async () => {
  const account = LocalAccount.create({ now });
  await fill(account);
  const { seed } = await readRaw(account);
  ({ facts, results } = JSON.parse(JSON.stringify(seed)));
});

/** What no account would print in a cell, or only a broken one. */
const CELLS = [
  null,
  "",
  "x",
  "-1",
  "Y",
  "[",
  "{",
  '{"type":',
  "a.b.c.d.e",
  '"open',
  "(",
  "F(NUMBER",
  "2026-13-45",
  "NaN",
  "[{]",
  "ACCOUNT",
  "0",
  "\u0000",
  "💥",
];

interface Spoil {
  readonly every: number;
  readonly from: number;
  readonly cells: readonly (string | null)[];
  readonly lost: number;
}

function spoiled({ every, from, cells, lost }: Spoil): Seed {
  let at = from;
  const spoil = (cell: string | null): string | null => (at++ % every === 0 ? (cells[at % cells.length] ?? null) : cell);
  const kept = results.filter((_, i) => (i + from) % lost !== 0);
  return { facts, results: kept.map((result) => ({ ...result, rows: result.rows.map((row) => row.map(spoil)) })) };
}

test("no rows, however spoiled, are too broken for a twin", { timeout: 60_000 }, async () => {
  const spoil: fc.Arbitrary<Spoil> = fc.record({
    every: fc.integer({ min: 2, max: 400 }),
    from: fc.nat(1000),
    cells: fc.shuffledSubarray(CELLS, { minLength: 1 }),
    lost: fc.integer({ min: 2, max: 50 }),
  });
  await fc.assert(
    fc.asyncProperty(spoil, async (how) => {
      const seed = spoiled(how);
      const { account } = await LocalAccount.seed(seed, { now });
      // What it cannot give back is told, and nothing else goes wrong.
      for (const { why } of await compareWithSeed(account, seed)) expect(why).not.toBe("");
    }),
    { numRuns: RUNS },
  );
});
