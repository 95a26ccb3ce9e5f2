import { describe, expect, it } from "vitest";
import { described, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { unknown } from "../value.ts";
import { maskingPolicy } from "./masking-policy.ts";

const NAME = ["DB", "SC", "HIDE"];
const row: Cells = {
  created_on: "2026-01-01 00:00:00.000 -0700",
  name: "HIDE",
  database_name: "DB",
  schema_name: "SC",
  kind: "MASKING_POLICY",
  owner: "R",
  comment: "",
  options: "",
  owner_role_type: "ROLE",
};
const told: Cells = { name: "HIDE", signature: "(VAL VARCHAR, AMOUNT NUMBER)", return_type: "VARCHAR(16777216)", body: "CASE WHEN amount > 1 THEN val END" };
const plain = {
  arguments: { val: "VARCHAR(16777216)", amount: "NUMBER(10,2)" },
  returns: "VARCHAR(16777216)",
  body: "\n  CASE WHEN amount > 1 THEN val END;\n",
} as const satisfies Plain;

describe("a masking policy's file", () => {
  it.each([
    [{ ...plain, arguments: {} }, "ST1104"],
    [{ ...plain, arguments: { val: "VARCHA" } }, "ST1104"],
    [{ ...plain, arguments: { "a b": "VARCHAR(1)" } }, "ST1105"],
    [{ returns: plain.returns, body: "x" }, "ST1102"],
    [{ ...plain, references: [{ object_type: "TABLE", object_name: "t" }] }, "ST1102"],
  ] as const)("%j is refused with %s", (data, code) => {
    expect(described(maskingPolicy, NAME, data).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it("is made with its properties behind the body", () => {
    expect(created(wellDescribed(maskingPolicy, NAME, { ...plain, comment: "It's hidden", exempt_other_policies: true }))).toEqual([
      'CREATE MASKING POLICY "DB"."SC"."HIDE"\nAS ("VAL" VARCHAR(16777216), "AMOUNT" NUMBER(10,2)) RETURNS VARCHAR(16777216) ->\n' +
        "CASE WHEN amount > 1 THEN val END\nCOMMENT = 'It''s hidden'\nEXEMPT_OTHER_POLICIES = TRUE",
    ]);
  });
});

describe("a masking policy that was read", () => {
  const there = readObject(maskingPolicy, row, { DESCRIBE: [told] });

  it("has the type of its result for its first argument, and base names for the others", () => {
    expect(there.fields.arguments).toEqual([
      { name: "VAL", type: "VARCHAR(16777216)" },
      { name: "AMOUNT", type: "NUMBER" },
    ]);
    expect(changed(there, wellDescribed(maskingPolicy, NAME, plain))).toBeNull();
  });

  it.each([
    ['{"EXEMPT_OTHER_POLICIES": "TRUE"}', true],
    ["", false],
    [null, false],
  ])("is exempting or not: %j", (options, expected) => {
    expect(readObject(maskingPolicy, { ...row, options }, { DESCRIBE: [told] }).fields.exempt_other_policies).toBe(expected);
  });

  it("is known by its name only to who may not describe it", () => {
    const why = unknown("refused");
    expect(readObject(maskingPolicy, row).fields).toMatchObject({ arguments: why, returns: why, body: why });
    expect(changed(readObject(maskingPolicy, row), wellDescribed(maskingPolicy, NAME, { ...plain, body: "NULL" }))).toBeNull();
  });

  it("gets another body by ALTER, and another signature by a replacement only", () => {
    const body = changed(there, wellDescribed(maskingPolicy, NAME, { ...plain, body: "NULL -- always" }));
    expect(body).toMatchObject({ how: "alter", fields: ["body"] });
    expect(body?.sql()).toEqual(['ALTER MASKING POLICY "DB"."SC"."HIDE" SET BODY ->\nNULL -- always']);
    expect(changed(there, wellDescribed(maskingPolicy, NAME, { ...plain, arguments: { val: "VARCHAR(16777216)" } }))).toMatchObject({ how: "replace" });
  });

  it("does not differ by comments around its body", () => {
    const body = "-- why\nCASE WHEN amount > 1 THEN val END -- what";
    expect(changed(there, wellDescribed(maskingPolicy, NAME, { ...plain, body }))).toBeNull();
  });
});
