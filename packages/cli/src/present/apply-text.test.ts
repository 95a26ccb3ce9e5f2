import type { ApplyResult } from "@snowtower/engine";
import { AccountError } from "@snowtower/sql";
import { expect, test } from "vitest";
import { plainPainter } from "../terminal/painter.ts";
import { applyText } from "./apply-text.ts";
import { create, drop, object, planOf, step } from "./testing/build-plan.ts";
import { markingPainter } from "./testing/marking-painter.ts";

const look = { width: 80, paint: plainPainter };
const undo = { kind: "exact", statements: [], lost: [], until: "7 days after the step" } as const;
const plan = planOf([
  step(drop(object("table", "DB.SC.OLD")), { undo }),
  ...["A", "B", "C", "D", "E", "F", "G", "H"].map((name) => step(create(object("table", `DB.SC.${name}`)))),
]);
const ids = plan.steps.map(({ id }) => id);
const error = new AccountError({
  kind: "statement",
  message: "SQL access control error: Insufficient privileges to operate on schema 'SC'.",
  code: "003001",
  sqlState: "42501",
  queryId: "01b2c3d4-0000-1111-0000-000000000001",
  statement: 'CREATE TABLE "DB"."SC"."A" (...)',
});
const failure = { code: "ST4001", message: "1 step failed" };

test("done", () => {
  const result: ApplyResult = { done: ids, failed: [], pending: [] };
  expect(applyText(plan, result, look)).toMatchInlineSnapshot(`
    "Done. 9 steps applied to ACME.PROD.
    Undo: 9 steps exactly; 1 step only until 7 days after the step."
  `);
});

test("stopped part-way: what failed with Snowflake's numbers, what waits, what to do", async () => {
  const result: ApplyResult = { done: ids.slice(0, 1), failed: [{ step: ids[1]!, error, settled: "not done", found: [] }], pending: ids.slice(2) };
  expect(applyText(plan, result, { ...look, error: failure })).toMatchInlineSnapshot(`
    "error[ST4001] 1 step failed
      failed: table DB.SC.A as role ADMIN
        SQL access control error: Insufficient privileges to operate on schema 'SC'.
        Snowflake's code 003001; query id 01b2c3d4-0000-1111-0000-000000000001
        statement: CREATE TABLE "DB"."SC"."A" (...)
        The account was looked at again: it is as it was before this step.
    Stopped part-way: 1 step done, 1 failed, 7 not begun.
      not begun: table DB.SC.B
      not begun: table DB.SC.C
      not begun: table DB.SC.D
      not begun: table DB.SC.E
      not begun: table DB.SC.F
      and 2 more steps
    Undo: 1 step exactly; 1 step only until 7 days after the step.
    Next: remove the cause, then run the same apply again. It looks at the account
      first: what is done is not done twice."
  `);
  await expect(applyText(plan, result, { width: 120, paint: markingPainter, error: failure })).toMatchFileSnapshot(
    "./testing/goldens/apply-120-looks.golden.txt",
  );
});

test("nothing was changed", () => {
  const result: ApplyResult = { done: [], failed: [{ step: ids[0]!, error, settled: "not done", found: [] }], pending: ids.slice(1) };
  expect(applyText(plan, result, { ...look, error: failure })).toContain("Nothing was changed. All 9 steps are still to do.");
  expect(applyText(planOf([]), { done: [], failed: [], pending: [] }, look)).toBe("Nothing was changed. The account is as described.");
});

test("a change that is there in part is a change", () => {
  const found = ["table:DB.SC.A comment: not as planned"];
  const text = applyText(
    plan,
    { done: [], failed: [{ step: ids[1]!, error, settled: "half done", found }], pending: ids.slice(2) },
    { ...look, error: failure },
  );
  expect(text).not.toContain("Nothing was changed");
  expect(text).toContain("the change is there in part. table:DB.SC.A");
});

test("a stop on request names no failure", () => {
  const text = applyText(
    plan,
    { done: ids.slice(0, 3), failed: [], pending: ids.slice(3) },
    { ...look, error: { code: "ST4002", message: "the run was stopped" } },
  );
  expect(text).toContain("Stopped part-way: 3 steps done, 6 not begun.");
  expect(text).toContain("Next: run the same apply again.");
});
