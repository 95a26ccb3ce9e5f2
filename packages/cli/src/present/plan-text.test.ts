import { describe, expect, test } from "vitest";
import { plainPainter } from "../terminal/painter.ts";
import { planText } from "./plan-text.ts";
import { change, create, drop, future, give, grant, note, object, on, planOf, step, take } from "./testing/build-plan.ts";
import { markingPainter } from "./testing/marking-painter.ts";
import { emptyPlan, samplePlan } from "./testing/sample-plan.ts";

const plain = { width: 100, paint: plainPainter };
const golden = (name: string): string => `./testing/goldens/${name}.golden.txt`;

describe("a plan with something of everything", () => {
  test("at 80 columns", async () => {
    await expect(planText(samplePlan, { width: 80, paint: plainPainter })).toMatchFileSnapshot(golden("plan-80"));
  });

  test("at 120 columns, everything shown", async () => {
    await expect(planText(samplePlan, { width: 120, paint: plainPainter, full: true })).toMatchFileSnapshot(golden("plan-120-full"));
  });

  test("with looks", async () => {
    await expect(planText(samplePlan, { width: 100, paint: markingPainter })).toMatchFileSnapshot(golden("plan-100-looks"));
  });

  test("as a script", async () => {
    await expect(planText(samplePlan, { width: 80, paint: plainPainter, sql: true })).toMatchFileSnapshot(golden("plan-80-script"));
  });

  test("looks change nothing but the looks", () => {
    const looks = planText(samplePlan, { width: 100, paint: markingPainter }).replace(/<\/?(?:bold|dim|red|green|yellow|blue|cyan|magenta)>/g, "");
    expect(looks).toBe(planText(samplePlan, plain));
  });
});

test("what is described and taken out of the plan is counted apart", () => {
  const scope = { ...emptyPlan.scope, aside: 1200 };
  expect(planText({ ...emptyPlan, scope }, plain)).toMatch(/Scope: manages [\d,]+ of [\d,]+ objects;.* 1,200 described and looked at only;/s);
});

test("no changes", () => {
  expect(planText(emptyPlan, plain)).toMatch(/\n\nNo changes\. The account is as described\.$/);
});

test("a password is never told, and no file's secret is", () => {
  for (const look of [plain, { ...plain, full: true }]) expect(planText(samplePlan, look)).not.toMatch(/00ff|user\/BOB\/password/);
  expect(planText(samplePlan, plain)).toContain("password  (secret) is set");
});

test("what is created after the tenth is counted, unless all is asked for", () => {
  const plan = planOf(Array.from({ length: 12 }, (_, i) => step(create(object("role", `R${String(i + 10)}`)))));
  expect(planText(plan, plain)).toContain("+ create  2 more roles (--full names them)");
  expect(planText(plan, plain)).not.toContain("R21");
  expect(planText(plan, { ...plain, full: true })).toContain("+ create  R21");
});

test("what is removed is always named", () => {
  const why = { risk: "caution", why: "the project does not describe it" } as const;
  const text = planText(planOf(Array.from({ length: 40 }, (_, i) => step(drop(object("role", `R${String(i + 10)}`)), why))), plain);
  for (let i = 10; i < 50; i++) expect(text).toContain(`- remove  R${i}`);
  expect(text.match(/caution, each of the 40: the project does not describe it/g)).toHaveLength(1);
});

test("what is not safe says what it could do, and only with everything shown why it is there", () => {
  const costs = { risk: "caution", danger: "it acts at once", why: "size is not as wh.yaml:1 describes" } as const;
  const [from, to] = ["SMALL", "LARGE"].map((size) => object("warehouse", "W", { size }));
  const plan = planOf([step(change("alter", from!, to!), costs)]);
  expect(planText(plan, plain)).toContain("size  SMALL -> LARGE\n      ! caution: it acts at once\n\n");
  expect(planText(plan, plain)).not.toContain("wh.yaml");
  expect(planText(plan, { ...plain, full: true })).toContain("! caution: it acts at once\n      because size is not as wh.yaml:1 describes\n");
  const { danger: _danger, ...silent } = costs;
  expect(planText(planOf([step(change("alter", from!, to!), silent)]), plain)).toContain("! caution: size is not as wh.yaml:1 describes");
});

test("the undo does not name again what the danger names", () => {
  const undo = { kind: "recreated", statements: [], lost: ["its tags", "its age"] } as const;
  const text = planText(planOf([step(drop(object("role", "R")), { risk: "caution", danger: "it loses its tags", undo })]), plain);
  expect(text).toContain("! caution: it loses its tags; cannot be undone in full (its age)");
});

describe("notes", () => {
  const unread = (name: string) => ({ ...note("warning", object("view", `DB.SC.${name}`), "cannot be read"), code: "ST2002" as const });
  const notes = [note("error", object("role", "R"), "is wrong"), ...["A", "B", "C"].map(unread)];

  test("warnings of fields that could not be read are one line", () => {
    const text = planText(planOf([], { notes }), plain);
    expect(text).toContain("  warning[ST2002] 3 fields could not be read and are left as they are (--full names them)\n");
    expect(text).not.toContain("DB.SC.A");
    expect(planText(planOf([], { notes }), { ...plain, full: true })).toContain("warning[ST2002] DB.SC.B cannot be read");
    expect(planText(planOf([], { notes: [unread("A")] }), plain)).toContain("warning[ST2002] DB.SC.A cannot be read");
  });

  test("errors come last, and in red", () => {
    const text = planText(planOf([], { notes }), { width: 100, paint: markingPainter });
    expect(text).toMatch(/Notes[\s\S]*<red><bold>Errors<\/bold><\/red>\n.*<red> R is wrong<\/red>\n\n.*No changes could be planned/);
  });
});

test("an object that is dropped to be made again is replaced", () => {
  const schema = object("schema", "DB.PUBLIC");
  const text = planText(planOf([step(drop(schema)), step(create(schema))]), plain);
  expect(text).toContain("± replace schema DB.PUBLIC");
  expect(text).toContain("Plan: 1 to replace.");
});

describe("access", () => {
  const access = (...steps: Parameters<typeof planOf>[0]): string => planText(planOf(steps), plain);

  test("grants on many objects are one line", () => {
    const grants = Array.from({ length: 41 }, (_, i) =>
      ["SELECT", "REFERENCES"].map((privilege) => give(grant(privilege, on("TABLE", `DB.SC.T${i}`), "ROLE:X"))),
    );
    expect(access(...grants.map((each) => step(each)))).toContain("role X\n    + gains REFERENCES, SELECT on 41 tables in DB.SC");
  });

  test("a table that gets less than the others is apart", () => {
    const grants = [give(grant("SELECT", on("TABLE", "DB.SC.A"), "ROLE:X")), give(grant("SELECT", on("TABLE", "DB.SC.B"), "ROLE:X"))];
    const text = access(...grants.map((each) => step(each)), step(give(grant("INSERT", on("TABLE", "DB.SC.A"), "ROLE:X"))));
    expect(text).toContain("gains INSERT, SELECT on table DB.SC.A");
    expect(text).toContain("gains SELECT on table DB.SC.B");
  });

  test("the right to grant is said", () => {
    expect(access(step(give(grant("SELECT", on("TABLE", "DB.SC.A"), "ROLE:X", true))))).toContain("gains SELECT on table DB.SC.A with grant option");
    const [from, to] = [grant("SELECT", on("TABLE", "DB.SC.A"), "ROLE:X", true), grant("SELECT", on("TABLE", "DB.SC.A"), "ROLE:X")];
    expect(access(step({ kind: "grant", from, to }))).toContain("- loses the right to grant SELECT on table DB.SC.A");
    expect(access(step({ kind: "grant", from: to, to: from }))).toContain("+ gains the right to grant SELECT on table DB.SC.A");
  });

  test("future grants are no grants on what is there", () => {
    expect(access(step(give(grant("SELECT", future("TABLE", "DB.SC"), "ROLE:X"))))).toContain("gains SELECT on future tables in schema DB.SC");
    expect(access(step(take(grant("SELECT", future("FILE FORMAT", "DB"), "ROLE:X"))))).toContain("loses SELECT on future file formats in database DB");
  });

  test("a loss is never told by another grantee's", () => {
    const loses = ["A", "B", "C"].map((name) => step(take(grant("SELECT", on("TABLE", "DB.SC.T"), `ROLE:${name}`))));
    for (const name of ["A", "B", "C"]) expect(access(...loses)).toContain(`role ${name}\n    - loses SELECT on table DB.SC.T`);
  });

  test("roles of the role model are told together only where each is about its own place", () => {
    const usage = (schema: string, role: string) => step(give(grant("USAGE", on("SCHEMA", schema), `ROLE:${role}`)));
    const own = access(usage("DB.A1", "DB__A1__READ__S_ROLE"), usage("DB.B1", "DB__B1__READ__S_ROLE"));
    expect(own).toContain("role DB__A1__READ__S_ROLE, and likewise DB__B1__READ__S_ROLE\n    + gains USAGE on schema DB.A1");
    const other = access(usage("DB.A1", "DB__A1__READ__S_ROLE"), usage("DB.PII", "DB__B1__READ__S_ROLE"));
    expect(other).toContain("role DB__B1__READ__S_ROLE\n    + gains USAGE on schema DB.PII");
    const prefixed = access(usage("DEV__DB.A1", "DEV__DB__A1__READ__S_ROLE"), usage("DEV__DB.B1", "DEV__DB__B1__READ__S_ROLE"));
    expect(prefixed).toContain("and likewise DEV__DB__B1__READ__S_ROLE");
  });

  test("more grantees than anybody reads are counted, but not who loses", () => {
    const gains = Array.from({ length: 60 }, (_, i) => step(give(grant("SELECT", on("TABLE", `DB.SC.T${i}`), `ROLE:R${i}`))));
    const text = access(...gains, step(take(grant("SELECT", on("TABLE", "DB.SC.T"), "ROLE:ZZ"))));
    expect(text).toContain("20 more grantees gain privileges and lose none");
    expect(text).toContain("role ZZ\n    - loses SELECT on table DB.SC.T");
  });

  test("names with dots and quotes keep their containers", () => {
    const names = ['DB."S.C"."a.b"', 'DB."S.C".F("X.Y")'];
    const text = access(...names.map((name) => step(give(grant("USAGE", on("FUNCTION", name), "ROLE:X")))));
    expect(text).toContain('gains USAGE on 2 functions in DB."S.C" ("a.b", F("X.Y"))');
  });
});

test("control characters of the account never reach the terminal", () => {
  const evil = object("role", "R\u001b[2J\nX", { comment: "\u001b]0;owned\u0007\u202e" });
  const plan = planOf([step(create(evil), { why: "\u001b[31m" }), step(give(grant("USAGE", on("ROLE", "A\u009b"), "ROLE:\u001bB")))]);
  for (const sql of [false, true]) {
    const text = planText(plan, { ...plain, sql });
    for (const control of ["\u001b", "\u0007", "\u009b"]) expect(text).not.toContain(control);
  }
});
