import { type Account, AccountError, exactly, type Outcome, type Request, rehydrate } from "@snowtower/sql";
import { array, assert, asyncProperty, integer, nat, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunEntry } from "../journal/journal-entry.ts";
import type { Step } from "../plan/step.ts";
import type { ApplyEvent } from "./apply-event.ts";
import { Run, type RunOptions } from "./run.ts";

/** An account that knows roles and memberships: CREATE ROLE, DROP ROLE, GRANT ROLE a TO ROLE b. Refuses what refers to a role that is not there. */
class RolesAccount implements Account {
  readonly facts = {} as Account["facts"];
  readonly roles = new Set<string>();
  readonly members = new Set<string>();
  readonly requests: Request[] = [];
  running = 0;
  most = 0;
  /** What happens to the request, by a word in it. */
  readonly faults = new Map<string, "lost-before" | "lost-within" | "lost-after" | "partial">();
  latency: () => number = () => 0;

  async execute(request: Request, options: { readonly reveal?: unknown } = {}): Promise<readonly Outcome[]> {
    this.requests.push(request);
    this.most = Math.max(this.most, ++this.running);
    await new Promise((resolve) => setTimeout(resolve, this.latency()));
    this.running--;
    const fault = [...this.faults].find(([word]) => request.statements.some((s) => s.text.includes(word)))?.[1];
    const lost = new AccountError({ kind: "lost", message: "the connection broke" });
    if (fault === "lost-before") throw lost;
    if (fault === "lost-within") return request.statements.map((_, i): Outcome => (i === 0 ? { failed: lost } : { notReached: true }));
    const outcomes: Outcome[] = [];
    for (const statement of request.statements) {
      const failed = outcomes.some((o) => "failed" in o);
      if (statement.secrets.length > 0 && options.reveal === undefined) throw new AccountError({ kind: "statement", message: "no secrets here" });
      outcomes.push(failed ? { notReached: true } : this.#run(statement.text, fault === "partial"));
    }
    if (fault === "lost-after") throw lost;
    return outcomes;
  }

  #run(text: string, partial: boolean): Outcome {
    const [verb, , a = "", , , b = ""] = text.split(" ");
    const missing = verb === "GRANT" ? [a, b].filter((r) => !this.roles.has(r)) : verb === "DROP" && !this.roles.has(a) ? [a] : [];
    if (missing.length > 0) return { failed: new AccountError({ kind: "statement", code: "002003", message: `Role '${missing[0]}' does not exist` }) };
    if (verb === "CREATE" && this.roles.has(a))
      return { failed: new AccountError({ kind: "statement", code: "002002", message: `Object '${a}' already exists.` }) };
    if (verb === "CREATE") this.roles.add(a);
    if (verb === "DROP") this.roles.delete(a);
    if (verb === "GRANT" && !partial) this.members.add(`${a}<${b}`);
    const status = partial ? "Grant not executed: Insufficient privileges." : "Statement executed successfully.";
    return { done: { queryId: `q${this.requests.length}`, status, columns: [], types: [], rows: (async function* () {})() } };
  }

  find = async () => [];
  cancel = async () => undefined;
  close = async () => undefined;
}

const statement = (text: string) => rehydrate({ text, secrets: [] });

function step(id: string, texts: readonly string[], more: Partial<Step> = {}): Step {
  const none = { kind: "none", because: "a test" } as const;
  const rest = { changes: [], implied: [], needs: [], after: [], why: "", risk: "safe", undo: none } as const;
  return { id, statements: texts.map(statement), as: exactly("ADMIN"), ...rest, ...more };
}

const create = (role: string, after: readonly string[] = []) => step(role, [`CREATE ROLE ${role}`], { after });
const grant = (a: string, b: string, more: Partial<Step> = {}) => step(`${a}<${b}`, [`GRANT ROLE ${a} TO ROLE ${b}`], { after: [a, b], ...more });

function run(steps: readonly Step[], account: Account, options: Partial<RunOptions> = {}): Run {
  return new Run(steps, account, { run: "r1", attempt: 1, parallel: 8, clock: () => new Date(0), done: new Set(), ...options });
}

describe("order", () => {
  test("a step runs after what it waits for, whatever runs beside it and however long that takes", async () => {
    const dag = tuple(
      integer({ min: 1, max: 40 }),
      array(tuple(nat(), nat()), { maxLength: 120 }),
      integer({ min: 1, max: 16 }),
      array(nat(3), { minLength: 1 }),
    );
    await assert(
      asyncProperty(dag, async ([size, edges, parallel, delays]) => {
        const after = new Map<number, Set<string>>();
        for (const [x, y] of edges) {
          const [a, b] = [Math.min(x % size, y % size), Math.max(x % size, y % size)];
          if (a !== b) after.set(b, (after.get(b) ?? new Set()).add(`R${a}`));
        }
        // Each role is made a member of the roles that it waits for: the account refuses that if one is missing.
        const steps = Array.from({ length: size }, (_, i) => {
          const before = [...(after.get(i) ?? [])];
          return step(`R${i}`, [`CREATE ROLE R${i}`, ...before.map((r) => `GRANT ROLE ${r} TO ROLE R${i}`)], { after: before });
        });
        const account = new RolesAccount();
        let turn = 0;
        account.latency = () => delays[turn++ % delays.length] as number;
        const all = run(steps, account, { parallel });
        await all.go();
        expect([...all.failed]).toEqual([]);
        expect(all.done.size).toBe(size);
        expect(account.roles.size).toBe(size);
        expect(account.most).toBeLessThanOrEqual(parallel);
      }),
      { numRuns: 40 },
    );
  });

  test("independent steps run side by side, up to the limit", async () => {
    const account = new RolesAccount();
    account.latency = () => 2;
    await run(
      ["A", "B", "C", "D", "E"].map((r) => create(r)),
      account,
      { parallel: 3 },
    ).go();
    expect(account.most).toBe(3);
  });

  test("steps that wait for each other are a bug of the plan, and told", async () => {
    await expect(run([create("A", ["B"]), create("B", ["A"])], new RolesAccount()).go()).rejects.toThrow("2 steps of the plan wait for each other");
    expect(() => run([create("A", ["X"])], new RolesAccount())).toThrow("waits for X, which is not in the plan");
  });
});

describe("travelling together", () => {
  const roles = ["A", "B", "C", "D"];
  const grants = roles.map((r) => grant(r, "TOP"));
  const all = [...[...roles, "TOP"].map((r) => create(r)), ...grants];
  const sent = (account: RolesAccount) => account.requests.map((r) => r.statements.map((s) => s.text));

  test("grants of one role share requests, and everything else travels alone", async () => {
    const account = new RolesAccount();
    await run(all, account, { parallel: 1 }).go();
    expect(sent(account).map((texts) => texts.length)).toEqual([1, 1, 1, 1, 1, 4]);
    expect(account.requests.every((r) => r.role === "ADMIN")).toBe(true);
  });

  test("what is ready is shared among the places that are free", async () => {
    const account = new RolesAccount();
    for (const r of [...roles, "TOP"]) account.roles.add(r);
    await run(grants, account, { parallel: 2, done: new Set([...roles, "TOP"]) }).go();
    expect(sent(account).map((texts) => texts.length)).toEqual([2, 2]);
  });

  test("never steps of two roles, of two classes of undo, or that are destructive", async () => {
    const account = new RolesAccount();
    for (const r of [...roles, "TOP"]) account.roles.add(r);
    const undo = { kind: "exact", statements: [], lost: [] } as const;
    const differing = [grant("A", "TOP", { as: exactly("OTHER") }), grant("B", "TOP", { undo }), grant("C", "TOP", { risk: "lockout" }), grant("D", "TOP")];
    await run(differing, account, { parallel: 1, done: new Set([...roles, "TOP"]) }).go();
    expect(sent(account).map((texts) => texts.length)).toEqual([1, 1, 1, 1]);
  });

  test("at most 50 statements a request", async () => {
    const account = new RolesAccount();
    const many = Array.from({ length: 120 }, (_, i) => `R${i}`);
    for (const r of [...many, "TOP"]) account.roles.add(r);
    await run(
      many.map((r) => grant(r, "TOP")),
      account,
      { parallel: 1, done: new Set([...many, "TOP"]) },
    ).go();
    expect(sent(account).map((texts) => texts.length)).toEqual([50, 50, 20]);
    expect(account.members.size).toBe(120);
  });

  test("a statement with a secret travels alone, and no other request can reveal one", async () => {
    const ref = { ref: "a", digest: "0" };
    const secret = rehydrate({ text: "SET X = ${secret:a#0}", secrets: [ref] });
    const revealing: string[] = [];
    const account = new RolesAccount();
    const execute = account.execute.bind(account);
    account.execute = (request, options) => {
      if (options?.reveal !== undefined) revealing.push(...request.statements.map((s) => s.text));
      return execute(request, options);
    };
    const mixed = { ...step("A", ["CREATE ROLE A", "GRANT ROLE A TO ROLE A", "GRANT ROLE A TO ROLE A"]) };
    await run([{ ...mixed, statements: [...mixed.statements.slice(0, 2), secret, ...mixed.statements.slice(2)] }], account, { reveal: () => "hush" }).go();
    expect(sent(account)).toEqual([["CREATE ROLE A"], ["GRANT ROLE A TO ROLE A"], [secret.text], ["GRANT ROLE A TO ROLE A"]]);
    expect(revealing).toEqual([secret.text]);
  });
});

describe("failing", () => {
  test("after the first failure nothing new begins, and what runs is awaited", async () => {
    const account = new RolesAccount();
    account.roles.add("BAD");
    let turn = 0;
    account.latency = () => [1, 10][turn++] ?? 1;
    const all = run([create("BAD"), create("SLOW"), create("C"), create("D")], account, { parallel: 2 });
    await all.go();
    expect([...all.failed.keys()]).toEqual(["BAD"]);
    expect([...all.done]).toEqual(["SLOW"]);
    expect(account.roles).toEqual(new Set(["BAD", "SLOW"]));
  });

  test("of steps that travel together the one that fails is failed, those before it done, those after it not begun", async () => {
    const account = new RolesAccount();
    for (const r of ["A", "C", "TOP"]) account.roles.add(r);
    const all = run([grant("A", "TOP"), grant("B", "TOP"), grant("C", "TOP")], account, { parallel: 1, done: new Set(["A", "B", "C", "TOP"]) });
    await all.go();
    expect([...all.failed.keys()]).toEqual(["B<TOP"]);
    expect(all.failed.get("B<TOP")?.details.code).toBe("002003");
    expect(all.done.has("A<TOP")).toBe(true);
    expect(all.done.has("C<TOP")).toBe(false);
  });

  test.each(["lost-before", "lost-within", "lost-after"] as const)("a connection %s leaves every step that travelled in doubt", async (fault) => {
    const account = new RolesAccount();
    for (const r of ["A", "B", "TOP"]) account.roles.add(r);
    account.faults.set("TO ROLE TOP", fault);
    const all = run([grant("A", "TOP"), grant("B", "TOP")], account, { parallel: 1, done: new Set(["A", "B", "TOP"]) });
    await all.go();
    expect([...all.failed.keys()]).toEqual(["A<TOP", "B<TOP"]);
    expect(all.failed.get("A<TOP")?.details.kind).toBe("lost");
    expect([...all.tags.values()]).toEqual(Array.from({ length: 2 }, () => '{"run":"r1","step":"A<TOP","attempt":1,"of":2}'));
  });

  test("a success that says it was none is a failure", async () => {
    const account = new RolesAccount();
    for (const r of ["A", "TOP"]) account.roles.add(r);
    account.faults.set("TO ROLE TOP", "partial");
    const all = run([grant("A", "TOP")], account, { done: new Set(["A", "TOP"]) });
    await all.go();
    expect(all.failed.get("A<TOP")?.message).toBe("Grant not executed: Insufficient privileges.");
  });

  test("a request to stop lets what runs end, and begins nothing", async () => {
    const stop = new AbortController();
    const account = new RolesAccount();
    const all = run([create("A"), create("B"), create("C")], account, {
      parallel: 1,
      signal: stop.signal,
      onEvent: (event) => event.kind === "started" && event.step === "B" && stop.abort(),
    });
    await all.go();
    expect([...all.done]).toEqual(["A", "B"]);
    expect(account.roles).toEqual(new Set(["A", "B"]));
  });

  test("a step that its guard refuses is not sent", async () => {
    const account = new RolesAccount();
    const refusal = new AccountError({ kind: "statement", message: "moved" });
    const all = run([create("A"), create("B", ["A"])], account, { guard: async (s) => (s.id === "B" ? refusal : null) });
    await all.go();
    expect(all.failed.get("B")).toBe(refusal);
    expect(account.roles).toEqual(new Set(["A"]));
  });
});

describe("telling", () => {
  test("each step begins once and ends once, counted against the total", async () => {
    const events: ApplyEvent[] = [];
    await run([create("A"), create("B"), grant("A", "B")], new RolesAccount(), { onEvent: (e) => events.push(e), done: new Set(), parallel: 1 }).go();
    expect(events.map((e) => ("index" in e ? `${e.kind} ${e.step} ${e.index}/${e.total}` : e.kind))).toEqual([
      "started A 1/3",
      "done A 1/3",
      "started B 2/3",
      "done B 2/3",
      "started A<B 3/3",
      "done A<B 3/3",
    ]);
  });

  test("the journal knows of a request before it is sent, and of each end after it", async () => {
    const account = new RolesAccount();
    account.roles.add("B");
    const entries: (RunEntry & { readonly sent: number })[] = [];
    const journal = { record: async (more: readonly RunEntry[]) => void entries.push(...more.map((e) => ({ ...e, sent: account.requests.length }))) };
    await run([create("A"), create("B")], account, { journal, parallel: 1 }).go();
    expect(entries).toEqual([
      { kind: "before", steps: ["A"], tag: '{"run":"r1","step":"A","attempt":1}', sent: 0 },
      { kind: "done", step: "A", queryIds: ["q1"], sent: 1 },
      { kind: "before", steps: ["B"], tag: '{"run":"r1","step":"B","attempt":1}', sent: 1 },
      { kind: "failed", step: "B", message: "Object 'B' already exists.", code: "002002", sent: 2 },
    ]);
    expect(account.requests[0]?.tag).toBe('{"run":"r1","step":"A","attempt":1}');
  });

  test("a run outlives its journal, and says once that it is lost", async () => {
    const events: string[] = [];
    const journal = { record: () => Promise.reject(new Error("disk full")) };
    const all = run([create("A"), create("B")], new RolesAccount(), {
      journal,
      onEvent: (e) => events.push(e.kind === "journal-lost" ? e.why : e.kind),
      parallel: 1,
    });
    await all.go();
    expect(all.done.size).toBe(2);
    expect(events.filter((e) => e === "disk full")).toHaveLength(1);
  });
});
