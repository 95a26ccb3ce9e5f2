// Plans are put together here by hand, so that what apply does is judged without the planner.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import {
  ApplyError,
  type ApplyEvent,
  applyPlan,
  type BoundPlan,
  bindPlan,
  exitCodeOf,
  footprintOf,
  Journal,
  journalPath,
  progressOf,
  RefusedError,
  readAccount,
  readJournal,
  readPlan,
  settle,
  writePlan,
} from "@snowtower/engine";
import { type AnyObject, type Change, type Grant, type Interest, idOf, renderGrants, renderObjectChange } from "@snowtower/kinds";
import { type Account, AccountError, exactly, type Outcome, type Request, rehydrate, secret, sql } from "@snowtower/sql";
import { beforeEach, describe, expect, test } from "vitest";

const ADMIN = exactly("ACCOUNTADMIN");
const interest: Interest = {
  databases: [],
  objects: [idOf("warehouse", [exactly("COMPUTE_WH")])],
  owners: [ADMIN],
  grantees: ["R", "S", "OLD"].map((name) => ({ type: "ROLE", name })),
};

let local: LocalAccount;
let account: Account;

beforeEach(async () => {
  local = LocalAccount.create({ user: "BOSS" });
  account = connectInProcess(local, { user: exactly("BOSS"), role: ADMIN });
  await by("CREATE ROLE OLD COMMENT = 'was here'", "CREATE WAREHOUSE SPARE INITIALLY_SUSPENDED = TRUE");
});

/** Somebody else, at a console of his own. */
async function by(...statements: readonly string[]): Promise<void> {
  const console = connectInProcess(local, { user: exactly("BOSS"), role: ADMIN });
  for (const outcome of await console.execute({ statements: statements.map((text) => rehydrate({ text, secrets: [] })) })) {
    if (!("done" in outcome)) throw "failed" in outcome ? outcome.failed : new Error("not reached");
  }
}

const catalogNow = async (): Promise<Awaited<ReturnType<typeof readAccount>>["catalog"]> => (await readAccount(account, interest)).catalog;

function object(kind: string, stored: string, fields: AnyObject["fields"] = {}): AnyObject {
  return { kind, id: idOf(kind, [exactly(stored)]), name: [exactly(stored)], owner: ADMIN, fields };
}

const create = (to: AnyObject): Change => ({ kind: "object", how: "create", from: null, to, fields: [] });
const drop = (from: AnyObject): Change => ({ kind: "object", how: "drop", from, to: null, fields: [] });
const give = (privilege: string, [type, name]: readonly [string, string], role: string): Change => {
  const to: Grant = { privilege, on: { kind: "object", type, name }, to: { type: "ROLE", name: role }, option: false };
  return { kind: "grant", from: null, to };
};

type StepOf = BoundPlan["steps"][number];

function step(id: string, change: Change, after: readonly string[] = [], more: Partial<StepOf> = {}): StepOf {
  const statements = change.kind === "object" ? renderObjectChange(change) : change.kind === "grant" ? [renderGrants([change])] : [];
  const undo = { kind: "none", because: "not asked for" } as const;
  return { id, changes: [change], implied: [], as: ADMIN, needs: [], statements, undo, after, why: "it is described", risk: "safe", ...more };
}

/** LOAD, R and S are made, R may use LOAD and is a member of S; COMPUTE_WH gets a comment; OLD goes. */
async function wholePlan(): Promise<BoundPlan> {
  const from = await catalogNow();
  const compute = from.objects.get(idOf("warehouse", [exactly("COMPUTE_WH")])) as AnyObject;
  const old = from.objects.get(idOf("role", [exactly("OLD")])) as AnyObject;
  const commented = { ...compute, fields: { ...compute.fields, comment: "for all" } };
  return planOf([
    step("load", create(object("warehouse", "LOAD", { size: "SMALL", auto_suspend: 60, enable_query_acceleration: false, comment: "x" }))),
    step("r", create(object("role", "R"))),
    step("s", create(object("role", "S"))),
    step("r<load", give("USAGE", ["WAREHOUSE", "LOAD"], "R"), ["load", "r"]),
    step("s<load", give("USAGE", ["WAREHOUSE", "LOAD"], "S"), ["load", "s"]),
    step("s<r", give("USAGE", ["ROLE", "R"], "S"), ["r", "s"]),
    step("compute", { kind: "object", how: "alter", from: compute, to: commented, fields: ["comment"] }),
    step("old", drop(old), ["s<r"], { risk: "destructive" }),
  ]);
}

async function planOf(steps: readonly StepOf[]): Promise<BoundPlan> {
  const { catalog } = await readAccount(account, interest);
  const { facts } = account;
  const subjects = steps.flatMap(({ changes }) =>
    changes.flatMap((c) => (c.kind === "object" ? [(c.to ?? c.from)?.id ?? ""] : c.kind === "grant" ? [`ROLE|${(c.to ?? c.from)?.to.name}`] : [])),
  );
  const scope = { managed: 0, seen: 0, baseline: 0, undescribed: { off: 0, observe: 0, additive: 0, strict: 0 }, prefix: "", admin: ADMIN };
  const plan = { version: 1, account: facts, scope, footprint: footprintOf(catalog, subjects), steps, notes: [] } as const;
  return bindPlan({ ...plan, account: planAccount(facts) }, { interest, desired: "d", from: catalog });
}

function planAccount({ organization, name, locator, region, source, user, role }: Account["facts"]): BoundPlan["account"] {
  return { organization, name, locator, region, source, user, role };
}

async function errorOf<T extends Error>(work: Promise<unknown>, type: new (...args: never[]) => T): Promise<T> {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(type);
  return error as T;
}

describe("a plan is applied", () => {
  test("from its file, to the end that it says, with word of each step; and a second time there is nothing it could rest on", async () => {
    const events: ApplyEvent[] = [];
    const stored = readPlan(writePlan(await wholePlan()));
    const result = await applyPlan(stored, account, { run: "r1", onEvent: (event) => events.push(event) });
    expect(result).toEqual({ done: stored.steps.map((s) => s.id), failed: [], pending: [] });
    expect(events.filter((e) => e.kind === "started")).toHaveLength(8);
    expect(events.at(-1)).toMatchObject({ kind: "done", index: 8, total: 8 });

    const to = await catalogNow();
    expect(to.objects.get(idOf("warehouse", [exactly("LOAD")]))?.fields).toMatchObject({ size: "SMALL", comment: "x" });
    expect(to.objects.get(idOf("warehouse", [exactly("COMPUTE_WH")]))?.fields.comment).toBe("for all");
    expect(to.objects.has(idOf("role", [exactly("OLD")]))).toBe(false);
    expect([...to.grants].map((g) => `${g.privilege} ${"name" in g.on ? g.on.name : ""} ${g.to.name}`).sort()).toEqual([
      "USAGE ACCOUNTADMIN BOSS",
      "USAGE LOAD R",
      "USAGE LOAD S",
      "USAGE R S",
    ]);
    expect([...(await settle(stored.steps, account)).values()]).toEqual(stored.steps.map(() => ({ settled: "done", found: [] })));

    const again = await errorOf(applyPlan(stored, account, { run: "r2" }), RefusedError);
    expect(again.code).toBe("ST4004");
    expect(again.reasons).toContain("warehouse:LOAD was created since");
    expect(exitCodeOf(again)).toBe(4);
  });

  test("with every statement under the tag of its run", async () => {
    await applyPlan(await wholePlan(), account, { run: "r1", parallel: 1 });
    const [seen] = await account.find('{"run":"r1","step":"load","attempt":1}');
    expect(seen).toMatchObject({ status: "done" });
    expect(seen?.text).toContain('CREATE WAREHOUSE "LOAD"');
  });
});

describe("a plan is refused before its first statement", () => {
  const untouched = async (): Promise<void> => {
    const now = await catalogNow();
    expect(now.objects.has(idOf("warehouse", [exactly("LOAD")]))).toBe(false);
    expect(now.objects.has(idOf("role", [exactly("OLD")]))).toBe(true);
  };

  test("on another account, also on a twin of other names", async () => {
    const plan = await wholePlan();
    const other = LocalAccount.create({ user: "BOSS", name: "OTHER", locator: "ZZ99999" });
    const error = await errorOf(applyPlan(plan, connectInProcess(other, { user: exactly("BOSS"), role: ADMIN }), { run: "r" }), RefusedError);
    expect(error.code).toBe("ST4003");
    await untouched();
  });

  test("when what it rests on was changed, with the difference", async () => {
    const plan = await wholePlan();
    await by("ALTER WAREHOUSE COMPUTE_WH SET COMMENT = 'mine'", "GRANT ROLE OLD TO ROLE SYSADMIN");
    const error = await errorOf(applyPlan(plan, account, { run: "r" }), RefusedError);
    expect(error.code).toBe("ST4004");
    expect(error.reasons).toEqual(['warehouse:COMPUTE_WH: comment was unset, and is now "mine"']);
    await untouched();
  });

  test("when what it drops was dropped and made again", async () => {
    const plan = await wholePlan();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await by("DROP ROLE OLD", "CREATE ROLE OLD COMMENT = 'was here'");
    const error = await errorOf(applyPlan(plan, account, { run: "r" }), RefusedError);
    expect(error.reasons).toEqual(["role:OLD was dropped and created again since"]);
  });

  test("when it holds errors", async () => {
    const notes = [{ severity: "error", code: "ST1101", message: "no", about: "role:R" }] as const;
    const error = await errorOf(applyPlan({ ...(await wholePlan()), notes }, account, { run: "r" }), RefusedError);
    expect([error.code, error.reasons]).toEqual(["ST4005", ["role:R: no"]]);
    await untouched();
  });

  test("but a move elsewhere is told, and refuses nothing", async () => {
    const plan = await wholePlan();
    await by("ALTER WAREHOUSE SPARE SET COMMENT = 'else'");
    const events: ApplyEvent[] = [];
    await applyPlan(plan, account, { run: "r", onEvent: (event) => events.push(event) });
    expect(events[0]).toEqual({ kind: "moved", subjects: ["WAREHOUSES of the account"] });
  });
});

describe("a run stops", () => {
  test("at a step that is refused: nothing new begins, and the step is read back", async () => {
    const plan = await wholePlan();
    const steps = plan.steps.map((s) => (s.id === "s" ? { ...s, as: exactly("PUBLIC") } : s));
    const error = await errorOf(applyPlan({ ...plan, steps }, account, { run: "r", parallel: 1 }), ApplyError);
    expect(error.code).toBe("ST4001");
    expect(error.result.done).toEqual(["load", "r"]);
    expect(error.result.failed).toMatchObject([{ step: "s", settled: "not done" }]);
    expect(error.result.pending).toEqual(["r<load", "s<load", "s<r", "compute", "old"]);
    expect(exitCodeOf(error)).toBe(3);
  });

  test("when it is asked to, at the end of what was under way", async () => {
    const stop = new AbortController();
    const onEvent = (event: ApplyEvent): void => {
      if (event.kind === "started" && event.step === "r") stop.abort();
    };
    const error = await errorOf(applyPlan(await wholePlan(), account, { run: "r", parallel: 1, signal: stop.signal, onEvent }), ApplyError);
    expect(error.code).toBe("ST4002");
    expect(error.result.done).toEqual(["load", "r"]);
  });

  test("before a destructive step whose object has moved since the run began", async () => {
    let meddling = false;
    const meddler: Account = {
      ...passing(account),
      async execute(request, options) {
        if (!meddling && request.statements.some((s) => s.text.startsWith("GRANT ROLE"))) {
          meddling = true;
          await by("ALTER ROLE OLD SET COMMENT = 'still needed'");
        }
        return account.execute(request, options);
      },
    };
    const error = await errorOf(applyPlan(await wholePlan(), meddler, { run: "r" }), ApplyError);
    expect(error.result.failed).toMatchObject([{ step: "old", settled: "not done" }]);
    expect(error.message).toContain('role:OLD: comment was "was here", and is now "still needed"');
    expect((await catalogNow()).objects.has(idOf("role", [exactly("OLD")]))).toBe(true);
  });

  test("at a success that says it was none, as Snowflake has it of grants on the account", async () => {
    const said: Outcome = {
      done: { queryId: "q", status: "Grant not executed: Insufficient privileges.", columns: [], types: [], rows: (async function* () {})() },
    };
    const half: Account = {
      ...passing(account),
      execute: async (request, options) => {
        const denied = request.statements.some((s) => s.text.includes('ROLE "S"') && s.text.startsWith("GRANT USAGE"));
        return denied ? request.statements.map(() => said) : account.execute(request, options);
      },
    };
    const error = await errorOf(applyPlan(await wholePlan(), half, { run: "r" }), ApplyError);
    expect(error.code).toBe("ST4006");
    expect(error.result.failed).toMatchObject([{ step: "s<load", settled: "not done" }]);
    expect(error.message).toContain("Grant not executed: Insufficient privileges.");
  });

  test("at a bug of whoever listens, with word of what was done", async () => {
    const onEvent = (event: ApplyEvent): void => {
      if (event.kind === "done" && event.step === "r") throw new Error("no terminal");
    };
    const error = await errorOf(applyPlan(await wholePlan(), account, { run: "r", parallel: 1, onEvent }), ApplyError);
    expect([error.code, error.result.done, exitCodeOf(error)]).toEqual(["ST9001", ["load", "r"], 3]);
  });
});

describe("when the connection is lost, whatever request it was", () => {
  test.each(["before", "after"] as const)("%s the server ran it, the account is looked at, and the run can be resumed to the same end", async (when) => {
    const whole = LocalAccount.create({ user: "BOSS", now: () => 0 });
    let lost = 0;
    for (let at = 0; at < 20; at++) {
      local = whole.fork();
      account = connectInProcess(local, { user: exactly("BOSS"), role: ADMIN });
      await by("CREATE ROLE OLD COMMENT = 'was here'");
      const plan = await wholePlan();
      const losing = new Losing(account, at, when);
      const error = await applyPlan(plan, losing, { run: "r", parallel: 2 }).then(
        () => null,
        (e: unknown) => e as ApplyError,
      );
      // Beyond the last request there is nothing to lose.
      if (losing.changes <= at) {
        expect(error).toBeNull();
        break;
      }
      lost++;
      const result = error === null ? { done: plan.steps.map((s) => s.id), failed: [], pending: [] } : error.result;
      // Nothing is called done that is not, and nothing pending that is there.
      const found = await settle(plan.steps, account);
      expect(result.done.every((id) => found.get(id)?.settled === "done")).toBe(true);
      expect(result.pending.every((id) => found.get(id)?.settled === "not done")).toBe(true);
      expect(result.failed.every((one) => one.settled === found.get(one.step)?.settled)).toBe(true);
      await applyPlan(plan, account, { run: "r", attempt: 2, done: new Set(result.done) });
      expect([...(await settle(plan.steps, account)).values()]).toEqual(plan.steps.map(() => ({ settled: "done", found: [] })));
    }
    expect(lost).toBeGreaterThan(4);
  });
});

describe("the journal of a run", () => {
  test("tells where the run has come to, and holds no secret", async () => {
    const folder = await mkdtemp(join(tmpdir(), "run-"));
    const journal = await Journal.create({ folder, run: "r1", plan: "digest", account: "O.N", clock: () => new Date(0) });
    const ref = { ref: "user/U/password", digest: "00" };
    const described = create(object("user", "U", { login_name: "U", display_name: "U" }));
    const user = step("u", described, [], { statements: [sql`CREATE USER "U" PASSWORD = ${secret(ref)}`] });
    const bad = step("v", described, ["u"], { statements: [sql`CREATE USER "U" PASSWORD = ${secret(ref)}`] });
    const plan = await planOf([user, bad]);
    const revealed: string[] = [];
    const reveal = (asked: { readonly ref: string }): string => {
      revealed.push(asked.ref);
      return "Corr3ct-Horse-Battery";
    };
    const error = await errorOf(applyPlan(plan, account, { run: "r1", journal, reveal }), ApplyError);
    await journal.close();
    const text = await readFile(journalPath(folder, "r1"), "utf8");
    await rm(folder, { recursive: true });
    expect(revealed).toEqual([ref.ref, ref.ref]);
    for (const told of [text, writePlan(plan), error.message, JSON.stringify(error.result)]) expect(told).not.toContain("Horse");
    const { entries } = readJournal(text);
    expect(entries.map((e) => e.kind)).toEqual(["before", "done", "before", "failed", "settled", "end"]);
    expect([...progressOf(entries).done]).toEqual(["u", "v"]);
    expect(local.user("U")).toBeDefined();
  });
});

/** The same account, to put something in front of one of its methods. */
function passing(inner: Account): Account {
  return { facts: inner.facts, execute: (r, o) => inner.execute(r, o), find: (t) => inner.find(t), cancel: (q) => inner.cancel(q), close: () => inner.close() };
}

/** Loses the connection once, at the n-th request that changes something. */
class Losing implements Account {
  readonly facts: Account["facts"];
  changes = 0;
  readonly #inner: Account;
  readonly #at: number;
  readonly #when: "before" | "after";

  constructor(inner: Account, at: number, when: "before" | "after") {
    this.facts = inner.facts;
    this.#inner = inner;
    this.#at = at;
    this.#when = when;
  }

  async execute(request: Request, options?: Parameters<Account["execute"]>[1]): Promise<readonly Outcome[]> {
    const loses = request.statements.some((s) => !/^(SHOW|DESC)/.test(s.text)) && this.changes++ === this.#at;
    if (loses && this.#when === "before") throw new AccountError({ kind: "lost", message: "the connection broke" });
    const outcomes = await this.#inner.execute(request, options);
    if (loses) throw new AccountError({ kind: "lost", message: "the connection broke" });
    return outcomes;
  }

  find = (tag: string) => this.#inner.find(tag);
  cancel = (queryId: string) => this.#inner.cancel(queryId);
  close = () => this.#inner.close();
}
