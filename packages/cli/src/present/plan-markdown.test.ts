import { expect, test } from "vitest";
import { escapeMarkdown, fenced } from "./markdown/escape-markdown.ts";
import { planMarkdown } from "./plan-markdown.ts";
import { create, give, grant, object, on, planOf, statement, step } from "./testing/build-plan.ts";
import { emptyPlan, samplePlan } from "./testing/sample-plan.ts";

test("a comment on a pull request", async () => {
  await expect(planMarkdown(samplePlan)).toMatchFileSnapshot("./testing/goldens/plan.golden.md");
});

test("no changes", () => {
  expect(planMarkdown(emptyPlan)).toContain("### Plan for ACME.PROD: no changes");
});

test.each([200, 2_000, 5_000, 10_000, 1_000_000])("never longer than %d bytes, and it says what is missing", (bytes) => {
  const big = planOf([...samplePlan.steps, ...Array.from({ length: 300 }, (_, i) => step(create(object("role", `RÔLE_${i}`, { comment: "ü".repeat(90) }))))], {
    notes: samplePlan.notes,
  });
  const text = planMarkdown(big, { bytes });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes);
  expect(text.includes("Left out:")).toBe(bytes < 100_000);
  const open = text.match(/<details>/g)?.length ?? 0;
  expect(text.match(/<\/details>/g)?.length ?? 0).toBe(open);
});

test("what is risky outlives what is not", () => {
  const text = planMarkdown(samplePlan, { bytes: 5_500 });
  expect(text).toContain("**lockout** user BOB");
  expect(text).toContain("**destructive** table CORE.SALES.OLD\\_ORDERS");
  expect(text).toMatch(/Left out: .*the SQL of Access/);
});

test("names are text, whatever is in them", () => {
  const name = "X`|<img src=x onerror=alert(1)>@team#12 [a](http://evil) **b** _c_";
  const plan = planOf([
    step(create(object("role", name)), { risk: "destructive", why: name, statements: [statement('CREATE ROLE "a\n```\n<b>"')] }),
    step(give(grant("USAGE", on("ROLE", name), `ROLE:${name}`))),
  ]);
  const outside = planMarkdown(plan).replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, "");
  expect(outside).not.toMatch(/<(?!\/?(?:details|summary)>)/);
  expect(outside).not.toMatch(/@team|#12|http:\/\/|(?<!\\)`|\*\*b\*\*|\[a\]\(/);
  expect(planMarkdown(plan)).toContain("````sql\n");
});

test("escaped text", () => {
  expect(escapeMarkdown("a_b|c\nd&lt;")).toBe("a\\_b\\|c d&amp;lt;");
  expect(fenced("a ```` b", "")).toBe("`````\na ```` b\n`````");
});
