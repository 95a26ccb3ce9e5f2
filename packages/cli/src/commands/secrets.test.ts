import { createCipheriv, createHmac, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalAccount, LocalServer } from "@snowtower/emulator";
import { describe, expect, test } from "vitest";
import { commandLine, folderOf, type Told } from "../testing/command-line.ts";

const PASSWORD = "Tr0ub4dor-and-three-words";
const KEY = randomBytes(32);
const KEY_TEXT = KEY.toString("base64url").padEnd(44, "=");
const ENV = { SNOWFLAKE_CONFIG_FERNET_KEYS: KEY_TEXT };
const LOCAL = ["--connection", "local"];

/** As SnowDDL's users encrypt (https://github.com/fernet/spec). */
function fernet(text: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-128-cbc", KEY.subarray(16), iv);
  const signed = Buffer.concat([Buffer.from([0x80]), Buffer.alloc(8), iv, cipher.update(text, "utf8"), cipher.final()]);
  const token = Buffer.concat([signed, createHmac("sha256", KEY.subarray(0, 16)).update(signed).digest()]).toString("base64");
  return token.replaceAll("+", "-").replaceAll("/", "_");
}

function projectWith(password: string): string {
  return folderOf({ "user.yaml": `ada:\n  email: ada@acme.example\n  password: !decrypt ${fernet(password)}\n` });
}

/** In the open, and in the forms in which it could travel. */
function forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString("base64").replace(/=+$/, ""), bytes.toString("hex")];
}

function expectSilence(told: Told, secrets: readonly string[]): void {
  for (const secret of secrets.flatMap(forms)) expect(told.stdout + told.stderr).not.toContain(secret);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

function expectNoFileHolds(folder: string, secrets: readonly string[]): void {
  const files = filesBelow(folder);
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) for (const secret of secrets.flatMap(forms)) expect([file, readFileSync(file, "latin1").includes(secret)]).toEqual([file, false]);
}

/** Whether somebody can log in to the folder's account with this password. */
async function logsIn(folder: string, password: string): Promise<boolean> {
  const { account } = await LocalAccount.open(join(folder, ".snowtower/local/account"));
  const server = await LocalServer.start(account, { refusalDelayMs: 1 });
  const settings = { account: "local", host: "127.0.0.1", port: server.port, protocol: "http", user: "ADA", password };
  const home = folderOf();
  writeFileSync(
    join(home, "connections.toml"),
    `[ada]\n${Object.entries(settings)
      .map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
      .join("\n")}\n`,
    { mode: 0o600 },
  );
  try {
    const told = await commandLine(["query", "-c", folder, "SELECT CURRENT_USER()", "--connection", "ada"], { env: { SNOWFLAKE_HOME: home } });
    expectSilence(told, [password]);
    return told.code === 0;
  } finally {
    await server.close();
    await account.close();
  }
}

describe("a user's password", () => {
  test("reaches the account, and nothing else: no output, plan file, journal or file of the local account", async () => {
    const folder = projectWith(PASSWORD);
    const file = join(folder, "a.plan");
    for (const look of [[], ["--sql"], ["--full"], ["--format", "json"], ["--format", "markdown"], ["--out", file]]) {
      const told = await commandLine(["plan", "-c", folder, ...look, ...LOCAL], { env: ENV });
      expect(told.code).toBe(2);
      expectSilence(told, [PASSWORD, KEY_TEXT]);
    }
    expect(readFileSync(file, "utf8")).toContain("${secret:");
    const applied = await commandLine(["apply", file, "-c", folder, "--yes", "--sql", ...LOCAL], { env: ENV });
    expect(applied.code).toBe(0);
    expectSilence(applied, [PASSWORD, KEY_TEXT]);
    expect((await commandLine(["plan", "-c", folder, ...LOCAL], { env: ENV })).code).toBe(0);
    expectNoFileHolds(folder, [PASSWORD, KEY_TEXT]);
    expect([await logsIn(folder, PASSWORD), await logsIn(folder, `${PASSWORD}!`)]).toEqual([true, false]);
    const history = await commandLine(["query", "-c", folder, "SHOW USERS LIKE 'ADA'", "--format", "json", ...LOCAL]);
    expect(history.stdout).toContain('"has_password": "true"');
    expectSilence(history, [PASSWORD]);
  });

  test("that the account refuses is not told with the refusal", async () => {
    const folder = projectWith(PASSWORD);
    expect((await commandLine(["query", "-c", folder, "CREATE USER BOB LOGIN_NAME = 'ADA'", ...LOCAL])).code).toBe(0);
    const told = await commandLine(["apply", "-c", folder, "--only", "user:ADA", "--yes", "--sql", ...LOCAL], { env: ENV });
    expect([told.code, told.stderr]).toEqual([3, expect.stringContaining("error[ST4001]")]);
    expect(told.stderr.replace(/\s+/g, " ")).toContain("PASSWORD = ${secret:");
    expectSilence(told, [PASSWORD]);
    expectNoFileHolds(folder, [PASSWORD]);
  });

  test("in the open is kept out of the frame that a mistake is shown with", async () => {
    const folder = folderOf({ "user.yaml": `ada: {password: ${PASSWORD}, emial: x}\nbob:\n  password: [${PASSWORD}]\n` });
    const told = await commandLine(["validate", "-c", folder]);
    expect([told.code, told.stderr]).toEqual([1, expect.stringContaining("error[ST1101] user.yaml:1:")]);
    expect(told.stderr).toContain("error[ST1103] user.yaml:3:");
    expectSilence(told, [PASSWORD]);
  });

  test("a plan that needs it is not applied without the project that knows it, or with another value of it", async () => {
    const folder = projectWith(PASSWORD);
    const file = join(folder, "a.plan");
    expect((await commandLine(["plan", "-c", folder, "--out", file, ...LOCAL], { env: ENV })).code).toBe(2);
    const alone = await commandLine(["apply", file, "--yes", ...LOCAL], { env: ENV });
    expect([alone.code, alone.stderr]).toEqual([1, expect.stringMatching(/error\[ST3304\].*secrets.*\nhint: add -c DIR/)]);
    const other = "An0ther-passw0rd-of-hers";
    writeFileSync(join(folder, "user.yaml"), `ada:\n  email: ada@acme.example\n  password: !decrypt ${fernet(other)}\n`);
    const changed = await commandLine(["apply", file, "-c", folder, "--yes", ...LOCAL], { env: ENV });
    expect([changed.code, changed.stderr]).toEqual([
      4,
      expect.stringMatching(/error\[ST4013\][\s\S]*user\.yaml:3:\d+ is not the one that was planned\nNothing was changed\./),
    ]);
    expectSilence(changed, [PASSWORD, other]);
  });

  test("a key that does not fit is told, without the key", async () => {
    const folder = projectWith(PASSWORD);
    for (const [key, code] of [
      [randomBytes(32).toString("base64url").padEnd(44, "="), "ST1052"],
      ["not-a-key-at-all", "ST1051"],
    ] as const) {
      const told = await commandLine(["validate", "-c", folder], { env: { SNOWFLAKE_CONFIG_FERNET_KEYS: key } });
      expect([told.code, told.stderr]).toEqual([1, expect.stringContaining(`error[${code}] user.yaml:3:`)]);
      expectSilence(told, [key, PASSWORD]);
    }
  });
});
