// A run through each fault of the local account ends in a state that its journal tells, and can be resumed from there to the same end.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectInProcess, LocalAccount, parseFaults } from "@snowtower/emulator";
import { applyPlan, type BoundPlan, bindPlan, footprintOf, Journal, journalPath, progressOf, readAccount, readJournal, settle } from "@snowtower/engine";
import { type AnyObject, type Change, type Grant, type Interest, idOf, renderGrants, renderObjectChange } from "@snowtower/kinds";
import { type Account, exactly, rehydrate } from "@snowtower/sql";
import fc from "fast-check";
import { expect, test } from "vitest";
import { samples } from "../samples.ts";

const ADMIN = exactly("ACCOUNTADMIN");
const NAMES = ["A", "B", "C", "OLD"];
const interest: Interest = { databases: [], objects: [], owners: [ADMIN], grantees: NAMES.map((name) => ({ type: "ROLE", name })) };

type StepOf = BoundPlan["steps"][number];

const role = (name: string): AnyObject => ({ kind: "role", id: idOf("role", [exactly(name)]), name: [exactly(name)], owner: ADMIN, fields: {} });

function step(id: string, change: Change, after: readonly string[] = []): StepOf {
  const statements = change.kind === "object" ? renderObjectChange(change) : change.kind === "grant" ? [renderGrants([change])] : [];
  const undo = { kind: "none", because: "not asked for" } as const;
  return { id, changes: [change], implied: [], as: ADMIN, needs: [], statements, undo, after, why: "it is described", risk: "safe" };
}

const make = (name: string): StepOf => step(name, { kind: "object", how: "create", from: null, to: role(name), fields: [] });

function member(of: string, to: string): StepOf {
  const grant: Grant = { privilege: "USAGE", on: { kind: "object", type: "ROLE", name: of }, to: { type: "ROLE", name: to }, option: false };
  return step(`${to}<${of}`, { kind: "grant", from: null, to: grant }, [of, to]);
}

/** A, B and C are made, C is in B and B in A; OLD goes, which has grants. */
async function planOn(account: Account): Promise<BoundPlan> {
  const { catalog } = await readAccount(account, interest);
  const old = catalog.objects.get(idOf("role", [exactly("OLD")])) as AnyObject;
  const gone = step("old", { kind: "object", how: "drop", from: old, to: null, fields: [] });
  const steps = [make("A"), make("B"), make("C"), member("B", "A"), member("C", "B"), gone];
  const { organization, name, locator, region, source, user, role: as } = account.facts;
  const scope = { managed: 0, seen: 0, baseline: 0, undescribed: { off: 0, observe: 0, additive: 0, strict: 0 }, prefix: "", admin: ADMIN };
  const footprint = footprintOf(
    catalog,
    NAMES.flatMap((each) => [idOf("role", [exactly(each)]), `ROLE|${each}`]),
  );
  const plan = { version: 1, account: { organization, name, locator, region, source, user, role: as }, scope, footprint, steps, notes: [] } as const;
  return bindPlan(plan, { interest, desired: "d", from: catalog });
}

/** How often the faults were met. */
async function runUnder(spec: string): Promise<number> {
  const local = LocalAccount.create({ user: "BOSS" });
  const account = connectInProcess(local, { user: exactly("BOSS"), role: ADMIN });
  const before = ["CREATE ROLE OLD", "GRANT USAGE ON WAREHOUSE COMPUTE_WH TO ROLE OLD", "GRANT MONITOR ON WAREHOUSE COMPUTE_WH TO ROLE OLD"];
  for (const text of before) await account.execute({ statements: [rehydrate({ text, secrets: [] })] });
  const plan = await planOn(account);
  for (const fault of parseFaults(spec)) local.faults.add(fault);

  const folder = await mkdtemp(join(tmpdir(), "faults-"));
  const journal = await Journal.create({ folder, run: "r", plan: "digest", account: "O.N", clock: () => new Date(0) });
  const ended = await applyPlan(plan, account, { run: "r", parallel: 2, journal }).then(
    () => "done",
    () => "stopped",
  );
  await journal.close();
  const { entries } = readJournal(await readFile(journalPath(folder, "r"), "utf8"));
  await rm(folder, { recursive: true });

  const met = local.faults.list().reduce((sum, fault) => sum + fault.met, 0);
  local.faults.clear();
  // What the journal calls done is done; what it does not know was never begun, or is told by the account.
  const { done } = progressOf(entries);
  const found = await settle(plan.steps, account);
  expect([...done].every((id) => found.get(id)?.settled === "done")).toBe(true);
  expect(plan.steps.filter(({ id }) => found.get(id)?.settled === "done").map(({ id }) => id)).toEqual(
    plan.steps.map(({ id }) => id).filter((id) => done.has(id)),
  );
  if (ended === "done") expect(done.size).toBe(plan.steps.length);

  await applyPlan(plan, account, { run: "r", attempt: 2, done });
  expect([...(await settle(plan.steps, account)).values()].map(({ settled }) => settled)).toEqual(plan.steps.map(() => "done"));
  return met;
}

test.each([
  "drop before on 'CREATE ROLE \"B\"%'",
  "drop after on 'CREATE ROLE \"B\"%'",
  "drop before on 'GRANT%'",
  "drop after on 'GRANT%'",
  "drop after on 'DROP ROLE%'",
  "half on 'DROP ROLE%'",
  "half 1 000630 'too long' on 'DROP ROLE%'",
  "error on 'GRANT%' nth 2",
  "throttle 503 on 'CREATE ROLE \"C\"%'",
  "throttle 390500 on 'DROP ROLE%'",
  "expire token on 'GRANT%'",
  "expire session on 'CREATE ROLE%'",
  "stall 20ms on 'GRANT%'",
  "delay 1ms..10ms",
])("%s", async (spec) => {
  expect(await runUnder(spec)).toBeGreaterThan(0);
});

test("any faults together", async () => {
  const effect = fc.constantFrom(
    "drop before",
    "drop after",
    "half 1",
    "error",
    "throttle 429",
    "throttle 503",
    "expire session",
    "stall 1ms",
    "delay 0ms..3ms",
  );
  const on = fc.constantFrom("%", "CREATE%", "GRANT%", "DROP%", "SHOW%");
  const fault = fc.tuple(effect, on, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 2 }));
  const spec = fc
    .array(fault, { minLength: 1, maxLength: 4 })
    .map((all) => all.map(([what, like, nth, times]) => `${what} on '${like}' nth ${nth} times ${times}`).join("; "));
  await fc.assert(
    fc.asyncProperty(spec, async (faults) => {
      await runUnder(faults);
    }),
    { numRuns: samples(25) },
  );
});
