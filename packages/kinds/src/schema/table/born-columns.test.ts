import { describe, expect, it } from "vitest";
import type { Attachment } from "../../access/attachment.ts";
import type { ObjectChange } from "../../change.ts";
import { diffObject } from "../../derive/diff.ts";
import { renderObjectChange } from "../../derive/render.ts";
import type { ObjectId } from "../../object-id.ts";
import { facts, wellDescribed } from "../../testing/describe.ts";
import { table } from "../table.ts";
import { isBornWith } from "./born-columns.ts";

const NAME = ["DB", "SC", "T"];
const from = wellDescribed(table, NAME, { columns: { a: "NUMBER(38,0)" } });
const to = wellDescribed(table, NAME, { columns: { a: "NUMBER(38,0)", b: "VARCHAR(5)", c: { type: "VARCHAR(5)", comment: "C" } } });
const change = diffObject(from, to, facts) as ObjectChange;

function masks(column: string, ...passed: string[]): Attachment {
  return { what: "masking_policy:DB.SC.P" as ObjectId, on: to.id, column, arguments: passed };
}

const tagged: Attachment = { what: "tag:DB.SC.G" as ObjectId, on: to.id, column: "C", arguments: ["x"] };

describe("what a new column is born with", () => {
  it("is what needs no column that comes later", () => {
    expect([masks("B"), masks("C", "B"), masks("C", "A"), tagged].map((each) => isBornWith(each, change))).toEqual([true, true, true, true]);
    expect([masks("B", "C"), masks("A"), { ...tagged, column: "A" }].map((each) => isBornWith(each, change))).toEqual([false, false, false]);
    const { column: _column, ...whole } = tagged;
    expect(isBornWith(whole, change)).toBe(false);
  });

  it("stands before the comment", () => {
    expect(renderObjectChange(change, [masks("C", "B"), tagged]).map(({ text }) => text)).toEqual([
      'ALTER TABLE "DB"."SC"."T" ADD COLUMN "B" VARCHAR(5)',
      `ALTER TABLE "DB"."SC"."T" ADD COLUMN "C" VARCHAR(5) WITH MASKING POLICY "DB"."SC"."P" USING ("C", "B") WITH TAG ("DB"."SC"."G" = 'x') COMMENT 'C'`,
    ]);
  });
});
