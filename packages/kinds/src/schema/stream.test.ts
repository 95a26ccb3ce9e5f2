import { describe, expect, it } from "vitest";
import { idOf } from "../object-id.ts";
import { described, wellDescribed } from "../testing/describe.ts";
import { changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { stream } from "./stream.ts";

const NAME = ["DB", "SC", "ST"];
const file = { object_type: "table", object_name: "t" };
const row = {
  database_name: "DB",
  schema_name: "SC",
  name: "ST",
  table_name: "DB.SC.T",
  source_type: "Table",
  mode: "DEFAULT",
  stale: "false",
  owner: "R",
  comment: "",
};

describe("stream", () => {
  it("is created on its source", () => {
    expect(created(wellDescribed(stream, NAME, file))).toEqual(['CREATE STREAM "DB"."SC"."ST"\n  ON TABLE "DB"."SC"."T"']);
    const full = { object_type: "EXTERNAL TABLE", object_name: 'other."e t"', insert_only: true, append_only: false, comment: "c" };
    expect(created(wellDescribed(stream, NAME, full))).toEqual([
      `CREATE STREAM "DB"."SC"."ST"\n  ON EXTERNAL TABLE "DB"."OTHER"."e t"\n  INSERT_ONLY = TRUE\n  COMMENT = 'c'`,
    ]);
    const initial = { object_type: "view", object_name: "v", append_only: true, show_initial_rows: true };
    expect(created(wellDescribed(stream, NAME, initial))[0]).toMatch(/ON VIEW "DB"."SC"."V"\n {2}APPEND_ONLY = TRUE\n {2}SHOW_INITIAL_ROWS = TRUE$/);
  });

  it("needs its source before", () => {
    expect(stream.refs?.(wellDescribed(stream, NAME, file))).toEqual([idOf("table", ["DB", "SC", "T"] as never)]);
    expect(stream.refs?.(wellDescribed(stream, NAME, { object_type: "stage", object_name: "s" }))).toEqual([idOf("stage", ["DB", "SC", "S"] as never)]);
  });

  it("is as described", () => {
    expect(changed(readObject(stream, row), wellDescribed(stream, NAME, { ...file, show_initial_rows: true }))).toBeNull();
    const events = wellDescribed(stream, NAME, { object_type: "event_table", object_name: "t" });
    expect(changed(readObject(stream, row), events)).toBeNull();
  });

  it.each([
    ["another source", { ...row, table_name: 'DB.SC."u v"' }, ["object_name"]],
    ["another type", { ...row, source_type: "View" }, ["object_type"]],
    ["another mode", { ...row, mode: "APPEND_ONLY" }, ["append_only"]],
    ["a stale stream", { ...row, stale: "true", table_name: "No privilege or table dropped" }, ["stale"]],
  ])("is replaced for %s", (_what, cells, fields) => {
    const change = changed(readObject(stream, cells), wellDescribed(stream, NAME, file));
    expect(change).toMatchObject({ how: "replace", fields });
    expect(change?.sql()).toEqual(['CREATE OR REPLACE STREAM "DB"."SC"."ST"\n  ON TABLE "DB"."SC"."T"']);
  });

  it("changes its comment in place", () => {
    expect(changed(readObject(stream, row), wellDescribed(stream, NAME, { ...file, comment: "c" }))?.sql()).toEqual([
      `ALTER STREAM "DB"."SC"."ST" SET COMMENT = 'c'`,
    ]);
  });

  it("does not guess what it is not told", () => {
    const hidden = readObject(stream, { ...row, table_name: "No privilege or table dropped" });
    expect(isUnknown(hidden.fields.object_name)).toBe(true);
    expect(changed(hidden, wellDescribed(stream, NAME, file))).toBeNull();
    const { mode: _mode, stale: _stale, ...less } = row;
    expect(changed(readObject(stream, less), wellDescribed(stream, NAME, { ...file, append_only: true }))).toBeNull();
  });

  it("goes stale with its source", () => {
    const from = readObject(stream, row);
    expect(stream.bereft?.(from, { kind: "object", how: "replace", from: null, to: null, fields: [] }).fields.stale).toBe(true);
  });

  it.each([
    [{ ...file, stale: false }, "ST1101"],
    [{ object_type: "sequence", object_name: "t" }, "ST1104"],
    [{ object_type: "table", object_name: "a.b.c.d" }, "ST1105"],
    [{ object_type: "table" }, "ST1102"],
    [{ ...file, append_only: "yes" }, "ST1103"],
    [{ object_type: "view", object_name: "t", insert_only: true }, "ST1104"],
    [{ object_type: "external_table", object_name: "t" }, "ST1104"],
    [{ object_type: "stage", object_name: "t", append_only: true }, "ST1104"],
  ])("refuses %j", (data, code) => {
    expect(described(stream, NAME, data).diagnostics.map((each) => each.code)).toEqual([code]);
  });
});
