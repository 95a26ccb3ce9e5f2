import { describe, expect, it } from "vitest";
import { described, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { tag } from "./tag.ts";

const NAME = ["DB", "SC", "T"];
const row: Cells = {
  created_on: "x",
  name: "T",
  database_name: "DB",
  schema_name: "SC",
  owner: "R",
  comment: "",
  allowed_values: '["a","b"]',
  owner_role_type: "ROLE",
};

describe("a tag", () => {
  it("is made with its values first", () => {
    const file = { allowed_values: ["it's", "b"], propagate: "on_dependency", on_conflict: "allowed_values_sequence", comment: "c" };
    expect(created(wellDescribed(tag, NAME, { ...file, on_conflict: "ALLOWED_VALUES_SEQUENCE" }))).toEqual([
      `CREATE TAG "DB"."SC"."T"\n  ALLOWED_VALUES 'it''s', 'b'\n  PROPAGATE = ON_DEPENDENCY\n  ON_CONFLICT = ALLOWED_VALUES_SEQUENCE\n  COMMENT = 'c'`,
    ]);
    expect(created(wellDescribed(tag, NAME, { on_conflict: "both" }))).toEqual([`CREATE TAG "DB"."SC"."T"\n  ON_CONFLICT = 'both'`]);
  });

  it("keeps the order of its values, and is opened to all of them", () => {
    const there = readObject(tag, row);
    expect(there.fields.allowed_values).toEqual(["a", "b"]);
    expect(changed(there, wellDescribed(tag, NAME, { allowed_values: ["b", "a"] }))?.sql()).toEqual([`ALTER TAG "DB"."SC"."T" SET ALLOWED_VALUES 'b', 'a'`]);
    expect(changed(there, wellDescribed(tag, NAME, {}))?.sql()).toEqual(['ALTER TAG "DB"."SC"."T" UNSET ALLOWED_VALUES']);
    expect(changed(readObject(tag, { ...row, allowed_values: null }), wellDescribed(tag, NAME, {}))).toBeNull();
  });

  it("plans nothing for what the account does not tell, and believes it where it does", () => {
    const to = wellDescribed(tag, NAME, { allowed_values: ["a", "b"], propagate: "ON_DEPENDENCY", on_conflict: "x" });
    expect(isUnknown(readObject(tag, row).fields.on_conflict)).toBe(true);
    expect(changed(readObject(tag, row), to)).toBeNull();
    expect(changed(readObject(tag, { ...row, propagate: null }), to)?.sql()).toEqual(['ALTER TAG "DB"."SC"."T" SET PROPAGATE = ON_DEPENDENCY']);
  });

  it.each([
    [{ references: [] }, "ST1106"],
    [{ masking_policies: ["p"] }, "ST1106"],
    [{ allowed_values: [] }, "ST1104"],
  ] as const)("%j is refused with %s", (data, code) => {
    expect(described(tag, NAME, data).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });
});
