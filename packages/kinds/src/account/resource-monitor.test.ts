import { describe, expect, it } from "vitest";
import { diffObject } from "../derive/diff.ts";
import { needsOf } from "../derive/needs.ts";
import { facts, type Plain, wellDescribed } from "../testing/describe.ts";
import { type Cells, changed, created, readObject } from "../testing/read.ts";
import { isUnknown } from "../value.ts";
import { resourceMonitor } from "./resource-monitor.ts";

const row: Cells = {
  name: "M",
  credit_quota: "100.00",
  frequency: "MONTHLY",
  start_time: "1735690396.000",
  end_time: null,
  notify_at: "50%,75%",
  suspend_at: "75%",
  suspend_immediately_at: null,
  owner: "ACCOUNTADMIN",
  comment: null,
  notify_users: "ADA, Jane Smith",
};
const file = { credit_quota: 100, frequency: "monthly", triggers: { 50: "NOTIFY", 75: ["SUSPEND", "NOTIFY"] }, notify_users: ['"Jane Smith"', "ada"] } as const;
const of = (data: Plain) => wellDescribed(resourceMonitor, ["M"], data);
const danger = (from: Plain, to: Plain) => {
  const change = diffObject(of(from), of(to), facts);
  return change === null ? [] : (resourceMonitor.danger?.(change) ?? []);
};

describe("resource monitor", () => {
  it("is created with a start where it has a frequency, and differs in nothing from what SHOW tells", () => {
    expect(created(of(file))).toEqual([
      [
        'CREATE RESOURCE MONITOR "M" WITH',
        "CREDIT_QUOTA = 100",
        "FREQUENCY = MONTHLY",
        "START_TIMESTAMP = IMMEDIATELY",
        'NOTIFY_USERS = ("Jane Smith", "ADA")',
        "TRIGGERS ON 50 PERCENT DO NOTIFY ON 75 PERCENT DO NOTIFY ON 75 PERCENT DO SUSPEND",
      ].join("\n  "),
    ]);
    expect(created(of({ credit_quota: 5, start_timestamp: "2031-01-01" }))[0]).toContain("FREQUENCY = MONTHLY\n  START_TIMESTAMP = '2031-01-01'");
    expect(changed(readObject(resourceMonitor, row), of(file))).toBeNull();
    expect(changed(readObject(resourceMonitor, row), of({ ...file, start_timestamp: "2031-01-01" }))).toBeNull();
  });

  it("leaves the users alone that its file does not speak of", () => {
    const { notify_users: _left, ...rest } = file;
    expect(changed(readObject(resourceMonitor, row), of(rest))).toBeNull();
    expect(changed(readObject(resourceMonitor, row), of({ ...file, notify_users: [] }))?.sql()).toEqual(['ALTER RESOURCE MONITOR "M" SET NOTIFY_USERS = ()']);
  });

  it("is altered by one statement, with a start for a new frequency and the whole list of triggers", () => {
    const to = of({ ...file, frequency: "DAILY", credit_quota: 7, end_timestamp: "2031-06-01 12:00:00", triggers: { 120: "SUSPEND_IMMEDIATE" } });
    expect(changed(readObject(resourceMonitor, row), to)?.sql()).toEqual([
      `ALTER RESOURCE MONITOR "M" SET CREDIT_QUOTA = 7 FREQUENCY = DAILY START_TIMESTAMP = IMMEDIATELY END_TIMESTAMP = '2031-06-01 12:00:00' TRIGGERS ON 120 PERCENT DO SUSPEND_IMMEDIATE`,
    ]);
  });

  it("keeps its last trigger: no statement takes it", () => {
    const change = diffObject(readObject(resourceMonitor, row), of({ credit_quota: 100 }), facts);
    expect([change?.how, change === null ? [] : resourceMonitor.whyReplace?.(change)]).toEqual(["replace", ["no ALTER takes the last trigger away"]]);
  });

  it.each([
    ["1956524400.000", "2031-12-31 23:00:00", null],
    ["2031-12-31 15:00:00.000 -0800", "2031-12-31 23:00:00", null],
    ["2031-12-31 15:00:00.000 -0800", "2032-01-01 00:00:00 +01:00", null],
    ["2031-12-31 15:00:00.000 -0800", "2031-12-31", null],
    ["2031-12-31 15:00:00.000 -0800", "2032-01-01", ["end_timestamp"]],
    ["some day", "2032-01-01", null],
  ])("ended at %s, described as %s: %j", (cell, written, fields) => {
    const from = readObject(resourceMonitor, { ...row, end_time: cell });
    expect(changed(from, of({ ...file, end_timestamp: written }))?.fields ?? null).toEqual(fields);
  });

  it("does not guess what an answer does not tell", () => {
    const { notify_at: _gone, notify_users: _too, ...less } = row;
    const from = readObject(resourceMonitor, { ...less, credit_quota: "many" });
    expect(["triggers", "notify_users", "credit_quota"].every((field) => isUnknown(from.fields[field]))).toBe(true);
    expect(isUnknown(readObject(resourceMonitor, { ...row, suspend_at: "often" }).fields.triggers)).toBe(true);
  });

  it("is made by ACCOUNTADMIN only", () => {
    const to = of(file);
    expect(needsOf({ kind: "object", how: "create", from: null, to, fields: [] })).toEqual(["the role ACCOUNTADMIN"]);
    expect(needsOf({ kind: "object", how: "alter", from: to, to, fields: ["triggers"] })).toEqual(["MODIFY on RESOURCE MONITOR M"]);
  });

  it("says what a change means for its warehouses", () => {
    const at = (triggers: Plain) => ({ credit_quota: 10, triggers });
    expect(danger({ credit_quota: 10 }, { credit_quota: 5 })).toEqual([
      "its warehouses reach their limits with fewer credits: those that are over one already are suspended",
    ]);
    expect(danger({ credit_quota: 10 }, {})[0]).toMatch(/may use more credits/);
    expect(danger(at({ 100: "SUSPEND" }), at({ 80: "SUSPEND" }))[0]).toBe("its warehouses are suspended at 80 percent of the quota");
    expect(danger(at({ 80: "SUSPEND" }), at({ 90: "SUSPEND_IMMEDIATE" }))[0]).toBe(
      "its warehouses are suspended at 90 percent of the quota, and not at 80 any more",
    );
    expect(danger(at({ 80: "SUSPEND" }), at({ 80: "NOTIFY" }))[0]).toBe("nothing suspends its warehouses any more");
    expect(danger(at({ 80: "NOTIFY" }), at({ 90: "NOTIFY" }))).toEqual(["notifications of thresholds that are passed already are sent again"]);
    expect(danger({ credit_quota: 10 }, { credit_quota: 10, end_timestamp: "2031-01-01" })[0]).toBe("its warehouses are suspended at 2031-01-01");
  });
});
