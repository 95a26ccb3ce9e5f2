import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";

async function bound(type: string, value: string | null): Promise<unknown> {
  const session = LocalAccount.create().openSession({ user: "ADMIN" });
  const [outcome] = await session.execute("SELECT ?", { bindings: [{ type, value }] });
  if (outcome?.kind !== "done") return outcome?.kind === "failed" ? outcome.error.code : null;
  return [outcome.result.columns[0]?.type, outcome.result.rows[0]?.[0]];
}

test.each([
  ["TEXT", "it's", ["text", "it's"]],
  ["FIXED", "-12", ["fixed", "-12"]],
  ["FIXED", "x", "100037"],
  ["REAL", "1.5e3", ["real", "1.5e3"]],
  ["REAL", "1,5", "100037"],
  ["BOOLEAN", "true", ["boolean", "1"]],
  ["BOOLEAN", "0", ["boolean", "0"]],
  ["BOOLEAN", "maybe", "100037"],
  ["DATE", "1718000000000", ["date", "19884"]],
  ["DATE", "-1", ["date", "-1"]],
  ["TIME", "3661000000001", ["time", "3661.000000001"]],
  ["TIMESTAMP_NTZ", "1700000000123456789", ["timestamp_ntz", "1700000000.123456789"]],
  ["TIMESTAMP_LTZ", "-1", ["timestamp_ltz", "-0.000000001"]],
  ["TIMESTAMP_TZ", "1616173619000000000 960", ["timestamp_tz", "1616173619.000000000 960"]],
  ["TIMESTAMP_TZ", "1616173619000000000", "100037"],
  ["VARIANT", '{"a":1}', ["variant", '{"a":1}']],
  ["REAL", null, ["real", null]],
  ["BINARY", "AB", "000002"],
])("%s %s", async (type, value, expected) => {
  expect(await bound(type, value)).toEqual(expected);
});
