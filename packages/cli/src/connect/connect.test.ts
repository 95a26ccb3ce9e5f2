import { existsSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { LocalAccount, LocalServer } from "@snowtower/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandLine, folderOf } from "../testing/command-line.ts";

const PASSWORD = "correct horse Battery 9";
const PROJECT = { "warehouse.yaml": "load_wh:\n  size: XSMALL\n" };
const ENVIRONMENTS = { ...PROJECT, "snowtower.yaml": "environments:\n  here:\n    connection: local\n    prefix: DEV\n  nowhere:\n    prefix: X\n" };

let account: LocalAccount;
let server: LocalServer;
beforeAll(async () => {
  account = LocalAccount.create();
  const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN" });
  const made = await Promise.all(
    [
      `ALTER USER ADMIN SET PASSWORD = '${PASSWORD}'`,
      `CREATE USER READER PASSWORD = '${PASSWORD}' MUST_CHANGE_PASSWORD = FALSE`,
      "CREATE WAREHOUSE SECRET_WH",
    ].map((statement) => session.execute(statement)),
  );
  expect(made.flat().map((outcome) => outcome.kind)).toEqual(["done", "done", "done"]);
  server = await LocalServer.start(account, { refusalDelayMs: 1 });
});
afterAll(async () => {
  await server.close();
  await account.close();
});

/** A folder with Snowflake's connections.toml in it. */
function homeWith(settings: Readonly<Record<string, string | number>>, name = "prod"): string {
  const home = folderOf();
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  writeFileSync(join(home, "connections.toml"), `[${name}]\n${lines.join("\n")}\n`, { mode: 0o600 });
  return home;
}

function served(more: Readonly<Record<string, string | number>> = {}): string {
  return homeWith({ account: "local", host: "127.0.0.1", port: server.port, protocol: "http", user: "ADMIN", password: PASSWORD, ...more });
}

async function planOn(home: string, args: readonly string[] = ["--connection", "prod"]) {
  const told = await commandLine(["plan", "-c", folderOf(PROJECT), ...args], { env: { SNOWFLAKE_HOME: home } });
  expect(told.stdout + told.stderr).not.toContain(PASSWORD);
  return told;
}

describe("which account is meant", () => {
  const nobody = { code: 1, stdout: "", stderr: expect.stringContaining("error[ST3001]") };

  test.each([["plan"], ["apply", "--yes"], ["destroy", "--env-prefix", "X", "--yes"], ["query", "SELECT 1"]])(
    "%s without a terminal needs it named: both remedies",
    async (...command) => {
      const folder = folderOf(PROJECT);
      const told = await commandLine([...command, "-c", folder]);
      expect(told).toEqual(nobody);
      expect(told.stderr).toContain("--connection NAME");
      expect(told.stderr).toContain("--connection local");
      expect(existsSync(join(folder, ".snowtower"))).toBe(false);
    },
  );

  test("at a terminal the project's local account stands in, and that is said", async () => {
    const told = await commandLine(["plan", "-c", folderOf(PROJECT)], { tty: true, env: { NO_COLOR: "1" } });
    expect(told.code).toBe(2);
    expect(told.stderr).toContain("using the project's local account, because no connection was named");
    expect(told.stdout).toContain("SNOWTOWER.LOCAL");
  });

  test("with CI set nobody sits there", async () => {
    expect(await commandLine(["plan", "-c", folderOf(PROJECT)], { tty: true, env: { CI: "true", NO_COLOR: "1" } })).toEqual(nobody);
  });

  test("in a project with environments one has to be named, also at a terminal", async () => {
    const folder = folderOf(ENVIRONMENTS);
    const told = await commandLine(["plan", "-c", folder], { tty: true, env: { NO_COLOR: "1" } });
    expect(told).toEqual(nobody);
    expect(told.stderr).toContain("--env NAME");
    expect(told.stderr).toContain("--connection NAME");
  });

  test("an environment that names no connection, also at a terminal", async () => {
    const told = await commandLine(["plan", "-c", folderOf(ENVIRONMENTS), "--env", "nowhere"], { tty: true, env: { NO_COLOR: "1" } });
    expect(told).toEqual(nobody);
    expect(told.stderr).toContain('"connection:"');
    expect(told.stderr).toContain("--connection NAME");
  });

  test("an environment that nobody described, with the one that was meant", async () => {
    const told = await commandLine(["plan", "-c", folderOf(ENVIRONMENTS), "--env", "hree"]);
    expect([told.code, told.stderr]).toEqual([
      1,
      expect.stringMatching(/error\[ST3002\] there is no environment hree\nhint: did you mean here\? .*here, nowhere/),
    ]);
  });

  test("the environment's connection and prefix", async () => {
    const told = await commandLine(["plan", "-c", folderOf(ENVIRONMENTS), "--env", "here"]);
    expect([told.code, told.stdout]).toEqual([2, expect.stringContaining("DEV__LOAD_WH")]);
  });

  test("what the command line says is stronger than the environment", async () => {
    const told = await commandLine(["plan", "-c", folderOf(ENVIRONMENTS), "--env", "nowhere", "--connection", "local", "--env-prefix", "MINE"]);
    expect([told.code, told.stdout]).toEqual([2, expect.stringContaining("MINE__LOAD_WH")]);
  });

  test("the project's connection, where no environment is named", async () => {
    const told = await commandLine(["plan", "-c", folderOf({ ...PROJECT, "snowtower.yaml": "connection: local\n" })]);
    expect([told.code, told.stdout]).toEqual([2, expect.stringContaining("SNOWTOWER.LOCAL")]);
  });

  test("scope: additive leaves what is not described", async () => {
    const folder = folderOf({ ...PROJECT, "snowtower.yaml": "connection: local\nscope: additive\n" });
    expect((await commandLine(["query", "-c", folder, "CREATE DATABASE MINE"])).code).toBe(0);
    const additive = await commandLine(["plan", "-c", folder, "--format", "json"]);
    expect(additive.stdout).toContain('"warehouse:LOAD_WH"');
    expect(additive.stdout).not.toContain('"database:MINE"');
    writeFileSync(join(folder, "snowtower.yaml"), "connection: local\nscope: strict\n");
    expect((await commandLine(["plan", "-c", folder, "--format", "json"])).stdout).toContain('"database:MINE"');
  });

  test("values of placeholders of the environment", async () => {
    const files = {
      "warehouse.yaml": "load_wh:\n  size: ${{ size }}\n",
      "placeholder.yaml": "size: XSMALL\n",
      "snowtower.yaml": "environments:\n  big:\n    connection: local\n    placeholders:\n      size: LARGE\n",
    };
    expect((await commandLine(["plan", "-c", folderOf(files), "--env", "big", "--sql"])).stdout).toContain("WAREHOUSE_SIZE = LARGE");
    expect((await commandLine(["plan", "-c", folderOf(files), "--connection", "local", "--sql"])).stdout).toContain("WAREHOUSE_SIZE = XSMALL");
  });
});

describe("a connection of connections.toml", () => {
  test("plan names the account that it is about", async () => {
    const { code, stdout } = await planOn(served());
    expect([code, stdout]).toEqual([2, expect.stringContaining("SNOWTOWER.LOCAL")]);
    expect(stdout).toContain("127.0.0.1");
  });

  test("variables of the environment are a connection too", async () => {
    const env = {
      SNOWFLAKE_ACCOUNT: "local",
      SNOWFLAKE_HOST: "127.0.0.1",
      SNOWFLAKE_PORT: String(server.port),
      SNOWFLAKE_PROTOCOL: "http",
      SNOWFLAKE_USER: "ADMIN",
      SNOWFLAKE_PASSWORD: PASSWORD,
    };
    expect((await commandLine(["plan", "-c", folderOf(PROJECT)], { env })).code).toBe(2);
    expect((await commandLine(["plan", "-c", folderOf(PROJECT)], { env: { ...env, SNOWFLAKE_PASSWORD: "wrong" } })).stderr).toContain("error[ST3004]");
  });

  test("one that is not there, with the one that was meant", async () => {
    const { code, stderr } = await planOn(served(), ["--connection", "prd"]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/error\[ST3003\] --connection: there is no connection "prd"; did you mean "prod"\?\nhint: there are: prod/),
    ]);
  });

  test("one that contradicts itself", async () => {
    const { code, stderr } = await planOn(homeWith({ account: "local", user: "ADMIN", authenticator: "SNOWFLAKE_JWT" }));
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST3003]")]);
  });

  test("a wrong password: told once, with Snowflake's code, and not the password", async () => {
    const { code, stderr } = await planOn(served({ password: "Not This One 1" }));
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /error\[ST3004\] cannot log in to 127\.0\.0\.1 as ADMIN: Incorrect username or password was specified\.\n {2}Snowflake's code 390100/,
    );
    expect(stderr).toContain("hint: check the user");
    expect(stderr).not.toContain("Not This One 1");
  });

  test("a role that the user does not hold", async () => {
    const { code, stderr } = await planOn(served({ user: "READER" }), ["--connection", "prod", "--role", "ACCOUNTADMIN"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("error[ST3004]")]);
  });

  test("nobody listens", async () => {
    const free = createServer();
    await new Promise<void>((done) => free.listen(0, "127.0.0.1", done));
    const { port } = free.address() as AddressInfo;
    await new Promise((done) => free.close(done));
    const { code, stdout, stderr } = await planOn(served({ port }));
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/error\[ST3005\] .*127\.0\.0\.1.*ECONNREFUSED/);
    expect(stderr).toContain("hint: check the account's name, the host and the network");
  });

  test("a statement that Snowflake refuses", async () => {
    const told = await commandLine(["query", "-c", folderOf(), "SELECT * FROM NO_SUCH.TABLE_.HERE", "--connection", "prod"], {
      env: { SNOWFLAKE_HOME: served() },
    });
    expect([told.code, told.stderr]).toEqual([1, expect.stringMatching(/error\[ST3007\] .*\n[\s\S]*Snowflake's code 00\d{4}/)]);
  });

  test("a role without privileges: the refusal with its statement, nothing changed, nothing overwritten", async () => {
    const home = served({ user: "READER", role: "PUBLIC" });
    const folder = folderOf({ "warehouse.yaml": "secret_wh:\n  size: LARGE\n" });
    const refused = await commandLine(["apply", "-c", folder, "--yes", "--connection", "prod"], { env: { SNOWFLAKE_HOME: home } });
    // What it is not shown may be there: nothing is sent.
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining("ST2001")]);
    const { code, stderr } = await commandLine(["apply", "-c", folder, "--yes", "--assume-absent", "--connection", "prod"], { env: { SNOWFLAKE_HOME: home } });
    expect(code).toBe(1);
    expect(stderr.match(/error\[/g)).toHaveLength(1);
    expect(stderr.replace(/\s+/g, " ")).toContain("failed: SQL access control error: Insufficient privileges to operate on account");
    expect(stderr).toMatch(/error\[ST4001\][\s\S]*Snowflake's code 003001[\s\S]*statement: CREATE ROLE[\s\S]*Nothing was changed\./);
    const shown = await commandLine(["query", "-c", folder, "SHOW WAREHOUSES LIKE 'SECRET_WH'", "--format", "json", "--connection", "prod"], {
      env: { SNOWFLAKE_HOME: served() },
    });
    expect(JSON.parse(shown.stdout)).toMatchObject([{ name: "SECRET_WH", size: "X-Small" }]);
  });
});
