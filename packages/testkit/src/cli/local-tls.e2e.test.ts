import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { type LocalServer, startLocal } from "./local-server.ts";
import { projectFolder } from "./project-folder.ts";
import { ROOT, snowtower } from "./snowtower.ts";

const running: LocalServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.kill();
});

async function serve(data: string, args: readonly string[] = []): Promise<LocalServer> {
  const server = await startLocal(data, args);
  running.push(server);
  return server;
}

/** Logs in as most programs do: they know an account's name, and nothing of hosts and ports. */
const BY_NAME = `
const snowflake = require("snowflake-sdk");
snowflake.configure({ logLevel: "OFF", disableOCSPChecks: true });
const { ACCOUNT: account, LOGIN: username, PASSWORD: password } = process.env;
const connection = snowflake.createConnection({ account, username, password, sfRetryMaxLoginRetries: 1 });
const failed = (error) => { console.log(error.message); process.exit(1); };
connection.connect((error) => {
  if (error) return failed(error);
  connection.execute({
    sqlText: "SELECT CURRENT_ACCOUNT_NAME() AS A, CURRENT_REGION() AS R, TRUE AS T",
    complete: (error, _, rows) => { if (error) return failed(error); console.log(JSON.stringify(rows)); process.exit(0); },
  });
});
`;

test("behind it as a proxy, an unmodified driver that is told only an account's name reaches it", async () => {
  const data = join(projectFolder(), ".snowtower/local");
  const server = await serve(data, ["--tls", "--account-name", "acme_prod", "--region", "aws_eu_central_1", "--edition", "standard"]);
  const printed = await snowtower(["local", "--env", "--data", data]);
  expect(printed.code).toBe(0);
  const program = { ACCOUNT: "acme-acme_prod", LOGIN: server.user, PASSWORD: server.password, SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true" };
  const shell = `${printed.stdout}exec '${process.execPath}' -e "$PROGRAM"`;
  const { stdout } = await promisify(execFile)("sh", ["-c", shell], {
    cwd: join(ROOT, "packages/cli"),
    env: { PATH: process.env.PATH, ...program, PROGRAM: BY_NAME },
  });
  expect(JSON.parse(stdout)).toEqual([{ A: "ACME_PROD", R: "AWS_EU_CENTRAL_1", T: true }]);
  // A second start keeps what clients were told to trust.
  await server.stop();
  await serve(data, ["--tls", "--port", String(server.port)]);
  expect((await snowtower(["local", "--env", "--data", data])).stdout).toBe(printed.stdout);
});

test("--env without a server, and with one that is no proxy", async () => {
  const data = join(projectFolder(), ".snowtower/local");
  const none = await snowtower(["local", "--env", "--data", data]);
  expect([none.code, none.stdout, none.stderr]).toEqual([1, "", expect.stringMatching(/^error\[ST5005\] no server runs on /)]);
  const { url } = await serve(data);
  const plain = await snowtower(["local", "--env", "--data", data]);
  expect([plain.code, plain.stdout]).toEqual([1, ""]);
  expect(plain.stderr).toContain(`error[ST5005] the server at ${url} runs without TLS`);
});

test("an account that is there keeps its edition, region and name: another one is refused, and nothing is changed", async () => {
  const data = join(projectFolder(), ".snowtower/local");
  await (await serve(data, ["--edition", "standard"])).stop();
  for (const [option, value, said] of [
    ["--edition", "enterprise", "has the edition STANDARD, not ENTERPRISE"],
    ["--region", "aws_eu_central_1", "has the region AWS_US_WEST_2, not AWS_EU_CENTRAL_1"],
    ["--account-name", "other", "has the name LOCAL, not OTHER"],
  ] as const) {
    const refused = await snowtower(["local", "--data", data, option, value]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(new RegExp(`^error\\[ST5004\\] .*${said}\nhint: `))]);
  }
  await serve(data, ["--edition", "standard"]);
});

test("bundles that are on and faults that are waiting from the start; what is neither is refused", async () => {
  const data = join(projectFolder(), ".snowtower/local");
  const unknown = await snowtower(["local", "--data", data, "--fault", "burn down"]);
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/^error\[ST3306\] --fault: .*\nhint: /)]);
  const server = await serve(data, ["--fault", "error 000604 'not today' on 'CREATE ROLE%'"]);
  await expect(server.sql("CREATE ROLE r")).rejects.toThrow("not today");
  expect(await server.sql("CREATE ROLE r", "SHOW ROLES LIKE 'R'")).toHaveLength(1);
  const [row] = await server.sql("SELECT SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES() AS B");
  const off = (JSON.parse(String(row?.B)) as { name: string; isEnabled: boolean }[]).find(({ isEnabled }) => !isEnabled);
  await server.stop();
  expect(off).toBeDefined();
  const again = await serve(data, ["--bundle", off?.name ?? ""]);
  const [now] = await again.sql("SELECT SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES() AS B");
  expect(JSON.parse(String(now?.B))).toContainEqual(expect.objectContaining({ name: off?.name, isEnabled: true }));
  await again.stop();
  const none = await snowtower(["local", "--data", data, "--bundle", "1999_01"]);
  expect([none.code, none.stdout]).toEqual([1, ""]);
});
