import { idOf } from "@snowtower/kinds";
import { exactly, id, nameOf, secret, sql } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { FormatError } from "../errors.ts";
import type { Step } from "../plan/step.ts";
import type { BoundPlan } from "./bound-plan.ts";
import { checkSchema } from "./check-schema.ts";
import { planSchema } from "./plan-schema.ts";
import { readPlan } from "./read-plan.ts";
import { digestOfPlan, sha256, writePlan } from "./write-plan.ts";

const role = (stored: string) => ({
  kind: "role",
  id: idOf("role", nameOf(stored)),
  name: nameOf(stored),
  owner: exactly("ADMIN"),
  fields: { comment: "ünï\ncode" },
});
const password = { ref: "user/U/password", digest: "00ff" };

const createRole: Step = {
  id: "role:R",
  changes: [{ kind: "object", how: "create", from: null, to: { ...role("R"), owner: null }, fields: [] }],
  implied: [],
  as: exactly("ADMIN"),
  needs: ["CREATE ROLE on ACCOUNT"],
  statements: [sql`CREATE ROLE ${id(exactly("R"))}`],
  undo: { kind: "recreated", statements: [sql`DROP ROLE ${id(exactly("R"))}`], lost: ["grants"], until: "tomorrow" },
  after: [],
  why: "R is described",
  risk: "safe",
};

const setPassword: Step = {
  ...createRole,
  id: "user:U",
  changes: [
    { kind: "grant", from: null, to: { privilege: "USAGE", on: { kind: "object", type: "ROLE", name: "R" }, to: { type: "USER", name: "U" }, option: false } },
    {
      kind: "grant",
      from: { privilege: "SELECT", on: { kind: "future", type: "TABLE", in: "SCHEMA", name: "A.B" }, to: { type: "ROLE", name: "R" }, option: true, by: null },
      to: null,
    },
    { kind: "attachment", from: null, to: { what: idOf("tag", nameOf("A", "B", "T")), on: idOf("role", nameOf("R")), arguments: ["x"] } },
  ],
  statements: [sql`ALTER USER ${id(exactly("U"))} SET PASSWORD = ${secret(password)}`],
  undo: { kind: "none", because: "a password cannot be read back" },
  after: ["role:R"],
  risk: "lockout",
  danger: "U might not get in again",
};

const plan: BoundPlan = {
  version: 1,
  account: { organization: "O", name: "N", locator: "L", region: "X", source: "local", user: "U", role: "R" },
  scope: { managed: 1, seen: 2, baseline: 3, undescribed: { off: 0, observe: 0, additive: 1, strict: 0 }, prefix: "", admin: "ADMIN" },
  interest: { databases: ["A"], objects: [role("R").id], owners: ["ADMIN"], grantees: [{ type: "ROLE", name: "R" }] },
  desired: "d1",
  footprint: { "role:R": "absent", "ROLE|R": "abc" },
  surroundings: { "in database A": "def" },
  notes: [{ severity: "warning", code: "ST1101", message: "m", about: "role:R", hint: "h", at: { file: "f.yaml", line: 1, column: 2 } }],
  steps: [createRole, setPassword],
};

const refusal = (text: string): FormatError => {
  try {
    readPlan(text);
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error("the plan was read");
};

/** The text with its lines edited, and a last line that fits: what somebody does who knows the format. */
function forged(edit: (line: string) => string): string {
  const lines = writePlan(plan).trimEnd().split("\n").slice(0, -1).map(edit);
  const text = lines.map((line) => `${line}\n`).join("");
  return `${text}${JSON.stringify({ digest: sha256(text) })}\n`;
}

describe("a plan file", () => {
  test("reads back as the plan it was written from, and writes the same bytes again", () => {
    const text = writePlan(plan);
    expect(readPlan(text)).toEqual(plan);
    expect(writePlan(readPlan(text))).toBe(text);
    expect(text.trimEnd().split("\n")).toHaveLength(4);
    expect(digestOfPlan(readPlan(text))).toBe(digestOfPlan(plan));
  });

  test("does not depend on the order of keys", () => {
    const shuffled = {
      ...plan,
      footprint: { "ROLE|R": "abc", "role:R": "absent" },
      account: Object.fromEntries(Object.entries(plan.account).reverse()) as never,
    };
    expect(writePlan(shuffled)).toBe(writePlan(plan));
    expect(digestOfPlan({ ...plan, desired: "d2" })).not.toBe(digestOfPlan(plan));
  });

  test("a plan of before steps said their danger is read as it is", () => {
    const { danger: _danger, ...silent } = setPassword;
    const before = { ...plan, steps: [createRole, silent] };
    expect(readPlan(writePlan(before))).toEqual(before);
    expect(writePlan(before)).not.toContain("danger");
  });

  test("without steps", () => {
    const empty = { ...plan, steps: [] };
    expect(readPlan(writePlan(empty))).toEqual(empty);
  });

  test("holds the hole of a secret and not its value", () => {
    const text = writePlan(plan);
    expect(text).toContain("${secret:user/U/password#00ff}");
    expect(readPlan(text).steps[1]?.statements[0]?.secrets).toEqual([password]);
  });
});

describe("is refused", () => {
  const text = writePlan(plan);

  test.each([
    ["an empty file", "", "ST2050"],
    ["text", "hello", "ST2050"],
    ["other JSON", '{"a":1}\n', "ST2050"],
    ["a journal", '{"format":"snowtower-journal","version":1}\n', "ST2050"],
    ["a newer format", text.replace('"version":1', '"version":2'), "ST2051"],
    ["no version", text.replace('"version":1', '"version":"1"'), "ST2054"],
    ["a file without its last line", `${text.trimEnd().split("\n").slice(0, -1).join("\n")}\n`, "ST2052"],
    ["a header alone", `${text.split("\n")[0]}\n`, "ST2052"],
    ["a file whose last line has no end", text.trimEnd(), "ST2052"],
    ["an edited statement", text.replace("CREATE ROLE", "CREATE_ROLE"), "ST2053"],
    ["an edited header", text.replace('"desired":"d1"', '"desired":"d2"'), "ST2053"],
    ["something after its end", `${text}{}\n`, "ST2053"],
    ["Windows line ends", text.replaceAll("\n", "\r\n"), "ST2053"],
  ])("%s", (_, broken, code) => {
    expect(refusal(broken).code).toBe(code);
  });

  test("wherever it is cut", () => {
    for (let end = 0; end < text.length; end += 7) expect(refusal(text.slice(0, end)).code).toMatch(/^ST205[023]$/);
  });

  test("one that fits its digest and is no plan, with the place", () => {
    expect(refusal(forged((line) => line.replace('"risk":"safe"', '"risk":"none"'))).message).toContain("$.steps[0].risk: expected one of safe");
    expect(refusal(forged((line) => line.replace('"how":"create"', '"how":"make"'))).message).toContain("$.steps[0].changes[0].how: expected one of");
    expect(refusal(forged((line) => line.replace('"after":["role:R"]', '"after":["role:X"]'))).message).toContain(
      "waits for role:X, which does not stand before it",
    );
    expect(refusal(forged((line) => line.replace('"id":"user:U"', '"id":"role:R"'))).message).toContain("step role:R stands twice");
    expect(refusal(forged((line) => line.replace("#00ff}", "#00fe}"))).message).toContain("no hole for secret");
    expect(refusal(forged((line) => line.replace('"desired":"d1",', ""))).message).toContain("$: desired is missing");
  });
});

describe("the schema of a plan as one document", () => {
  const check = (value: unknown) => checkSchema(JSON.parse(JSON.stringify(value)), planSchema);

  test("takes a plan, and names the first thing that is not one", () => {
    expect(check(plan)).toBeNull();
    expect(check({ ...plan, more: 1 })).toBe("$: more is not known");
    expect(check({ ...plan, scope: { ...plan.scope, managed: -1 } })).toBe("$.scope.managed: less than 0");
    expect(check({ ...plan, notes: [{ ...plan.notes[0], code: "X1" }] })).toBe("$.notes[0].code: does not match ^ST[0-9]{4}$");
    expect(check({ ...plan, footprint: { a: 1 } })).toBe("$.footprint.a: expected string");
    expect(check({ ...plan, interest: null })).toBe("$.interest: expected object");
  });

  test("a word that the check does not know is an error, not a rule that always holds", () => {
    expect(() => checkSchema(1, { maximum: 0 })).toThrow("no rule for the schema word maximum");
  });
});
