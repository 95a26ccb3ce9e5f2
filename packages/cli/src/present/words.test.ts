import { describe, expect, test } from "vitest";
import { csvText } from "./csv.ts";
import { duration } from "./duration.ts";
import { jsonRows } from "./json-rows.ts";
import { counted, listed, thousands } from "./plural.ts";
import { progressLine, progressText } from "./progress.ts";
import { stepInWords } from "./step-in-words.ts";

test("numbers", () => {
  expect([0, 999, 1000, 9480, 1234567].map(thousands)).toEqual(["0", "999", "1,000", "9,480", "1,234,567"]);
  expect([counted(1, "object"), counted(9480, "object"), counted(0, "policy", "policies")]).toEqual(["1 object", "9,480 objects", "0 policies"]);
  expect([listed([]), listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])]).toEqual(["", "A", "A and B", "A, B and C"]);
});

test.each([
  [0, "0s"],
  [0.04, "0.0s"],
  [0.44, "0.4s"],
  [1, "1s"],
  [9.94, "10s"],
  [59.4, "59s"],
  [59.6, "1m 00s"],
  [65, "1m 05s"],
  [3599.7, "1h 00m"],
  [7380, "2h 03m"],
])("%d seconds are %s", (seconds, words) => expect(duration(seconds)).toBe(words));

test("steps in words", () => {
  expect(stepInWords("new_kind:DB.SC.F")).toBe("new_kind DB.SC.F");
  expect(stepInWords("table:DB.SC.T#2")).toBe("table DB.SC.T");
  expect(stepInWords("owner:table:DB.SC.T")).toBe("owner of table DB.SC.T");
  expect(stepInWords("grant:ROLE X on TABLE DB.SC.T")).toBe("grant to ROLE X on TABLE DB.SC.T");
  expect(stepInWords("mark:user:ADA")).toBe("mark of user ADA");
  expect(stepInWords("masking_policy on table:DB.SC.T#2")).toBe("masking policy on table DB.SC.T");
  expect(stepInWords("tag on user:ADA off")).toBe("tag off user ADA");
  expect(stepInWords("grants:masking_policy:DB.SC.M")).toBe("grants on masking policy DB.SC.M");
  expect(stepInWords('role:"a:b"')).toBe('role "a:b"');
});

describe("progress", () => {
  const state = { done: 41, total: 112, seconds: 12, running: ["table:DB.SC.A", "table:SNOWDDL_DB.BOOKINGS.FLIGHTS"] };

  test("at 100 and 80 and 40 columns", () => {
    expect([100, 80, 40, 16].map((width) => progressLine(state, width))).toMatchInlineSnapshot(`
      [
        "[=======>            ]  41/112  table SNOWDDL_DB.BOOKINGS.FLIGHTS and 1 more     12s, about 21s left",
        "[===>      ]  41/112  table SNOWDDL_DB.BOOKIN... and 1 more  12s, about 21s left",
        " 41/112  12s, about 21s left",
        " 41/112  12s",
      ]
    `);
  });

  test("at the beginning there is no telling how long; at the end there is nothing left", () => {
    expect(progressLine({ ...state, done: 0, seconds: 0, running: [] }, 60)).toMatch(/0s$/);
    expect(progressLine({ ...state, done: 112, running: [] }, 60)).toContain("[==========]");
    expect(progressLine({ ...state, done: 112, running: [] }, 60)).not.toContain("left");
  });

  test("in a pipe", () => expect(progressText(state)).toBe("applied 41 of 112 steps in 12s, about 21s left"));
});

test("CSV", () => {
  expect(
    csvText(
      ["A", "b,c"],
      [
        ["1", null],
        ["", 'say "x"'],
        ["two\nlines", " x"],
      ],
    ),
  ).toBe('A,"b,c"\r\n1,\r\n"","say ""x"""\r\n"two\nlines"," x"\r\n');
});

test("JSON keeps columns of one name apart", () => {
  expect(JSON.parse(jsonRows(["A", "A", "A_2", "B"], [["1", "2", "3", null]]))).toEqual([{ A: "1", A_3: "2", A_2: "3", B: null }]);
});
