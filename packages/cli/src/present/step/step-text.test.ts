import type { Plan, Step } from "@snowtower/engine";
import { displayWidth } from "@snowtower/engine";
import { exactly } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { plainPainter } from "../../terminal/painter.ts";
import { change, create, drop, give, grant, note, object, on, planOf, step } from "../testing/build-plan.ts";
import { hardPlan } from "../testing/hard-plan.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { findStep } from "./find-step.ts";
import { stepJson } from "./step-document.ts";
import { stepText } from "./step-text.ts";

const look = { width: 80, paint: plainPainter };

function textOf(plan: Plan, asked: string, width = 80): string {
  const result = findStep(plan, asked);
  if (result.kind !== "one") throw new Error(`${asked} means ${result.kind}`);
  return stepText(plan, result.found, { ...look, width });
}

const inOneLine = (text: string): string => text.replace(/\s+/g, " ");

test("each step of each plan can be explained, in every width, and no line but SQL is wider", () => {
  for (const plan of [hardPlan, samplePlan]) {
    for (const i of plan.steps.keys()) {
      for (const width of [40, 80, 120]) {
        const [words = ""] = textOf(plan, String(i + 1), width).split(/\n\n(?:Statements|Undo)\n/);
        for (const line of words.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }
      const found = { number: i + 1, step: plan.steps[i] as Step };
      expect(JSON.parse(stepJson(plan, found))).toMatchObject({ number: i + 1, of: plan.steps.length, step: { id: found.step.id } });
    }
  }
});

test("secrets are holes, in the text and in the document", () => {
  const at = samplePlan.steps.findIndex(({ id }) => id === "user:BOB");
  const told = textOf(samplePlan, "user:BOB") + stepJson({ ...samplePlan }, { number: at + 1, step: samplePlan.steps[at] as Step });
  expect(told).toContain("user/BOB/password");
  expect(told).toContain('"password": "(secret)"');
});

describe("why one step comes before another", () => {
  const [schema, table, view] = [object("schema", "DB.SC"), object("table", "DB.SC.T"), object("view", "DB.SC.T")];
  const cases: readonly (readonly [string, Step, Step])[] = [
    ["it is in it", step(create(schema)), step(create(table))],
    ["the name is free then", step(drop(view)), step(create(table))],
    ["it is emptied first", step(drop(table)), step(drop(schema))],
    ["the same change in several steps", step(create(table)), step(change("alter", table, table), { id: `${table.id}#2` })],
    ["what is granted, on what and to whom must be there", step(create(table)), step(give(grant("SELECT", on("TABLE", "DB.SC.T"), "ROLE:R")))],
    ["what is granted counts from then on", step(give(grant("USAGE", on("SCHEMA", "DB.SC"), "ROLE:R"))), step(create(table))],
  ];
  test.each(cases)("%s", (because, first, then) => {
    const plan = planOf([first, { ...then, after: [first.id] }]);
    expect(inOneLine(textOf(plan, "2"))).toContain(`: ${because} before nothing waits for it`);
    expect(inOneLine(textOf(plan, "1"))).toMatch(new RegExp(`after nothing: it can be the first before 2 .*: ${because} `));
  });

  test("a rest", () => {
    const ids = hardPlan.steps.map(({ id }) => id);
    const steps = hardPlan.steps.map((each, i) => ({ ...each, after: i === 6 ? [ids[0] ?? ""] : i === 12 ? [ids[6] ?? ""] : [] }));
    const told = inOneLine(textOf({ ...hardPlan, steps }, "7"));
    expect(told).toContain("after 1 task CORE.HR.ROOT: it stands still while that changes");
    expect(told).toContain("before 13 task CORE.HR.ROOT: it goes on when that is changed");
  });
});

describe("why a step runs as a role", () => {
  const table = (owner: string) => object("table", "DB.SC.T", { comment: owner }, { owner: exactly(owner) });
  const as = (role: string, owner: string, how: "alter" | "replace" = "alter"): string =>
    textOf(planOf([step(change(how, table(owner), { ...table(owner), fields: { comment: "x" } }), { as: exactly(role) })]), "1");
  test("an owner", () => expect(as("ADMIN", "ADMIN")).toContain("ADMIN: it owns the object\n"));
  test("a replacement", () => expect(inOneLine(as("OWNER", "OWNER", "replace"))).toContain("what is made anew belongs to whoever makes it"));
  test("for an owner", () => expect(as("ADMIN", "OWNER")).toContain("which acts for the owner OWNER\n"));
  test("neither", () => expect(inOneLine(as("OTHER", "OWNER"))).toContain("OTHER: it has the owner's rights, which the admin role ADMIN has not"));
});

test("notes about the object stand with its step, and those about others do not", () => {
  const [one, other] = ["A", "B"].map((name) => object("view", `DB.SC.${name}`));
  const plan = planOf([step(create(one!))], { notes: [note("warning", one!, "is odd"), note("warning", other!, "is strange")] });
  expect(textOf(plan, "1")).toContain("warning[ST2005] DB.SC.A is odd");
  expect(textOf(plan, "1")).not.toContain("strange");
});

test("only what the step was decided from", () => {
  const footprint = { "table:DB.SC.T": "a", "table:DB.SC.T/*": "b", "table:DB.SC.TT": "c", "ROLE|R": "d" };
  const plan = planOf([step(create(object("table", "DB.SC.T")))], { footprint });
  expect(textOf(plan, "1")).toMatch(/rests on {2}table:DB\.SC\.T\n {12}table:DB\.SC\.T\/\*\n\n/);
});
