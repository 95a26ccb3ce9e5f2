import { type Account, type AccountError, exactly, type Outcome, rehydrate } from "@snowtower/sql";
import { beforeEach, expect, test } from "vitest";
import { connectInProcess } from "../in-process.ts";
import { LocalAccount } from "../local-account.ts";
import { parseFaults } from "./parse-faults.ts";

let local: LocalAccount;
let account: Account;

beforeEach(() => {
  local = LocalAccount.create();
  account = connectInProcess(local, { user: exactly("ADMIN"), role: exactly("ACCOUNTADMIN") });
});

function fault(spec: string): void {
  for (const each of parseFaults(spec)) local.faults.add(each);
}

async function ask(...texts: readonly string[]): Promise<readonly Outcome[]> {
  return account.execute({ statements: texts.map((text) => rehydrate({ text, secrets: [] })) });
}

function details(outcome: Outcome | undefined): AccountError["details"] | null {
  return outcome !== undefined && "failed" in outcome ? outcome.failed.details : null;
}

async function exists(role: string): Promise<boolean> {
  return (await ask(`CREATE ROLE IF NOT EXISTS ${role}`)).some((outcome) => "done" in outcome && outcome.done.status.includes("already exists"));
}

test.each([
  ["drop before", "lost", false],
  ["drop after", "lost", true],
  ["throttle 429", "unreachable", false],
  ["throttle 503", "lost", false],
  ["throttle 390500", "statement", false],
  ["error 000603 'inside'", "statement", false],
])("%s: %s, and what follows is not reached", async (spec, kind, ran) => {
  fault(`${spec} on 'CREATE ROLE R'`);
  const [first, second] = await ask("CREATE ROLE R", "CREATE ROLE S");
  expect(details(first)).toMatchObject({ kind, statement: "CREATE ROLE R" });
  expect(second).toEqual({ notReached: true });
  local.faults.clear();
  expect(await exists("R")).toBe(ran);
  expect(await exists("S")).toBe(false);
});

test.each(["drop before", "drop after", "throttle 503"])("%s of what only reads: unreachable", async (spec) => {
  fault(spec);
  expect(details((await ask("SHOW ROLES"))[0])).toMatchObject({ kind: "unreachable" });
});

test.each(["expire token", "expire session"])("%s: another session takes its place", async (spec) => {
  fault(spec);
  expect(await ask("CREATE ROLE R")).toMatchObject([{ done: { status: "Role R successfully created." } }]);
  expect(local.faults.list()).toMatchObject([{ met: 1 }]);
});

test("an answer that comes late, and one that is not waited for", async () => {
  fault("stall 40ms on 'CREATE ROLE R'; stall on 'CREATE ROLE S'");
  expect(await ask("CREATE ROLE R")).toMatchObject([{ done: {} }]);
  const statements = [rehydrate({ text: "CREATE ROLE S", secrets: [] })];
  const [outcome] = await account.execute({ statements }, { signal: AbortSignal.timeout(30) });
  expect(details(outcome)).toMatchObject({ kind: "lost" });
  expect(await exists("S")).toBe(true);
});

test("a statement that takes its time is cancelled by its id, or by who asked", async () => {
  fault("delay 20s on 'CREATE%'");
  const byId = ask("CREATE ROLE R");
  await expect.poll(() => local.history.all().some(({ status }) => status === "running")).toBe(true);
  await account.cancel(local.history.all().find(({ status }) => status === "running")?.queryId ?? "");
  expect(details((await byId)[0])).toMatchObject({ kind: "cancelled", code: "000604" });
  const statements = [rehydrate({ text: "CREATE ROLE S", secrets: [] })];
  expect(details((await account.execute({ statements }, { signal: AbortSignal.timeout(20) }))[0])).toMatchObject({ kind: "cancelled" });
});
