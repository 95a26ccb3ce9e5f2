import type { Account, SeenStatement } from "@snowtower/sql";
import { expect, test } from "vitest";
import { stillRunning } from "./still-running.ts";

/** Runs one statement for so many looks at it. */
function running(looks: number): Account {
  let looked = 0;
  const find = async (tag: string): Promise<readonly SeenStatement[]> => {
    const status = tag === "slow" && looked++ < looks ? "running" : "done";
    return [{ queryId: `q-${tag}`, text: "GRANT", status, tag }];
  };
  return { facts: {} as Account["facts"], execute: async () => [], find, cancel: async () => undefined, close: async () => undefined };
}

test("a statement that ends is waited for; one that does not is named", async () => {
  expect(await stillRunning(["fast", "slow", "slow"], running(0))).toEqual([]);
  expect(await stillRunning(["fast", "slow"], running(1))).toEqual([]);
  expect((await stillRunning(["fast", "slow"], running(1000), 0)).map((s) => s.queryId)).toEqual(["q-slow"]);
});
