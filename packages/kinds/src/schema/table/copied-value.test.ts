import { sql } from "@snowtower/sql";
import { describe, expect, it } from "vitest";
import type { TableColumn } from "./column.ts";
import { copiedValue } from "./copied-value.ts";

function copied(from: Partial<TableColumn> | undefined, to: Partial<TableColumn>): string | null {
  const value = copiedValue(from === undefined ? undefined : { name: "A", type: "VARCHAR(10)", ...from }, { name: "A", type: "VARCHAR(10)", ...to });
  if (value === null) return null;
  return typeof value === "string" ? `refused: ${value}` : sql`${value}`.text;
}

describe("what a copy puts into a column", () => {
  it.each([
    ["VARCHAR(10)", "VARCHAR(5)", '"A"::VARCHAR(5)'],
    ["NUMBER(10,2)", "NUMBER(8,2)", '"A"::NUMBER(8,2)'],
    ["NUMBER(10,2)", "NUMBER(10,4)", '"A"::NUMBER(10,4)'],
    ["NUMBER(38,0)", "VARCHAR(10)", '"A"::VARCHAR(10)'],
    ["NUMBER(15,0)", "FLOAT", '"A"::FLOAT'],
    ["DATE", "TIMESTAMP_NTZ(0)", '"A"::TIMESTAMP_NTZ(0)'],
    ["DATE", "VARCHAR(10)", `TO_VARCHAR("A", 'YYYY-MM-DD')::VARCHAR(10)`],
    ["TIMESTAMP_NTZ(9)", "VARCHAR(30)", `TO_VARCHAR("A", 'YYYY-MM-DD HH24:MI:SS.FF9')::VARCHAR(30)`],
    ["VARCHAR(10)", "VARIANT", '"A"::VARIANT'],
  ])("%s becomes %s, or the statement fails", (from, to, expected) => {
    expect(copied({ type: from }, { type: to })).toBe(expected);
  });

  it.each([
    ["NUMBER(10,2)", "NUMBER(10,1)"],
    ["NUMBER(16,0)", "FLOAT"],
    ["FLOAT", "NUMBER(38,0)"],
    ["FLOAT", "VARCHAR(100)"],
    ["VARCHAR(10)", "NUMBER(38,0)"],
    ["VARCHAR(10)", "DATE"],
    ["TIMESTAMP_NTZ(9)", "TIMESTAMP_NTZ(3)"],
    ["TIMESTAMP_NTZ(9)", "DATE"],
    ["TIMESTAMP_TZ(9)", "TIMESTAMP_NTZ(9)"],
    ["BINARY(8)", "BINARY(4)"],
    ["VARIANT", "VARCHAR(10)"],
    ["VECTOR(FLOAT, 3)", "ARRAY"],
  ])("%s to %s could lose something without a word", (from, to) => {
    expect(copied({ type: from }, { type: to })).toBe(`refused: column A: not every ${from} keeps its value as ${to}`);
  });

  it("fills new columns with their default, or NULL", () => {
    expect(copied(undefined, { default: "'new'" })).toBe("('new')::VARCHAR(10)");
    expect(copied(undefined, { type: "NUMBER(38,0)", default_sequence: "D.S.Q" })).toBe('"D"."S"."Q".NEXTVAL');
    expect(copied(undefined, {})).toBe("NULL::VARCHAR(10)");
    expect(copied(undefined, { not_null: true })).toMatch(/^refused: column A is new and NOT NULL/);
  });

  it("says the collation, gives a virtual column nothing, and numbers nothing again", () => {
    expect(copied({}, { collate: "de" })).toBe(`COLLATE("A", 'de')`);
    expect(copied({ collate: "de" }, {})).toBe(`COLLATE("A", '')`);
    expect(copied({}, { expression: "b + 1" })).toBeNull();
    expect(copied({ type: "NUMBER(38,0)" }, { type: "NUMBER(38,0)", default: "IDENTITY START 1 INCREMENT 1" })).toMatch(/^refused: .*begin anew/);
  });
});
