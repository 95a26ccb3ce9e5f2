import { expect, test } from "vitest";
import { plainPainter } from "../terminal/painter.ts";
import { planJson } from "./plan-json.ts";
import { planMarkdown } from "./plan-markdown.ts";
import { planText } from "./plan-text.ts";
import { summaryOf } from "./summary.ts";
import { attach, create, object, planOf, statement, step } from "./testing/build-plan.ts";
import { hardPlan } from "./testing/hard-plan.ts";

const plain = { width: 80, paint: plainPainter };
const text = planText(hardPlan, plain);
const full = planText(hardPlan, { ...plain, full: true });
const golden = (name: string): string => `./testing/goldens/${name}.golden.txt`;

test("at 80 columns", async () => await expect(text).toMatchFileSnapshot(golden("hard-80")));
test("at 120 columns, everything shown", async () => {
  await expect(planText(hardPlan, { ...plain, width: 120, full: true })).toMatchFileSnapshot(golden("hard-120-full"));
});

test("a policy made anew is one entry with its steps in their order, and one replacement", () => {
  expect(text).toContain("± replace masking policy MASK_SSN");
  expect(text).not.toMatch(/[-+] (?:create|remove) +masking policy/);
  const order = [
    "1. a new one is created",
    "2. 1 grant",
    "3. the new one takes over column SSN",
    "4. the former one is removed",
    "5. the new one takes its name",
  ];
  const places = order.map((words) => text.indexOf(words));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(summaryOf(hardPlan).objects).toEqual({ create: 1, change: 4, replace: 1, remove: 0 });
});

test("what is folded is told with everything shown", () => {
  expect(text).not.toContain("STEWARD");
  for (const words of ["role STEWARD", "whatever uses it stops working", "MASK_SSN__NEW on column SSN, until now CORE.HR.MASK_SSN"])
    expect(full.replace(/\s+/g, " ")).toContain(words);
});

test("a rest is one line with its reason", () => {
  expect(text).toContain("~ change  task ROOT\n        state is suspended meanwhile, and started again after\n");
  expect(text).toContain("because a task graph stands still while it changes\n");
});

test("renames name both ends", () => {
  expect(text).toContain("~ rename  table OLD -> NEW\n");
  expect(text).toMatch(/~ rename {2}table KEPT +until now CORE\.ATTIC\.KEPT\n/);
});

test("an attachment stands with its object; what readers see stands with the access as well", () => {
  const [objects = "", access = ""] = text.split("\nAccess\n");
  expect(objects).toContain("+ tag CORE.HR.SENSITIVITY = 'it''s secret'");
  expect(objects).toMatch(/create {2}table BADGES.*\n +\+ masking policy CORE\.HR\.MASK_SSN on column SSN\n/);
  expect(objects).toContain("- row access policy CORE.HR.OWN given ID");
  expect(access).not.toMatch(/BADGES|SENSITIVITY/);
  expect(access).toMatch(/readers of table CORE\.HR\.PEOPLE\n {4}~ masking policy CORE\.HR\.MASK_SSN on column SSN, until now its former form/);
});

test("what a policy that is swapped takes the place of is named", () => {
  const [from, to] = ["OLD", "NEW"].map((name) => attach(object("masking_policy", `DB.SC.${name}`), object("view", 'DB.SC."v|x"'), "a b").to);
  const one = planText(planOf([step({ kind: "attachment", from: from!, to: to! })]), plain);
  expect(one).toContain('masking policy DB.SC.NEW on column "a b", until now DB.SC.OLD');
});

test("a comment on a pull request and a document hold all of it", () => {
  const markdown = planMarkdown(hardPlan);
  for (const { statements } of hardPlan.steps) for (const statement of statements) expect(markdown).toContain(statement.text);
  const document = JSON.parse(planJson(hardPlan)) as { steps: readonly { id: string }[] };
  expect(document.steps.map(({ id }) => id)).toEqual(hardPlan.steps.map(({ id }) => id));
});

test("what is set alike on many objects is counted, unless it may cost something or all is asked for", () => {
  const tag = object("tag", "DB.SC.G").id;
  const on = Array.from({ length: 13 }, (_, i) => ({ what: tag, on: object("table", `DB.SC.T${i + 10}`).id, arguments: [i === 12 ? "b" : "a"] }));
  const plan = planOf(on.map((to) => step({ kind: "attachment", from: null, to })));
  const told = planText(plan, plain);
  expect(told).toContain("    ~ change  2 more tables: + tag DB.SC.G = 'a' (--full names them)");
  expect(told).toMatch(/table T22\n +\+ tag DB\.SC\.G = 'b'\n/);
  expect(told).not.toContain("T21");
  expect(planText(plan, { ...plain, full: true })).toContain("~ change  table T21\n");
  const risky = planOf(plan.steps.map((each) => ({ ...each, risk: "caution" as const, danger: "it is masked by its tag" })));
  for (const { on: id } of on) expect(planText(risky, plain)).toContain(id.slice("table:".length));
});

test("a new object on which something risky is set is never only counted", () => {
  const tables = Array.from({ length: 12 }, (_, i) => object("table", `DB.SC.T${i + 10}`));
  const tagged = tables.map((table) => step(attach(object("tag", "DB.SC.G"), table, "C"), { risk: "caution", danger: "it is masked by its tag" }));
  expect(planText(planOf([...tables.map((table) => step(create(table))), ...tagged]), plain)).not.toContain("more table");
});

test("the SQL of a comment on a pull request stands in the order in which it runs", () => {
  const steps = hardPlan.steps.map((each, i) => ({ ...each, statements: [statement(`SELECT ${i + 100}`)] }));
  const markdown = planMarkdown({ ...hardPlan, steps });
  const places = steps.map((_, i) => markdown.indexOf(`SELECT ${i + 100};`));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
