import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type LocalServer, startLocal } from "./local-server.ts";
import { COMPANY, projectFolder, WAREHOUSES } from "./project-folder.ts";
import { snowtower } from "./snowtower.ts";

const SECRETIVE = { ...COMPANY, "user.yaml": `${COMPANY["user.yaml"]}  password: correct-horse-7-Battery\n` };

/** The statements of a script, as somebody would run them who pastes it into a worksheet. */
function statementsOf(script: string): readonly string[] {
  const sql = script
    .split("\n")
    .filter((line) => !line.startsWith("--"))
    .join("\n");
  return sql
    .split(/;$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

/** A home whose connections log in to the server by key pair, as the service user. */
function homeOf(server: LocalServer, privateKey: string): Readonly<Record<string, string>> {
  const home = projectFolder();
  writeFileSync(join(home, "rsa.p8"), privateKey, { mode: 0o600 });
  const settings = { account: "local", host: "127.0.0.1", port: server.port, protocol: "http", user: "SNOWTOWER", private_key_file: join(home, "rsa.p8") };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  writeFileSync(join(home, "connections.toml"), `[service]\nauthenticator = "SNOWFLAKE_JWT"\n${lines.join("\n")}\n`, { mode: 0o600 });
  return { SNOWFLAKE_HOME: home, SNOWFLAKE_CONFIG_FERNET_KEYS: Buffer.alloc(32, 7).toString("base64url").padEnd(44, "=") };
}

const MANAGE_GRANTS = 'GRANT MANAGE GRANTS ON ACCOUNT TO ROLE "SNOWTOWER_READER"';

test.each([
  ["a company with users, roles and secrets", SECRETIVE, [], [MANAGE_GRANTS]],
  ["two warehouses, without the power to see all", WAREHOUSES, ["--weak"], []],
])("what bootstrap prints is all that the service user needs to plan and apply %s", async (_, files, options, powerful) => {
  const folder = projectFolder(files);
  const server = await startLocal(join(folder, ".snowtower/local"));
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = join(projectFolder({ "snowtower.pub": publicKey.export({ type: "spki", format: "pem" }).toString() }), "snowtower.pub");
  const printed = await snowtower(["bootstrap", "-c", folder, "--print", "--public-key", key, ...options]);
  expect([printed.code, printed.stderr]).toEqual([0, ""]);
  const script = statementsOf(printed.stdout);
  expect(script.filter((statement) => statement.includes("MANAGE GRANTS"))).toEqual(powerful);
  // Twice: every statement can be run again.
  await server.sql(...script, ...script);

  const env = homeOf(server, privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  const run = async (...args: readonly string[]) => {
    const ended = await snowtower([...args, "-c", folder, "--connection", "service"], { env });
    return { ...ended, stdout: ended.stdout.replace(/\s+/g, " ") };
  };
  const plan = await run("plan");
  expect([plan.code, plan.stdout]).toEqual([2, expect.stringContaining("user SNOWTOWER, role SNOWTOWER_DEPLOYER")]);
  const apply = await run("apply", "--yes");
  expect([apply.code, apply.stdout, apply.stderr]).toEqual([0, expect.stringContaining("Done."), expect.not.stringContaining("warning")]);
  const again = await run("plan");
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("No changes. The account is as described.")]);
  expect(again.stdout).not.toContain("ST2020");
  const owners = await server.sql("SHOW WAREHOUSES LIKE 'LOAD_WH'");
  expect(owners).toMatchObject([{ name: "LOAD_WH", owner: "SNOWTOWER_DEPLOYER" }]);
  expect((await run("unlock")).stdout).toBe("Nobody holds the lock. ");
  await server.stop();
});

test("without the power to see all, the deployer gets it if nothing less can give what is described", async () => {
  const { stdout } = await snowtower(["bootstrap", "-c", projectFolder(COMPANY), "--weak"]);
  const powerful = statementsOf(stdout).filter((statement) => statement.includes("MANAGE GRANTS"));
  expect(powerful).toEqual(['GRANT MANAGE GRANTS ON ACCOUNT TO ROLE "SNOWTOWER_DEPLOYER"']);
});

test("names of one's own stand wherever the usual ones would", async () => {
  const folder = projectFolder({ ...WAREHOUSES, "snowtower.yaml": "environments:\n  dev: {prefix: dev, connection: x, state: tools.snowtower_state}\n" });
  const names = ["--user", "deploy_bot", "--reader-role", "looker", "--deployer-role", '"the deployer"', "--warehouse", "tiny"];
  const { code, stdout } = await snowtower(["bootstrap", "-c", folder, "--env", "dev", "--env-prefix", "TEST", ...names]);
  expect(code).toBe(0);
  expect(statementsOf(stdout)).toContain('GRANT USAGE, CREATE TABLE ON SCHEMA "TOOLS"."SNOWTOWER_STATE" TO ROLE "the deployer"');
  for (const name of ["DEPLOY_BOT", "LOOKER", "the deployer", "TINY"]) expect(stdout).toContain(`"${name}"`);
  expect(
    statementsOf(stdout)
      .join("\n")
      .replace(/'[^']*'/g, "")
      .replaceAll("SNOWTOWER_STATE", ""),
  ).not.toContain("SNOWTOWER");
  const wrong = await snowtower(["bootstrap", "-c", folder, "--user", "a b"]);
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('error[ST3306] --user takes a name, not "a b"')]);
});

test("what it cannot use is said before anything is printed; a private key is not shown", async () => {
  const folder = projectFolder(WAREHOUSES);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  writeFileSync(join(folder, "key.p8"), pem);
  const secret = await snowtower(["bootstrap", "-c", folder, "--public-key", join(folder, "key.p8")]);
  expect([secret.code, secret.stdout, secret.stderr]).toEqual([1, "", expect.stringContaining("error[ST3306]")]);
  for (const line of pem.trim().split("\n").slice(1, -1)) expect(secret.stderr).not.toContain(line);
  const identity = await snowtower(["bootstrap", "-c", folder, "--workload-identity", "github"]);
  expect([identity.code, identity.stdout, identity.stderr]).toEqual([1, "", expect.stringContaining("type=oidc,issuer=URL,subject=SUBJECT")]);
  const federated = await snowtower(["bootstrap", "-c", folder, "--workload-identity", "type=oidc, issuer=https://ci.example, subject=repo:acme/x"]);
  expect(federated.stdout).toContain("SET WORKLOAD_IDENTITY = (TYPE = OIDC ISSUER = 'https://ci.example' SUBJECT = 'repo:acme/x');");
  expect(federated.stdout).not.toContain("RSA_PUBLIC_KEY");
});
