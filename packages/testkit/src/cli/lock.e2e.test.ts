import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LocalServer, startLocal } from "./local-server.ts";
import { projectFolder, WAREHOUSES } from "./project-folder.ts";
import { type Running, snowtower, startSnowtower } from "./snowtower.ts";
import { StatementProxy } from "./statement-proxy.ts";

let project: string;
let server: LocalServer;
let proxy: StatementProxy;
let env: Readonly<Record<string, string>>;
/** Lets go what is held back. */
let letGo: () => void = () => undefined;

beforeEach(async () => {
  project = projectFolder(WAREHOUSES);
  server = await startLocal(join(project, ".snowtower/local"));
  await server.sql("CREATE DATABASE SNOWTOWER", "CREATE SCHEMA SNOWTOWER.STATE");
  proxy = await StatementProxy.start(() => server.url);
  const login = {
    account: "local",
    host: "127.0.0.1",
    protocol: "http",
    user: server.user,
    password: server.password,
    role: "ACCOUNTADMIN",
    warehouse: "COMPUTE_WH",
  };
  const home = projectFolder();
  const connection = (name: string, port: number): string =>
    `[${name}]\n${Object.entries({ ...login, port })
      .map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
      .join("\n")}\n`;
  writeFileSync(join(home, "connections.toml"), connection("slow", proxy.port) + connection("fast", server.port), { mode: 0o600 });
  env = { SNOWFLAKE_HOME: home };
});
afterEach(async () => {
  letGo();
  await proxy.close();
  await server.kill();
});

const apply = (connection: string, ...more: readonly string[]): readonly string[] => ["apply", "-c", project, "--yes", "--connection", connection, ...more];

/** Starts an apply that stands still at its first warehouse, with the lock in its hands. */
async function startHeld(...more: readonly string[]): Promise<Running> {
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const running = startSnowtower(apply("slow", ...more), { env });
  const reached = new Promise<void>((resolve) => {
    proxy.watch = {
      async before({ sqlText }): Promise<"pass"> {
        if (sqlText.startsWith("CREATE WAREHOUSE")) {
          resolve();
          await held;
        }
        return "pass";
      },
    };
  });
  const died = running.ended.then((ended) => {
    throw new Error(`apply ended before it made anything: ${JSON.stringify(ended)}`);
  });
  await Promise.race([reached, died]);
  return running;
}

const locks = async (): Promise<readonly unknown[]> => (await server.sql("SHOW TABLES LIKE 'LOCK\\\\_%' IN SCHEMA SNOWTOWER.STATE")).map(({ name }) => name);

test("of two applies at the same time one goes on, and the other one says who it is", async () => {
  const first = await startHeld();
  expect(await locks()).toEqual(["LOCK_ACCOUNTADMIN"]);
  const second = await snowtower(apply("fast"), { env });
  expect([second.code, second.stderr]).toEqual([
    4,
    expect.stringMatching(
      /error\[ST4014\].*\n {2}ADMIN holds the lock with run \d{8}T\d{6}Z-[0-9a-f]{6}, on .*\nNothing was changed\.\nhint: .*--lock-timeout/,
    ),
  ]);
  // Who only looks needs no lock.
  expect((await snowtower(["plan", "-c", project, "--connection", "fast"], { env })).code).toBe(2);
  const doctor = await snowtower(["doctor", "-c", project, "--connection", "fast"], { env });
  expect([doctor.code, doctor.stdout]).toEqual([0, expect.stringMatching(/lock +ADMIN holds the lock with run/)]);
  letGo();
  expect(await first.ended).toMatchObject({ code: 0 });
  expect(await locks()).toEqual([]);
});

test("one that waits goes on when the first has ended, and is refused because the account is not as it planned", async () => {
  const first = await startHeld();
  const second = startSnowtower(apply("fast", "--lock-timeout", "1m"), { env });
  await expect.poll(() => second.stderr(), { timeout: 20_000 }).toContain("waiting for another run: ADMIN holds the lock");
  letGo();
  expect(await first.ended).toMatchObject({ code: 0 });
  expect(await second.ended).toMatchObject({ code: 4, stderr: expect.stringContaining("error[ST4004]") });
  expect(await locks()).toEqual([]);
});

test("the lock of a killed run is free when its time is over; unlock frees it at once", async () => {
  const killed = await startHeld("--lock-lease", "5s");
  killed.child.kill("SIGKILL");
  await killed.ended;
  letGo();
  proxy.watch = {};
  expect(await snowtower(apply("fast"), { env })).toMatchObject({ code: 4 });
  const waited = await snowtower(apply("fast", "--lock-timeout", "30s"), { env });
  expect([waited.code, waited.stdout]).toEqual([0, expect.stringContaining("Done.")]);
  expect((await snowtower(["plan", "-c", project, "--connection", "fast"], { env })).code).toBe(0);

  await server.sql("DROP WAREHOUSE BIG_WH", "DROP WAREHOUSE LOAD_WH");
  const other = await startHeld();
  other.child.kill("SIGKILL");
  await other.ended;
  letGo();
  const unasked = await snowtower(["unlock", "-c", project, "--connection", "fast"], { env });
  expect([unasked.code, unasked.stdout, unasked.stderr]).toEqual([
    1,
    expect.stringContaining("ADMIN holds the lock"),
    expect.stringContaining("error[ST3303]"),
  ]);
  const unlocked = await snowtower(["unlock", "-c", project, "--connection", "fast", "--yes"], { env });
  expect([unlocked.code, unlocked.stdout]).toEqual([0, expect.stringMatching(/^ADMIN holds the lock .*\nThe lock is free\.\n$/)]);
  expect(await snowtower(apply("fast"), { env })).toMatchObject({ code: 0 });
});

test("a lock that is another run's by now is not given back", async () => {
  const first = await startHeld();
  await snowtower(["unlock", "-c", project, "--connection", "fast", "--yes"], { env });
  await server.sql('CREATE TABLE SNOWTOWER.STATE.LOCK_ACCOUNTADMIN ("RUN r2" BOOLEAN)');
  letGo();
  // It had nothing destructive to do, before which it would have looked.
  expect(await first.ended).toMatchObject({ code: 0, stderr: expect.stringMatching(/warning: the lock was not given back: the lock was taken by .* run r2/) });
  expect(await locks()).toEqual(["LOCK_ACCOUNTADMIN"]);
});

test("a time that is none is refused", async () => {
  const told = await snowtower(apply("fast", "--lock-lease", "soon"), { env });
  expect([told.code, told.stderr]).toEqual([1, expect.stringContaining("error[ST3306] --lock-lease takes a time like 30s, 5m or 1h")]);
});
