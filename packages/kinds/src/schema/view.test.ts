import { describe, expect, it } from "vitest";
import { bodiesOf, refsOf } from "../derive/relations.ts";
import { renderObjectChange } from "../derive/render.ts";
import { described, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { view } from "./view.ts";

const NAME = ["DB", "SC", "V"];
const file = { text: "\n  SELECT id, name FROM t;\n", columns: { id: null, name: "who" }, comment: "c" } as const satisfies Plain;
const row: Cells = {
  name: "V",
  kind: "VIEW",
  database_name: "DB",
  schema_name: "SC",
  owner: "R",
  comment: "c",
  text: `CREATE OR REPLACE VIEW "DB"."SC"."V"\n("ID", "NAME" COMMENT 'who')\nCOPY GRANTS\nAS\nSELECT id, name FROM t`,
  is_secure: "false",
  is_materialized: "false",
  change_tracking: "OFF",
};
const columnRow = (name: string, comment: string | null): Cells => ({ table_name: "V", column_name: name, comment });
const COLUMNS = [columnRow("ID", null), columnRow("NAME", "who")];

describe("a view's file", () => {
  it("is created", () => {
    expect(created(wellDescribed(view, NAME, { ...file, is_secure: true, change_tracking: true }))).toEqual([
      `CREATE SECURE VIEW "DB"."SC"."V"
(
  "ID",
  "NAME" COMMENT 'who'
)
CHANGE_TRACKING = TRUE
COMMENT = 'c'
AS
SELECT id, name FROM t`,
    ]);
    expect(created(wellDescribed(view, NAME, { text: "SELECT 1" }))).toEqual(['CREATE VIEW "DB"."SC"."V"\nAS\nSELECT 1']);
  });

  it("names the views it depends on, and shows its query", () => {
    const to = wellDescribed(view, NAME, { text: "SELECT 1", depends_on: ["other", "sc2.v", "v"] });
    expect(refsOf(to)).toEqual(["view:DB.SC.OTHER", "view:DB.SC2.V"]);
    expect(bodiesOf(to)).toEqual(["SELECT 1"]);
  });

  it.each([
    [{}, "ST1102"],
    [{ text: 1 }, "ST1103"],
    [{ text: "SELECT 1", columns: { "a b": "x" } }, "ST1105"],
    [{ text: "SELECT 1", row_access_policy: { columns: ["a"] } }, "ST1102"],
  ] as const)("%j is refused with %s", (data, code) => {
    expect(described(view, NAME, data).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });
});

describe("reading a view", () => {
  it("finds what the file says: no changes", () => {
    expect(changed(readObject(view, row, { COLUMNS }), wellDescribed(view, NAME, file))).toBeNull();
    expect(changed(readObject(view, row), wellDescribed(view, NAME, file))).toBeNull();
  });

  it("believes the comments of now, not those of CREATE VIEW", () => {
    const from = readObject(view, row, { COLUMNS: [columnRow("ID", "key"), columnRow("NAME", "")] });
    expect(from.fields.columns).toEqual([{ name: "ID", comment: "key" }, { name: "NAME" }]);
  });

  it("does not know the query of a secure view of somebody else", () => {
    const from = readObject(view, { ...row, text: "", is_secure: "true" });
    expect(isUnknown(from.fields.text)).toBe(true);
    expect(changed(from, wellDescribed(view, NAME, { ...file, is_secure: true }))).toBeNull();
  });

  it("leaves materialized views and Snowflake's own aside", () => {
    const rows = (cells: Cells) => ({ row: { get: (column: string) => cells[column] }, also: () => [] });
    expect(view.accepts?.(rows(row))).toBe(true);
    expect(view.accepts?.(rows({ ...row, is_materialized: "true" }))).toBe(false);
    expect(view.baseline?.(rows(row))).toBe(false);
    expect(view.baseline?.(rows({ ...row, owner: "" }))).toBe(true);
    expect(view.baseline?.(rows({ ...row, name: "SN_TEMP_OBJECT_17" }))).toBe(true);
  });
});

describe("a change of a view", () => {
  const from = readObject(view, row, { COLUMNS });

  it("alters what has an ALTER, one property a statement", () => {
    const to = wellDescribed(view, NAME, { ...file, is_secure: true, change_tracking: true, comment: "d" });
    expect(changed(from, to)?.sql()).toEqual([
      'ALTER VIEW "DB"."SC"."V" SET SECURE',
      'ALTER VIEW "DB"."SC"."V" SET CHANGE_TRACKING = TRUE',
      `ALTER VIEW "DB"."SC"."V" SET COMMENT = 'd'`,
    ]);
    const { comment: _gone, ...rest } = file;
    expect(changed(to, wellDescribed(view, NAME, { ...rest, change_tracking: false }))?.sql()).toEqual([
      'ALTER VIEW "DB"."SC"."V" UNSET SECURE',
      'ALTER VIEW "DB"."SC"."V" SET CHANGE_TRACKING = FALSE',
      'ALTER VIEW "DB"."SC"."V" UNSET COMMENT',
    ]);
  });

  it("changes comments of columns without making the view anew", () => {
    const change = changed(from, wellDescribed(view, NAME, { ...file, columns: { id: "key", name: "who" }, comment: "d" }));
    expect(change?.how).toBe("alter");
    expect(change?.sql()).toEqual([
      `CREATE OR ALTER VIEW "DB"."SC"."V"\n(\n  "ID" COMMENT 'key',\n  "NAME" COMMENT 'who'\n)\nCOMMENT = 'd'\nAS\nSELECT id, name FROM t`,
    ]);
  });

  it("replaces it for another query or other columns, keeps its grants, and says what is lost", () => {
    for (const data of [
      { ...file, text: "SELECT id, name FROM u" },
      { ...file, columns: { id: null, nam: null } },
      { text: file.text, comment: "c" },
    ]) {
      const to = wellDescribed(view, NAME, data);
      const change = changed(from, to);
      expect(change?.how).toBe("replace");
      const [statement] = renderObjectChange({ kind: "object", how: "replace", from, to, fields: change?.fields ?? [] });
      expect(statement?.text).toMatch(/^CREATE OR REPLACE VIEW "DB"\."SC"\."V"\n(?:\(\n[^)]*\)\n)?COPY GRANTS\n/);
    }
    expect(view.replace?.loses).toContain("streams on the view become stale");
  });
});
