import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { fill } from "../testing/every-class.ts";
import { readRaw } from "../testing/raw-rows.ts";
import { compareWithSeed } from "./compare-with-seed.ts";

test("an account with objects of every class is given back row by row by its twin", async () => {
  const account = LocalAccount.create();
  expect(await fill(account)).toEqual([]);
  const { seed, refused } = await readRaw(account);
  expect(refused).toEqual([]);
  const twin = await LocalAccount.seed(seed);
  const holes = [...twin.holes, ...(await compareWithSeed(twin.account, seed))];
  expect(holes.map(({ statement, object, column, why }) => `${statement} | ${object} | ${column} | ${why}`)).toEqual([]);
});
