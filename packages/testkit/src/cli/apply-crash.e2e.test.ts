import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LocalServer, startLocal } from "./local-server.ts";
import { COMPANY, projectFolder } from "./project-folder.ts";
import { type Ended, type Running, snowtower, startSnowtower } from "./snowtower.ts";
import { StatementProxy } from "./statement-proxy.ts";

/** About a hundred steps. */
const FILES = { ...COMPANY, "core/people/params.yaml": "{}\n", "core/finance/params.yaml": "{}\n" };

let project: string;
let server: LocalServer;
let proxy: StatementProxy;
beforeEach(async () => {
  project = projectFolder(FILES);
  server = await startLocal(join(project, ".snowtower/local"));
  proxy = await StatementProxy.start(() => server.url);
});
afterEach(async () => {
  await proxy.close();
  await server.kill();
});

/** Reaches the server as every account is reached: through a connection of connections.toml. */
function environment(): Readonly<Record<string, string>> {
  const home = join(project, ".snowtower");
  const settings = {
    account: "local",
    host: "127.0.0.1",
    port: proxy.port,
    protocol: "http",
    user: server.user,
    password: server.password,
    role: "ACCOUNTADMIN",
    warehouse: "COMPUTE_WH",
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  writeFileSync(join(home, "connections.toml"), `[proxied]\n${lines.join("\n")}\n`, { mode: 0o600 });
  return { SNOWFLAKE_HOME: home };
}

function startApply(...more: readonly string[]): Running {
  return startSnowtower(["apply", "-c", project, "--yes", "--connection", "proxied", ...more], { env: environment() });
}

/** Starts an apply and ends it as a power cut does, at the first statement that is such a one: before the server gets it, or when it is done and the client has not learnt of it. */
async function killAt(moment: "before" | "after", isIt: (passing: { readonly number: number; readonly sqlText: string }) => boolean): Promise<void> {
  proxy.recount();
  const apply = startApply();
  let isDead = false;
  const kill = async (): Promise<void> => {
    isDead = true;
    apply.child.kill("SIGKILL");
    await apply.ended;
  };
  proxy.watch = {
    before: async (passing) => {
      if (!isDead && moment === "before" && isIt(passing)) await kill();
      return isDead ? "cut before" : "pass";
    },
    after: async (passing) => {
      if (!isDead && moment === "after" && isIt(passing)) await kill();
    },
  };
  expect(await apply.ended).toMatchObject({ signal: "SIGKILL" });
  expect(lastRun()).not.toContain('"kind":"end"');
  proxy.watch = {};
}

/** From that one on; the unwanted schema PUBLIC is gone by then. */
function from(at: number): (passing: { readonly number: number }) => boolean {
  return ({ number }) => number >= at && proxy.done.some((sqlText) => sqlText.startsWith("DROP SCHEMA"));
}

/** To its end, and then there must be nothing left to do and nothing that was made twice. */
async function applyAgain(...more: readonly string[]): Promise<Ended> {
  proxy.watch = {};
  const again = await startApply(...more).ended;
  expect(again).toMatchObject({ code: 0 });
  const plan = await snowtower(["plan", "-c", project, "--connection", "proxied"], { env: environment() });
  expect([plan.code, plan.stdout]).toEqual([0, expect.stringContaining("No changes")]);
  const made = proxy.done.filter((sqlText) => /^\s*CREATE/.test(sqlText));
  expect(made.filter((sqlText, i) => made.indexOf(sqlText) !== i)).toEqual([]);
  expect(made.length).toBeGreaterThan(15);
  return again;
}

function lastRun(): string {
  const runs = join(project, ".snowtower/runs");
  return readFileSync(join(runs, readdirSync(runs).sort().at(-1) ?? "", "journal.jsonl"), "utf8");
}

test("killed at several points of one plan, before and after what the server did: the next apply ends with an empty plan, nothing doubled", async () => {
  await killAt("before", () => true);
  expect(proxy.done).toEqual([]);
  await killAt("after", from(5));
  await killAt("before", from(12));
  await killAt("after", from(20));
  await applyAgain();
  expect(lastRun()).toContain('"kind":"end"');
});

test("killed between a database and the end of its unwanted PUBLIC: nobody can know what is in it by then, so it is asked for", async () => {
  await killAt("after", ({ sqlText }) => sqlText.startsWith("CREATE DATABASE"));
  const before = [...proxy.done];
  expect(before.join()).not.toContain("DROP SCHEMA");
  const refused = await startApply().ended;
  expect([refused.code, refused.stderr]).toEqual([4, expect.stringMatching(/error\[ST4012\][\s\S]*schema[: ]CORE\.PUBLIC/)]);
  expect(proxy.done).toEqual(before);
  await applyAgain("--allow", "destructive");
});

test("Ctrl-C stops cleanly: what is under way ends, nothing new begins, and it says what is done and what is pending", async () => {
  const apply = startApply();
  const after: string[] = [];
  proxy.watch = {
    before: ({ number, sqlText }) => {
      if (number === 10) apply.child.kill("SIGINT");
      if (number > 10) after.push(sqlText);
      return new Promise((resolve) => setTimeout(() => resolve("pass"), 30));
    },
  };
  const { code, stderr } = await apply.ended;
  expect(code).toBe(3);
  expect(stderr).toMatch(/error\[ST4002\] the run was stopped/);
  const [, done, pending] = /Stopped part-way: (\d+) steps? done, (?:0 failed, )?(\d+) not begun/.exec(stderr) ?? [];
  expect(Number(done)).toBeGreaterThan(0);
  expect(Number(pending)).toBeGreaterThan(20);
  expect(stderr).toContain("Next: ");
  // Of what runs side by side some were already on their way; then came nothing.
  expect(after.length).toBeLessThan(40);
  expect(JSON.parse(lastRun().trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ kind: "end", done: Number(done), failed: 0, pending: Number(pending) });
  await applyAgain();
});

test("an answer that is lost: the account is looked at again, and what was done is not taken for failed", async () => {
  proxy.watch = { before: ({ number }) => (number === 8 ? "cut after" : "pass") };
  const { code, stderr } = await startApply().ended;
  expect(code).toBe(3);
  expect(stderr).toMatch(/error\[ST4001\] the connection was lost/);
  expect(stderr).toMatch(/Stopped part-way: \d+ steps? done/);
  await applyAgain();
});

test("the server dies in the middle: exit 3, with what is known; when it is back the next apply ends the work", async () => {
  proxy.watch = {
    after: async ({ number }) => {
      if (number === 12) await server.kill();
    },
  };
  const { code, stderr } = await startApply().ended;
  expect(code).toBe(3);
  expect(stderr).toMatch(/error\[ST4001\]/);
  expect(stderr).toMatch(/Stopped part-way: \d+ steps? done/);
  expect(stderr).toMatch(/not known|could not be (?:read|looked at)/);
  server = await startLocal(join(project, ".snowtower/local"));
  await applyAgain();
}, 60_000);
