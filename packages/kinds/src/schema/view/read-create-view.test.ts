import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCreateView } from "./read-create-view.ts";

describe("the text of SHOW VIEWS", () => {
  it.each([
    ["CREATE VIEW v AS SELECT 1;", { text: "SELECT 1", columns: null }],
    [
      "create or replace secure view db.sc.\"V w\" (a, \"b c\" comment 'x, (y)') copy grants comment = 'as ' as\n  select 1 as a, 2\n;\n",
      { text: "select 1 as a, 2", columns: [{ name: "A" }, { name: "b c", comment: "x, (y)" }] },
    ],
    [
      "CREATE RECURSIVE VIEW IF NOT EXISTS v (n) AS (SELECT 1 UNION ALL SELECT n FROM v)",
      { text: "(SELECT 1 UNION ALL SELECT n FROM v)", columns: [{ name: "N" }] },
    ],
    [
      "CREATE VIEW v (a COMMENT 'x' WITH MASKING POLICY p USING (a, b) WITH TAG (t = 'as'), b) WITH ROW ACCESS POLICY r ON (a) CHANGE_TRACKING = TRUE AS -- why\nSELECT 1, 2",
      { text: "-- why\nSELECT 1, 2", columns: [{ name: "A", comment: "x" }, { name: "B" }] },
    ],
    ["CREATE OR REPLACE VIEW v COMMENT='Test view' AS WITH q AS (SELECT 1) SELECT * FROM q", { text: "WITH q AS (SELECT 1) SELECT * FROM q", columns: null }],
  ])("%s", (source, expected) => {
    expect(readCreateView(source)).toEqual(expected);
  });

  it.each(["", "SELECT 1", "CREATE TABLE t (a INT)", "CREATE VIEW v", "CREATE VIEW v (a", "DROP VIEW v"])("%s is none", (source) => {
    expect(readCreateView(source)).toBeNull();
  });

  it("never fails, and gives back what was put together", () => {
    fc.assert(fc.property(fc.string(), (source) => void readCreateView(source)));
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.stringMatching(/^[A-Z][A-Z0-9_]{0,9}$/), comment: fc.string({ minLength: 1 }) }), { minLength: 1 }),
        (columns) => {
          const list = columns.map(({ name, comment }) => `"${name}" COMMENT '${comment.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`).join(", ");
          expect(readCreateView(`CREATE VIEW "A"."B" (${list})\nAS\nSELECT 1`)).toEqual({ text: "SELECT 1", columns });
        },
      ),
    );
  });
});
