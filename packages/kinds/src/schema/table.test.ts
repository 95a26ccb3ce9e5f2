import { describe, expect, it } from "vitest";
import type { ObjectChange } from "../change.ts";
import { destroys } from "../derive/diff.ts";
import { bereftOf, bodiesOf, earlyOf, refsOf } from "../derive/relations.ts";
import type { World } from "../kind.ts";
import type { AnyObject } from "../object.ts";
import type { ObjectId } from "../object-id.ts";
import { described, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { table } from "./table.ts";

const NAME = ["DB", "SC", "T"];

function changeOf(from: AnyObject, to: AnyObject): ObjectChange {
  const change = changed(from, to);
  return { kind: "object", from, to, how: (change?.how ?? "alter") as ObjectChange["how"], fields: change?.fields ?? [] };
}

const row: Cells = {
  created_on: "2026-01-01 00:00:00.000 -0700",
  name: "T",
  database_name: "DB",
  schema_name: "SC",
  kind: "TABLE",
  comment: "",
  cluster_by: "",
  owner: "R",
  retention_time: "1",
  change_tracking: "OFF",
  search_optimization: "OFF",
  is_external: "N",
};

function columnRow(name: string, type: string, more: Cells = {}): Cells {
  return {
    table_name: "T",
    schema_name: "SC",
    database_name: "DB",
    column_name: name,
    data_type: type,
    "null?": "true",
    default: "",
    kind: "COLUMN",
    expression: "",
    comment: "",
    autoincrement: "",
    ...more,
  };
}

const FIXED = '{"type":"FIXED","precision":38,"scale":0,"nullable":true}';
const TEXT = '{"type":"TEXT","length":255,"byteLength":1020,"nullable":true,"fixed":false}';
const COLUMNS = [columnRow("ID", FIXED), columnRow("NAME", TEXT)];
const none = { COLUMNS, "PRIMARY KEYS": [], "UNIQUE KEYS": [], "IMPORTED KEYS": [] };
const plain = { columns: { id: "NUMBER(38,0)", name: "VARCHAR(255)" } } as const satisfies Plain;

function keyRow(column: string, sequence: string, name: string): Cells {
  return { database_name: "DB", schema_name: "SC", table_name: "T", column_name: column, key_sequence: sequence, constraint_name: name, comment: null };
}

function alterations(from: AnyObject, to: Plain): readonly string[] | undefined {
  const change = changed(from, wellDescribed(table, NAME, to));
  expect(change?.how).toBe("alter");
  return change?.sql().map((statement) => statement.replace('ALTER TABLE "DB"."SC"."T" ', ""));
}

describe("a table's file", () => {
  it("takes columns in short and long form", () => {
    const to = wellDescribed(table, NAME, {
      columns: {
        id: { type: "number(10,0) not null", default_sequence: "sq" },
        name: { type: "string", collate: "EN-CI", comment: "who" },
        at: { type: "TIMESTAMP_NTZ(9)", default: "CURRENT_TIMESTAMP" },
        '"mixed Case"': "INT",
        up: { type: "VARCHAR(10)", expression: "UPPER(name)" },
        n: { type: "NUMBER(38,0)", default: "autoincrement(5, 2) order" },
      },
    });
    expect(to.fields.columns).toEqual([
      { name: "ID", type: "NUMBER(10,0)", not_null: true, default_sequence: "DB.SC.SQ" },
      { name: "NAME", type: "VARCHAR(16777216)", collate: "en-ci", comment: "who" },
      { name: "AT", type: "TIMESTAMP_NTZ(9)", default: "CURRENT_TIMESTAMP" },
      { name: "mixed Case", type: "NUMBER(38,0)" },
      { name: "UP", type: "VARCHAR(10)", expression: "UPPER(name)" },
      { name: "N", type: "NUMBER(38,0)", default: "IDENTITY START 5 INCREMENT 2 ORDER" },
    ]);
  });

  it.each([
    [{ columns: { id: "NUMBR" } }, "ST1104"],
    [{ columns: { id: "NUMBER NULL" } }, "ST1104"],
    [{ columns: {} }, "ST1104"],
    [{ columns: { id: "INT", ID: "INT" } }, "ST1104"],
    [{ columns: { id: { comment: "x" } } }, "ST1102"],
    [{ columns: { id: { type: "INT", default: "'" } } }, "ST1104"],
    [{ columns: { id: { type: "INT", default: "1", default_sequence: "s" } } }, "ST1104"],
    [{ columns: { id: ["INT"] } }, "ST1104"],
    [{ columns: { "a.b": "INT" } }, "ST1105"],
    [{}, "ST1102"],
    [{ ...plain, masking_policies: {} }, "ST1103"],
    [{ ...plain, search_optimization: { equality: ["id"] } }, "ST1106"],
    [{ ...plain, foreign_keys: [{ columns: ["id"], ref_table: "o", ref_columns: ["a", "b"] }] }, "ST1104"],
    [{ ...plain, primary_key: ["idd"] }, "ST1109"],
  ] as const)("%j is refused with %s", (data, code) => {
    expect(described(table, NAME, data).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it("warns of a key that SnowDDL would ignore without a word", () => {
    const { object, diagnostics } = described(table, NAME, { columns: { id: { type: "INT", coment: "x" } } });
    expect(object).not.toBeNull();
    expect(diagnostics).toMatchObject([{ severity: "warning", code: "ST1101", hint: 'did you mean "comment"?' }]);
  });

  it("inherits being transient from both containers, and the retention of the schema only", () => {
    expect(wellDescribed(table, NAME, plain, { database: { is_transient: true, retention_time: 9 } }).fields).toMatchObject({ is_transient: true });
    expect(wellDescribed(table, NAME, plain, { database: { retention_time: 9 } }).fields.retention_time).toBeUndefined();
    expect(wellDescribed(table, NAME, plain, { schema: { is_transient: true, retention_time: 3 } }).fields).toMatchObject({
      is_transient: true,
      retention_time: 3,
    });
    expect(
      wellDescribed(table, NAME, { ...plain, is_transient: false, retention_time: 0 }, { schema: { is_transient: true, retention_time: 3 } }).fields,
    ).toMatchObject({ is_transient: false, retention_time: 0 });
  });
});

describe("CREATE TABLE", () => {
  it("says everything", () => {
    const to = wellDescribed(table, NAME, {
      columns: {
        id: { type: "NUMBER(38,0) NOT NULL", default_sequence: "sq" },
        name: { type: "VARCHAR(255)", default: "'x'", collate: "en-ci", comment: "it's" },
        up: { type: "VARCHAR(255)", expression: "UPPER(NAME)" },
        parent: "NUMBER(38,0)",
      },
      primary_key: ["id"],
      unique_keys: [["name", "id"]],
      foreign_keys: [
        { columns: ["parent"], ref_table: "t", ref_columns: ["id"] },
        { columns: ["parent"], ref_table: "db.other.o", ref_columns: ["id"] },
      ],
      cluster_by: ["TO_DATE(at)", "id"],
      change_tracking: true,
      search_optimization: true,
      is_transient: true,
      retention_time: 0,
      comment: "a table",
    });
    expect(created(to)).toEqual([
      `CREATE TRANSIENT TABLE "DB"."SC"."T" (
  "ID" NUMBER(38,0) DEFAULT "DB"."SC"."SQ".NEXTVAL NOT NULL,
  "NAME" VARCHAR(255) COLLATE 'en-ci' DEFAULT 'x' COMMENT 'it''s',
  "UP" VARCHAR(255) AS (UPPER(NAME)),
  "PARENT" NUMBER(38,0),
  PRIMARY KEY ("ID"),
  UNIQUE ("NAME", "ID"),
  FOREIGN KEY ("PARENT") REFERENCES "DB"."OTHER"."O" ("ID")
)
CLUSTER BY (TO_DATE(at), id)
DATA_RETENTION_TIME_IN_DAYS = 0
CHANGE_TRACKING = TRUE
COMMENT = 'a table'`,
      'ALTER TABLE "DB"."SC"."T" ADD FOREIGN KEY ("PARENT") REFERENCES "DB"."SC"."T" ("ID")',
      'ALTER TABLE "DB"."SC"."T" ADD SEARCH OPTIMIZATION',
    ]);
    expect(refsOf(to)).toEqual(["sequence:DB.SC.SQ", "table:DB.OTHER.O"]);
    expect(bodiesOf(to)).toEqual(["'x'", "UPPER(NAME)"]);
    expect(refsOf(earlyOf(to))).toEqual(["sequence:DB.SC.SQ"]);
    expect(created(earlyOf(to)).join()).not.toContain("FOREIGN");
  });
});

describe("reading a table", () => {
  it("finds what the file says: no changes", () => {
    const from = readObject(
      table,
      { ...row, cluster_by: "LINEAR(ID, TO_DATE(AT))", comment: "c", change_tracking: "ON", search_optimization: "ON", kind: "TRANSIENT" },
      {
        COLUMNS: [
          columnRow("ID", FIXED.replace("true", "false"), { default: "DB.SC.SQ.NEXTVAL" }),
          columnRow("NAME", TEXT, { default: "'x'", comment: "who" }),
          columnRow("UP", TEXT, { kind: "VIRTUAL_COLUMN", expression: "UPPER(NAME)" }),
          columnRow("N", FIXED, { autoincrement: "IDENTITY START 1 INCREMENT 1 NOORDER" }),
        ],
        "PRIMARY KEYS": [keyRow("NAME", "2", "PK"), keyRow("ID", "1", "PK")],
        "UNIQUE KEYS": [keyRow("ID", "1", "U1"), keyRow("N", "1", "U2"), keyRow("ID", "1", "SYS_CONSTRAINT_DERIVED_PK")],
        "IMPORTED KEYS": [
          { fk_name: "F", key_sequence: "1", fk_column_name: "N", pk_database_name: "DB", pk_schema_name: "SC", pk_table_name: "O", pk_column_name: "ID" },
        ],
      },
    );
    const to = wellDescribed(table, NAME, {
      columns: {
        id: { type: "NUMBER(38,0)", default_sequence: "sq" },
        name: { type: "VARCHAR(255)", default: "'x'", comment: "who" },
        up: { type: "VARCHAR(255)", expression: "upper( name )" },
        n: { type: "NUMBER(38,0)", default: "IDENTITY" },
      },
      primary_key: ["id", "name"],
      unique_keys: [["n"], ["id"]],
      foreign_keys: [{ ref_table: "o", ref_columns: ["id"], columns: ["n"] }],
      cluster_by: ["id", "to_date(at)"],
      comment: "c",
      change_tracking: true,
      search_optimization: true,
      is_transient: true,
    });
    expect(changed(from, to)).toBeNull();
  });

  it("knows no columns where it sees none, and plans nothing for them", () => {
    for (const COLUMNS of [[], [columnRow("ID", '{"type":"NOVEL"}')]]) {
      const from = readObject(table, row, { ...none, COLUMNS });
      expect(isUnknown(from.fields.columns)).toBe(true);
      expect(changed(from, wellDescribed(table, NAME, plain))).toBeNull();
    }
    expect(changed(readObject(table, row), wellDescribed(table, NAME, { ...plain, primary_key: ["id"] }))).toBeNull();
  });

  it.each(["is_external", "is_event", "is_hybrid", "is_iceberg", "is_dynamic"])("is none of what %s marks", (column) => {
    const rowView = (cells: Cells) => ({ row: { get: (name: string) => cells[name] }, also: () => [] });
    expect(table.accepts?.(rowView({ ...row, [column]: "Y" }))).toBe(false);
    expect(table.accepts?.(rowView(row))).toBe(true);
    expect(table.accepts?.(rowView({ ...row, kind: "TEMPORARY" }))).toBe(false);
  });
});

describe("ALTER TABLE", () => {
  const from = readObject(table, row, none);

  it("adds columns at the end and drops others", () => {
    const to = { columns: { id: "NUMBER(38,0)", extra: { type: "DATE NOT NULL", default: "CURRENT_DATE", comment: "c" } } };
    expect(alterations(from, to)).toEqual([`ADD COLUMN "EXTRA" DATE DEFAULT CURRENT_DATE NOT NULL COMMENT 'c'`, 'DROP COLUMN "NAME"']);
  });

  it("changes type, nullability and comment of a column", () => {
    const to = { columns: { id: { type: "NUMBER(20,0) NOT NULL", comment: "key" }, name: "VARCHAR(300)" } };
    expect(alterations(from, to)).toEqual([
      'MODIFY COLUMN "ID" SET DATA TYPE NUMBER(20,0)',
      'MODIFY COLUMN "ID" SET NOT NULL',
      `MODIFY COLUMN "ID" COMMENT 'key'`,
      'MODIFY COLUMN "NAME" SET DATA TYPE VARCHAR(300)',
    ]);
    const back = wellDescribed(table, NAME, { columns: { id: { type: "NUMBER(38,0) NOT NULL", comment: "key" }, name: "VARCHAR(255)" } });
    expect(alterations(back, plain)).toEqual(['MODIFY COLUMN "ID" DROP NOT NULL', 'MODIFY COLUMN "ID" UNSET COMMENT']);
  });

  it("drops a default, and puts one sequence in another's place", () => {
    const before = wellDescribed(table, NAME, { columns: { id: { type: "INT", default_sequence: "a" }, name: { type: "VARCHAR(255)", default: "'x'" } } });
    expect(alterations(before, { columns: { id: { type: "INT", default_sequence: "b" }, name: "VARCHAR(255)" } })).toEqual([
      'MODIFY COLUMN "ID" SET DEFAULT "DB"."SC"."B".NEXTVAL',
      'MODIFY COLUMN "NAME" DROP DEFAULT',
    ]);
  });

  it("drops keys before columns change and adds them after", () => {
    const keyed = wellDescribed(table, NAME, {
      columns: { id: "INT", name: "VARCHAR(255)" },
      primary_key: ["name"],
      unique_keys: [["id"]],
      foreign_keys: [{ columns: ["id"], ref_table: "o", ref_columns: ["id"] }],
    });
    const to = {
      columns: { id: "INT", other: "INT" },
      primary_key: ["other"],
      unique_keys: [["id", "other"]],
      foreign_keys: [{ columns: ["id"], ref_table: "p", ref_columns: ["id"] }],
    };
    expect(alterations(keyed, to)).toEqual([
      'DROP FOREIGN KEY ("ID")',
      'DROP UNIQUE ("ID")',
      "DROP PRIMARY KEY",
      'ADD COLUMN "OTHER" NUMBER(38,0) NOT NULL',
      'DROP COLUMN "NAME"',
      'ADD PRIMARY KEY ("OTHER")',
      'ADD UNIQUE ("ID", "OTHER")',
      'ADD FOREIGN KEY ("ID") REFERENCES "DB"."SC"."P" ("ID")',
    ]);
  });

  it("adds again the foreign key that goes along because it has the same columns", () => {
    const key = (ref: string) => ({ columns: ["id"], ref_table: ref, ref_columns: ["id"] });
    const two = wellDescribed(table, NAME, { ...plain, foreign_keys: [key("o"), key("p")] });
    expect(alterations(two, { ...plain, foreign_keys: [key("o")] })).toEqual([
      'DROP FOREIGN KEY ("ID")',
      'ADD FOREIGN KEY ("ID") REFERENCES "DB"."SC"."O" ("ID")',
    ]);
  });

  it("changes the rest", () => {
    const to = { ...plain, cluster_by: ["id"], change_tracking: true, search_optimization: true, retention_time: 7, comment: "c" };
    expect(alterations(from, to)).toEqual([
      "CLUSTER BY (id)",
      "ADD SEARCH OPTIMIZATION",
      `SET CHANGE_TRACKING = TRUE DATA_RETENTION_TIME_IN_DAYS = 7 COMMENT = 'c'`,
    ]);
    expect(alterations(wellDescribed(table, NAME, to), { ...plain, change_tracking: false })).toEqual([
      "DROP CLUSTERING KEY",
      "DROP SEARCH OPTIMIZATION",
      "SET CHANGE_TRACKING = FALSE",
      "UNSET COMMENT",
    ]);
  });

  it.each([
    [{ columns: { id: "NUMBER(38,2)", name: "VARCHAR(255)" } }, "column ID: its type cannot go from NUMBER(38,0) to NUMBER(38,2)"],
    [{ columns: { id: "INT", name: "VARCHAR(10)" } }, "column NAME: its type cannot go from VARCHAR(255) to VARCHAR(10)"],
    [{ columns: { id: { type: "INT", default: "1" }, name: "VARCHAR(255)" } }, "column ID: its default cannot go from none to 1"],
    [{ columns: { id: "INT", name: { type: "VARCHAR(255)", collate: "en" } } }, "column NAME: its collation cannot change"],
    [{ columns: { id: "INT", name: { type: "VARCHAR(255)", expression: "id" } } }, "column NAME: the expression of a virtual column cannot change"],
    [{ columns: { name: "VARCHAR(255)", id: "INT" } }, "the order of the columns changes"],
    [{ columns: { id: "INT", x: "INT", name: "VARCHAR(255)" } }, "column X is not at the end, where new columns are added"],
    [{ ...plain, is_transient: true }, "the table becomes transient"],
  ] as const)("%j asks for a new table, and says why", (data, reason) => {
    const to = wellDescribed(table, NAME, data);
    const change = changed(from, to);
    expect(change?.how).toBe("replace");
    expect(table.whyReplace?.({ kind: "object", how: "replace", from, to, fields: change?.fields ?? [] })).toEqual([reason]);
    expect(table.remake?.(changeOf(from, to), []).map(({ text }) => text.split(" (")[0])[0]).toMatch(/^CREATE OR REPLACE (TRANSIENT )?TABLE "DB"."SC"."T"$/);
  });

  it("says what loses data", () => {
    const lost = (a: AnyObject, data: Plain) => {
      const to = wellDescribed(table, NAME, data);
      return destroys({ kind: "object", how: "alter", from: a, to, fields: changed(a, to)?.fields ?? [] });
    };
    expect(lost(from, { columns: { id: "INT" } })).toEqual(["columns"]);
    expect(lost(from, { columns: { id: "NUMBER(10,0)", name: "VARCHAR(255)" } })).toEqual(["columns"]);
    expect(lost(from, { columns: { id: "INT", name: "VARCHAR(256)", more: "INT" } })).toEqual([]);
    expect(lost(from, { ...plain, retention_time: 0 })).toEqual(["retention_time"]);
    expect(lost(from, { ...plain, retention_time: 2 })).toEqual([]);
    expect(lost(wellDescribed(table, NAME, { ...plain, change_tracking: true }), { ...plain, change_tracking: false })).toEqual(["change_tracking"]);
    // A stream has switched it on: a file that does not say leaves it so.
    expect(lost(wellDescribed(table, NAME, { ...plain, change_tracking: true }), plain)).toEqual([]);
  });
});

describe("what goes with a table that is dropped or replaced", () => {
  it.each(["drop", "replace"] as const)("is the foreign keys that refer to it: %s", (how) => {
    const parent = wellDescribed(table, ["DB", "SC", "P"], { columns: { id: "INT" }, primary_key: ["id"] });
    const child = wellDescribed(table, NAME, { ...plain, foreign_keys: [{ columns: ["id"], ref_table: "p", ref_columns: ["id"] }] });
    const of: ObjectChange = { kind: "object", how, from: parent, to: how === "drop" ? null : parent, fields: [] };
    expect(bereftOf(child, of)?.fields).not.toHaveProperty("foreign_keys");
    expect(bereftOf(parent, of)).toBeNull();
  });
});

describe("a column with another name", () => {
  const from = wellDescribed(table, NAME, { columns: { id: "INT", name: "VARCHAR(10)" }, primary_key: ["id"], unique_keys: [["name", "id"]] });
  const to = wellDescribed(table, NAME, {
    columns: { nr: { type: "INT", renamed_from: "id" }, name: "VARCHAR(20)" },
    primary_key: ["nr"],
    unique_keys: [["name", "nr"]],
  });

  it("is renamed, with the keys it is part of, and back again", () => {
    const change = changeOf(from, to);
    const texts = (each: ObjectChange) => table.alter?.(each, each.fields)?.map(({ text }) => text.replace('ALTER TABLE "DB"."SC"."T" ', ""));
    expect(change.how).toBe("alter");
    expect(texts(change)).toEqual(['RENAME COLUMN "ID" TO "NR"', 'MODIFY COLUMN "NAME" SET DATA TYPE VARCHAR(20)']);
    const named = table.followsColumns?.(from, { of: from.name, columns: table.renamedColumns?.(from, to) ?? [] }) as AnyObject;
    expect(texts({ ...change, from: named, to: from })).toEqual(['RENAME COLUMN "NR" TO "ID"']);
    expect(destroys({ ...change, to: named })).toEqual([]);
  });

  it("is the one it was, once that is done", () => {
    const there = wellDescribed(table, NAME, { columns: { nr: "INT", name: "VARCHAR(20)" }, primary_key: ["nr"], unique_keys: [["name", "nr"]] });
    expect(changed(there, to)).toBeNull();
    expect(table.takenNames?.(there, to)).toEqual([]);
    expect(table.takenNames?.(wellDescribed(table, NAME, { columns: { nr: "INT", id: "INT" } }), to)).toEqual([{ from: "ID", to: "NR" }]);
  });
});

describe("a replacement is refused", () => {
  const world = (what: string): World => ({
    find: () => null,
    inside: () => [],
    attachments: () => [{ what: what as ObjectId, on: "table:DB.SC.T" as ObjectId, column: "NAME", arguments: [] }],
    grants: () => [],
  });
  const refused = (data: Plain, what: string) => table.refuses?.(changeOf(wellDescribed(table, NAME, plain), wellDescribed(table, NAME, data)), world(what));
  const shorter = { columns: { id: "INT", name: "VARCHAR(10)" } };

  it("where a policy would be written into the copy, unless the file says so", () => {
    expect(refused(shorter, "masking_policy:DB.SC.M")).toMatchObject({ code: "ST2023" });
    expect(refused({ ...shorter, copy_through_policies: true }, "masking_policy:DB.SC.M")).toBeNull();
  });

  it("where a value could change without a word", () => {
    expect(refused({ ...shorter, columns: { id: "FLOAT", name: "VARCHAR(255)" } }, "masking_policy:DB.SC.M")).toMatchObject({ code: "ST2004" });
  });
});
