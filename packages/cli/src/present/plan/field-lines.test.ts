import { describe, expect, test } from "vitest";
import { plainPainter } from "../../terminal/painter.ts";
import { paintLine } from "../rich/line.ts";
import { change, object } from "../testing/build-plan.ts";
import { fieldLines } from "./field-lines.ts";

type Fields = Parameters<typeof object>[2];

function shown(kind: string, from: Fields, to: Fields, full = false): readonly string[] {
  const made = change("alter", object(kind, "DB.SC.T", from), object(kind, "DB.SC.T", to));
  return made.kind !== "object" ? [] : fieldLines(made, { width: 100, full }).map((each) => paintLine(each, plainPainter));
}

const columns = (...all: readonly Record<string, string | true>[]): Fields => ({ columns: all as never });
const range = { name: "RANGE", type: "NUMBER(10,0)", not_null: true, comment: "How far" } as const;

describe("a column that is on both sides says what differs", () => {
  const differs = (to: Record<string, string | true>, from: Record<string, string | true> = range) => shown("table", columns(from), columns(to)).slice(1);
  const { not_null: _never, ...nullable } = range;

  test("the type with NOT NULL", () => {
    expect(differs({ ...range, type: "NUMBER(20,0)" })).toEqual(["  ~ RANGE  NUMBER(10,0) NOT NULL -> NUMBER(20,0) NOT NULL"]);
    expect(differs({ ...nullable, type: "NUMBER(20,0)" })).toEqual(["  ~ RANGE  NUMBER(10,0) NOT NULL -> NUMBER(20,0)"]);
  });

  test("only whether it takes NULL", () => {
    expect(differs(nullable)).toEqual(["  ~ RANGE  NOT NULL -> NULL"]);
    expect(differs(range, nullable)).toEqual(["  ~ RANGE  NULL -> NOT NULL"]);
  });

  test("comment, default and the rest, each on its own line", () => {
    expect(differs({ ...range, comment: "Far" })).toEqual(['  ~ RANGE  comment "How far" -> "Far"']);
    expect(differs({ ...range, type: "NUMBER(20,0)", default: "1", comment: "a\nb" })).toEqual([
      "  ~ RANGE  NUMBER(10,0) NOT NULL -> NUMBER(20,0) NOT NULL",
      '           comment "How far" -> "a\\nb"',
      "           default (unset) -> 1",
    ]);
  });
});

test("a new column is as SQL says it", () => {
  const come = (column: Record<string, string | true>) => shown("table", columns(range), columns(range, column))[1];
  expect(come({ name: "A", type: "NUMBER(10,2)", comment: "It's" })).toBe("  + A  NUMBER(10,2) COMMENT 'It''s'");
  expect(come({ name: "A", type: "NUMBER(38,0)", default: "0", not_null: true })).toBe("  + A  NUMBER(38,0) DEFAULT 0 NOT NULL");
  expect(come({ name: "A", type: "NUMBER(38,0)", default: "IDENTITY START 1 INCREMENT 1" })).toBe("  + A  NUMBER(38,0) IDENTITY START 1 INCREMENT 1");
  expect(come({ name: "A", type: "NUMBER(38,0)", default_sequence: "DB.SC.S" })).toBe("  + A  NUMBER(38,0) DEFAULT DB.SC.S.NEXTVAL");
  expect(come({ name: "a b", type: "VARCHAR(3)", collate: "de", expression: "UPPER(C)" })).toBe("  + \"a b\"  VARCHAR(3) COLLATE 'de' AS (UPPER(C))");
});

test("columns that change places say so, under names that can be written", () => {
  const [a, b] = [
    { name: "A", type: "DATE" },
    { name: "b", type: "DATE" },
  ];
  expect(shown("table", columns(a, b), columns(b, a))).toEqual(["columns", '  ~ order: "b", A']);
});

test("columns of a view", () => {
  expect(shown("view", columns({ name: "A" }, { name: "B", comment: "x" }), columns({ name: "A", comment: "y" }, { name: "B" }, { name: "C" }))).toEqual([
    "columns",
    '  ~ A  comment (unset) -> "y"',
    '  ~ B  comment "x" -> (unset)',
    "  + C",
  ]);
});

describe("other lists of records", () => {
  const key = (column: string, table: string) => ({ columns: [column], ref_table: table, ref_columns: ["ID"] });

  test("are told apart by the first key that does", () => {
    expect(shown("table", { foreign_keys: [key("A", "DB.SC.X"), key("B", "DB.SC.X")] }, { foreign_keys: [key("A", "DB.SC.Y"), key("C", "DB.SC.X")] })).toEqual([
      "foreign_keys",
      "  ~ A  ref table DB.SC.X -> DB.SC.Y",
      "  + C  ref_table DB.SC.X, ref_columns ID",
      "  - B  ref_table DB.SC.X, ref_columns ID",
    ]);
  });

  test("are told as wholes where nothing does", () => {
    expect(shown("table", { foreign_keys: [key("A", "X"), key("A", "X")] }, { foreign_keys: [key("A", "X")] })).toEqual(["foreign_keys", expect.any(String)]);
  });
});

describe("text that nobody reads", () => {
  const keyOf = (middle: string) => `MIIBIjANBg${middle.repeat(40)}IwIDAQAB`;

  test("is shortened, but differs where it does", () => {
    const lines = (from: string | undefined, to: string | undefined, full = false) =>
      shown("user", from === undefined ? {} : { rsa_public_key: from }, to === undefined ? {} : { rsa_public_key: to }, full);
    expect(lines(keyOf("abcdefgh"), "x".repeat(81))).toEqual([
      "rsa_public_key  MIIBIjANBg...IwIDAQAB (338 characters) -> xxxxxxxxxx...xxxxxxxx (81 characters)",
    ]);
    expect(lines(undefined, keyOf("abcdefgh"))).toEqual(["rsa_public_key  (unset) -> MIIBIjANBg...IwIDAQAB (338 characters)"]);
    const alike = "rsa_public_key  MIIBIjANBg...cdefghab...IwIDAQAB (338 characters) -> MIIBIjANBg...Cdefghab...IwIDAQAB (338 characters)";
    expect(lines(keyOf("abcdefgh"), keyOf("abcdefgh").replace("c", "C"))).toEqual([alike]);
    expect(lines(keyOf("abcdefgh"), keyOf("ijklmnop"), true).join("")).toContain(keyOf("ijklmnop"));
  });

  test("is shown whole where it is short, or has words", () => {
    expect(shown("user", { comment: "a" }, { comment: "x".repeat(80) })).toEqual([`comment  a -> ${"x".repeat(80)}`]);
    expect(shown("user", { comment: "a" }, { comment: `${"x".repeat(50)} ${"y".repeat(50)}` })).toEqual([
      "comment",
      "  - a",
      `  + ${"x".repeat(50)} ${"y".repeat(50)}`,
    ]);
  });
});
