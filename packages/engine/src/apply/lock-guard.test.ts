import { describe, expect, test } from "vitest";
import type { Risk, Step } from "../plan/step.ts";
import { lockGuard } from "./lock-guard.ts";

const step = (risk: Risk): Step => ({
  id: "role:R",
  changes: [],
  implied: [],
  as: "ADMIN" as Step["as"],
  needs: [],
  statements: [],
  undo: { kind: "none", because: "" },
  after: [],
  why: "",
  risk,
});

describe("before a step", () => {
  test.each([
    ["safe", false],
    ["caution", false],
    ["destructive", true],
    ["lockout", true],
  ] as const)("that is %s the account is asked about the lock: %s", async (risk, looks) => {
    const asked: boolean[] = [];
    const check = async (looked: boolean): Promise<string | null> => {
      asked.push(looked);
      return null;
    };
    expect(await lockGuard(step(risk), { check })).toBeNull();
    expect(asked).toEqual([looks]);
  });

  test("a lock that is lost stops it, and so does one that cannot be asked about", async () => {
    const lost = await lockGuard(step("safe"), { check: async () => "the lock was taken by ADA" });
    expect(lost?.message).toBe("not run, because the lock was taken by ADA");
    const broken = await lockGuard(step("destructive"), { check: () => Promise.reject(new Error("no answer")) });
    expect(broken?.details).toMatchObject({ kind: "unreachable", message: "Error: no answer" });
  });

  test("without a lock there is nothing to ask", async () => {
    expect(await lockGuard(step("destructive"), undefined)).toBeNull();
  });
});
