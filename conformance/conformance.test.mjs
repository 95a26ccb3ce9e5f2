import { expect, test } from "vitest";
import { statementErrors } from "./clients/snowddl.mjs";
import { readJunit } from "./junit.mjs";
import { groups, table } from "./report.mjs";
import { verdict } from "./verdict.mjs";

const XML = `<?xml version="1.0"?><testsuites><testsuite name="pytest"><testcase classname="test.user.us001" name="test_step1" time="0.1" />
<testcase classname="user.us002" name="test_step1[a&lt;b]" time="0.1"><failure message="ProgrammingError: 002003 (02000): 0102ef93-0000-1111-2222-333344445555: SQL compilation error:&#10;Table &apos;T&apos; does not exist.&#10;more">user/us002.py:7: in test
&lt;tail&gt;</failure></testcase><testcase classname="user.us003" name="test_step1" time="0"><skipped type="pytest.skip" message="no cloud">x</skipped></testcase>
<testcase classname="user.us004" name="test_step1" time="0"><error message="failed on setup with &quot;Boom&quot;">x</error></testcase></testsuite></testsuites>`;

test("what pytest writes", () => {
  expect(readJunit(XML)).toEqual([
    { group: "test.user.us001", name: "test_step1", outcome: "passed" },
    {
      group: "user.us002",
      name: "test_step1[a<b]",
      outcome: "failed",
      reason: "ProgrammingError: 002003 (02000): SQL compilation error: Table 'T' does not exist.",
      details: "user/us002.py:7: in test\n<tail>",
    },
    { group: "user.us003", name: "test_step1", outcome: "skipped", reason: "no cloud", details: "x" },
    { group: "user.us004", name: "test_step1", outcome: "failed", reason: 'failed on setup with "Boom"', details: "x" },
  ]);
});

const TESTS = [
  { id: "a", group: "g", outcome: "passed" },
  { id: "b", group: "g", outcome: "failed", reason: "Unsupported feature 'INSERT'." },
  { id: "c", group: "h", outcome: "failed", reason: "assert 1 == 2" },
  { id: "d", group: "h", outcome: "skipped", reason: "no cloud" },
];

test("a failure is known by its test or by its message; the rest is new", () => {
  const failures = [
    { reason: "no rows", message: "feature 'INSERT'" },
    { reason: "they differ", tests: ["a", "c", "z"] },
  ];
  expect(verdict(TESTS, { failures })).toMatchObject({ passed: 1, failed: 2, skipped: 1, unexpected: [], mended: ["a"], gone: ["z"], missing: 0 });
  const found = verdict(TESTS, { failures: failures.slice(0, 1), atLeast: 3 });
  expect([found.unexpected.map(({ id }) => id), found.missing]).toEqual([["c"], 2]);
  expect(found.why).toEqual([
    { word: "no rows", count: 1 },
    { word: "not known before: assert 1 == 2", count: 1 },
  ]);
});

test("the table, and the groups", () => {
  const rows = [
    { client: "snowddl", version: "0.67.2", notes: ["left out: X"], verdict: verdict(TESTS, { failures: [{ reason: "r", tests: ["b", "c"] }] }) },
    { client: "python", skipped: "no python3" },
  ];
  expect(table(rows)).toBe(
    [
      "client   version  passed  failed  skipped",
      "snowddl  0.67.2        1       2        1",
      "      2  failed: r",
      "      1  skipped: no cloud",
      "         left out: X",
      "python   -             -       -      all  skipped: no python3",
    ].join("\n"),
  );
  expect(
    groups(TESTS)
      .split("\n")
      .map((line) => line.trim().replace(/ +/g, " ")),
  ).toEqual(["g 1 of 2 *", "h 0 of 2 *"]);
});

test("what SnowDDL prints of a refused statement", () => {
  const printed = `2026-01-01 - INFO - Resolved STAGE [A.B.C]: CREATE
2026-01-01 - WARNING - Resolved STAGE [A.B.D]: ERROR
(
    message   =>  SQL compilation error:
Integration 'I' does not exist.
    errno     =>  2003
    sqlstate  =>  02000
    sfqid     =>  01
    sql       =>  CREATE STAGE "A"."B"."D"
URL = 'x'
)
2026-01-01 - INFO - more`;
  expect(statementErrors(printed)).toEqual([
    { object: "STAGE A.B.D", message: "SQL compilation error: Integration 'I' does not exist.", sql: `CREATE STAGE "A"."B"."D" URL = 'x'` },
  ]);
});
