import { describe, expect, it } from "vitest";
import { described, wellDescribed } from "../testing/describe.ts";
import { changed, created, readObject } from "../testing/read.ts";
import { sequence } from "./sequence.ts";

const NAME = ["DB", "SC", "SQ"];
const row = { database_name: "DB", schema_name: "SC", name: "SQ", next_value: "7", interval: "1", ordered: "Y", owner: "R", comment: "" };

describe("sequence", () => {
  it("is created with its start, interval and order", () => {
    expect(created(wellDescribed(sequence, NAME, { start: 10, interval: -2, is_ordered: false, comment: "it's" }))).toEqual([
      `CREATE SEQUENCE "DB"."SC"."SQ"\n  START = 10\n  INCREMENT = -2\n  NOORDER\n  COMMENT = 'it''s'`,
    ]);
    expect(created(wellDescribed(sequence, NAME, {}))).toEqual(['CREATE SEQUENCE "DB"."SC"."SQ"\n  START = 1\n  INCREMENT = 1']);
  });

  it("never compares its start, and its order only where the file says one", () => {
    expect(changed(readObject(sequence, row), wellDescribed(sequence, NAME, { start: 500 }))).toBeNull();
  });

  it("changes its interval, gives up its order, changes its comment", () => {
    const to = wellDescribed(sequence, NAME, { interval: 5, is_ordered: false, comment: "x" });
    expect(changed(readObject(sequence, row), to)?.sql()).toEqual([
      'ALTER SEQUENCE "DB"."SC"."SQ" SET INCREMENT = 5',
      'ALTER SEQUENCE "DB"."SC"."SQ" SET NOORDER',
      `ALTER SEQUENCE "DB"."SC"."SQ" SET COMMENT = 'x'`,
    ]);
  });

  it("goes back to the default interval, and loses its comment", () => {
    const from = readObject(sequence, { ...row, interval: "3", comment: "old" });
    expect(changed(from, wellDescribed(sequence, NAME, {}))?.sql()).toEqual([
      'ALTER SEQUENCE "DB"."SC"."SQ" SET INCREMENT = 1',
      'ALTER SEQUENCE "DB"."SC"."SQ" UNSET COMMENT',
    ]);
  });

  it("cannot get its order back", () => {
    expect(changed(readObject(sequence, { ...row, ordered: "N" }), wellDescribed(sequence, NAME, { is_ordered: true }))?.how).toBe("replace");
    expect(sequence.replace).toBeUndefined();
    expect(sequence.whyReplace?.({ kind: "object", how: "replace", from: null, to: null, fields: ["is_ordered"] })).toEqual([
      "an order that was given up does not come back",
    ]);
  });

  it("refuses an interval of 0", () => {
    expect(described(sequence, NAME, { interval: 0 }).diagnostics[0]?.code).toBe("ST1104");
  });
});
