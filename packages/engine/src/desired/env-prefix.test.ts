import { expect, test } from "vitest";
import { envPrefix } from "./env-prefix.ts";

test.each([
  [undefined, { prefix: "" }],
  ["", { prefix: "" }],
  ["dev", { prefix: "DEV__" }],
  ["TEAM_A", { prefix: "TEAM_A__" }],
])("%s", (written, prefix) => {
  expect(envPrefix(written)).toEqual(prefix);
});

test.each(["a__b", "a_", "a-b", "ä"])("%s is refused", (written) => {
  expect(envPrefix(written)).toMatchObject({ refused: expect.stringContaining(written) });
});
