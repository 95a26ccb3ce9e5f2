import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Connection, ConnectionOptions } from "snowflake-sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect, disconnect, execute } from "./driver.ts";
import { PASSWORD, type ServedAccount, serveAccount } from "./served-account.ts";

let served: ServedAccount;
const open: Connection[] = [];

beforeEach(async () => {
  served = await serveAccount();
});
afterEach(async () => {
  for (const connection of open.splice(0)) await disconnect(connection);
  await served.server.close();
});

async function logIn(options: Partial<ConnectionOptions>): Promise<Connection> {
  const connection = await connect(served.url, options);
  open.push(connection);
  return connection;
}

const CURRENT = "SELECT CURRENT_USER() AS U, CURRENT_ROLE() AS R, CURRENT_WAREHOUSE() AS W, CURRENT_DATABASE() AS D, CURRENT_SCHEMA() AS S";

async function current(options: Partial<ConnectionOptions>): Promise<unknown> {
  return (await execute(await logIn(options), CURRENT)).rows[0];
}

/** The driver's error, which may not quote what was secret. */
async function refusal(options: Partial<ConnectionOptions>): Promise<{ readonly code: string; readonly message: string }> {
  try {
    await logIn(options);
  } catch (error) {
    const { code, message } = error as { readonly code: unknown; readonly message: string };
    expect(JSON.stringify(error) + String(error)).not.toContain(options.password ?? options.token ?? PASSWORD);
    return { code: String(code), message };
  }
  throw new Error("it logged in");
}

function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = publicKey.export({ type: "spki", format: "der" });
  return { privateKey, key: der.toString("base64"), fingerprint: `SHA256:${createHash("sha256").update(der).digest("base64")}` };
}

function pem({ privateKey }: ReturnType<typeof keyPair>): string {
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

test("a password, whatever the case of the name", async () => {
  expect(await current({ username: "admin", password: PASSWORD })).toEqual({ U: "ADMIN", R: "ACCOUNTADMIN", W: null, D: null, S: null });
});

test.each(["admin", "nobody"])("a wrong password of %s", async (username) => {
  expect(await refusal({ username, password: "wrong" })).toMatchObject({ code: "390100", message: "Incorrect username or password was specified." });
});

test("a login name is what one logs in with", async () => {
  await served.run("CREATE USER JANE LOGIN_NAME = 'jane.doe@acme.example' PASSWORD = 'Plums and 7 pears'");
  expect(await current({ username: "Jane.Doe@acme.example", password: "Plums and 7 pears" })).toMatchObject({ U: "JANE", R: "PUBLIC" });
  expect(await refusal({ username: "jane", password: "Plums and 7 pears" })).toMatchObject({ code: "390100" });
});

test("what is the user's default is current", async () => {
  await served.run(
    "CREATE WAREHOUSE WH",
    "CREATE DATABASE DB",
    "CREATE SCHEMA DB.S",
    "CREATE ROLE R",
    "CREATE USER U PASSWORD = 'Plums and 7 pears' DEFAULT_ROLE = R DEFAULT_WAREHOUSE = WH DEFAULT_NAMESPACE = DB.S",
    "GRANT ROLE R TO USER U",
    "GRANT USAGE ON WAREHOUSE WH TO ROLE R",
    "GRANT USAGE ON DATABASE DB TO ROLE R",
    "GRANT USAGE ON SCHEMA DB.S TO ROLE R",
  );
  expect(await current({ username: "u", password: "Plums and 7 pears" })).toEqual({ U: "U", R: "R", W: "WH", D: "DB", S: "S" });
});

test("what the connection asks for is current, in its own spelling", async () => {
  await served.run(
    "CREATE WAREHOUSE WH",
    'CREATE DATABASE "db"',
    'CREATE SCHEMA "db"."s"',
    'CREATE ROLE "Mixed Case"',
    'GRANT ROLE "Mixed Case" TO USER ADMIN',
  );
  const asked = { username: "admin", password: PASSWORD, role: '"Mixed Case"', warehouse: "wh", database: '"db"', schema: '"s"' };
  expect(await current(asked)).toEqual({ U: "ADMIN", R: "Mixed Case", W: "WH", D: "db", S: "s" });
  expect(await current({ ...asked, role: "sysadmin", database: "nowhere" })).toMatchObject({ R: "SYSADMIN", D: null, S: null });
});

test("a role that is not granted, and one that does not exist", async () => {
  await served.run("CREATE USER U PASSWORD = 'Plums and 7 pears'");
  for (const role of ["SYSADMIN", "NO_SUCH_ROLE"]) {
    const refused = await refusal({ username: "u", password: "Plums and 7 pears", role });
    expect(refused.code).toBe("390189");
    expect(refused.message).toContain(`Role '${role}' specified in the connect string does not exist or not authorized.`);
  }
});

test("a disabled user is told so only if the password is right", async () => {
  await served.run("CREATE USER U PASSWORD = 'Plums and 7 pears' DISABLED = TRUE");
  expect(await refusal({ username: "u", password: "Plums and 7 pears" })).toMatchObject({
    code: "390101",
    message: "User access disabled. Contact your local system administrator.",
  });
  expect(await refusal({ username: "u", password: "wrong" })).toMatchObject({ code: "390100" });
  await served.run("ALTER USER U SET DISABLED = FALSE");
  expect(await current({ username: "u", password: "Plums and 7 pears" })).toMatchObject({ U: "U" });
});

test("who must change the password cannot log in with it", async () => {
  await served.run("CREATE USER U PASSWORD = 'Plums and 7 pears' MUST_CHANGE_PASSWORD = TRUE");
  expect(await refusal({ username: "u", password: "Plums and 7 pears" })).toMatchObject({ code: "390106" });
});

test("a service has no password to log in with", async () => {
  await served.run("CREATE USER U PASSWORD = 'Plums and 7 pears'", "ALTER USER U SET TYPE = SERVICE");
  expect(await refusal({ username: "u", password: "Plums and 7 pears" })).toMatchObject({ code: "390100" });
});

test("five wrong passwords in a row lock the user, until an administrator unlocks", async () => {
  await served.run("CREATE USER U PASSWORD = 'Plums and 7 pears'");
  for (let i = 0; i < 5; i++) expect(await refusal({ username: "u", password: "wrong" })).toMatchObject({ code: "390100" });
  expect((await refusal({ username: "u", password: "Plums and 7 pears" })).message).toContain("temporarily locked due to too many failed attempts");
  const admin = await logIn({ username: "admin", password: PASSWORD });
  expect((await execute(admin, "SHOW USERS LIKE 'U'")).rows[0]).toMatchObject({ mins_to_unlock: "15" });
  await execute(admin, "ALTER USER U SET MINS_TO_UNLOCK = 0");
  expect(await current({ username: "u", password: "Plums and 7 pears" })).toMatchObject({ U: "U" });
});

test("a password that was right in between starts the count again", async () => {
  await served.run("CREATE USER U PASSWORD = 'Plums and 7 pears'");
  for (const password of ["plums1", "plums2", "plums3", "plums4", "Plums and 7 pears", "plums1", "plums2", "plums3", "plums4", "Plums and 7 pears"]) {
    if (password.startsWith("p")) await refusal({ username: "u", password });
    else await logIn({ username: "u", password });
  }
});

test("a key pair", async () => {
  const pair = keyPair();
  await served.run(`CREATE USER BOT TYPE = SERVICE RSA_PUBLIC_KEY = '${pair.key}'`);
  expect(await current({ username: "bot", authenticator: "SNOWFLAKE_JWT", privateKey: pem(pair) })).toMatchObject({ U: "BOT" });
  const admin = await logIn({ username: "admin", password: PASSWORD });
  const { rows } = await execute(admin, "DESC USER BOT");
  expect(rows.find(({ property }) => property === "RSA_PUBLIC_KEY_FP")).toMatchObject({ value: pair.fingerprint });
});

test("an encrypted private key in a file", async () => {
  const pair = keyPair();
  const folder = mkdtempSync(join(tmpdir(), "snowtower-key-"));
  try {
    const file = join(folder, "key.p8");
    writeFileSync(file, pair.privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open sesame" }), { mode: 0o600 });
    await served.run(`CREATE USER BOT RSA_PUBLIC_KEY = '${pair.key}'`);
    const options = { username: "bot", authenticator: "SNOWFLAKE_JWT", privateKeyPath: file, privateKeyPass: "open sesame" };
    expect(await current(options)).toMatchObject({ U: "BOT" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("keys are rotated without a moment in between", async () => {
  const [first, second] = [keyPair(), keyPair()];
  const by = (pair: ReturnType<typeof keyPair>) => ({ username: "bot", authenticator: "SNOWFLAKE_JWT", privateKey: pem(pair) });
  await served.run(`CREATE USER BOT RSA_PUBLIC_KEY = '${first.key}'`);
  expect(await refusal(by(second))).toMatchObject({ code: "394304" });
  await served.run(`ALTER USER BOT SET RSA_PUBLIC_KEY_2 = '${second.key}'`);
  await logIn(by(first));
  await logIn(by(second));
  await served.run("ALTER USER BOT UNSET RSA_PUBLIC_KEY");
  expect((await refusal(by(first))).message).toMatch(/^JWT token is invalid\. \[[0-9a-f-]{36}\]$/);
  await logIn(by(second));
});

test("one user's key does not open another's session", async () => {
  const [his, hers] = [keyPair(), keyPair()];
  await served.run(`CREATE USER HE RSA_PUBLIC_KEY = '${his.key}'`, `CREATE USER SHE RSA_PUBLIC_KEY = '${hers.key}'`);
  expect((await refusal({ username: "she", authenticator: "SNOWFLAKE_JWT", privateKey: pem(his) })).code).toBe("394304");
});

test("a programmatic access token, by its authenticator and in the place of a password", async () => {
  await served.run("CREATE NETWORK POLICY HERE ALLOWED_IP_LIST = ('127.0.0.0/8')", "CREATE USER JANE NETWORK_POLICY = HERE");
  const admin = await logIn({ username: "admin", password: PASSWORD });
  const { rows } = await execute(admin, "ALTER USER JANE ADD PROGRAMMATIC ACCESS TOKEN T");
  const secret = String(rows[0]?.token_secret);
  expect(await current({ username: "jane", authenticator: "PROGRAMMATIC_ACCESS_TOKEN", token: secret })).toMatchObject({ U: "JANE" });
  expect(await current({ username: "jane", password: secret })).toMatchObject({ U: "JANE" });
  await served.run("ALTER USER JANE REMOVE PAT T");
  expect((await refusal({ username: "jane", authenticator: "PROGRAMMATIC_ACCESS_TOKEN", token: secret })).code).toBe("394400");
});

test("an authentication policy that wants another method, and an MFA nobody can give here", async () => {
  await served.run(
    "CREATE DATABASE D",
    "CREATE AUTHENTICATION POLICY D.PUBLIC.KEYS AUTHENTICATION_METHODS = ('KEYPAIR')",
    "CREATE AUTHENTICATION POLICY D.PUBLIC.MFA MFA_ENROLLMENT = 'REQUIRED'",
    "CREATE USER JANE PASSWORD = 'Plums and 7 pears'",
    "ALTER USER JANE SET AUTHENTICATION POLICY D.PUBLIC.KEYS",
  );
  expect((await refusal({ username: "jane", password: "Plums and 7 pears" })).code).toMatch(/^39\d{4}$/);
  await served.run("ALTER USER JANE SET AUTHENTICATION POLICY D.PUBLIC.MFA FORCE");
  expect(await refusal({ username: "jane", password: "Plums and 7 pears" })).toMatchObject({ code: "390197" });
  await served.run("ALTER USER JANE UNSET AUTHENTICATION POLICY");
  await logIn({ username: "jane", password: "Plums and 7 pears" });
});

test("a named key pair that is restricted to a role", async () => {
  const pair = keyPair();
  await served.run("CREATE ROLE R", "CREATE USER BOT TYPE = SERVICE", "GRANT ROLE R TO USER BOT");
  await served.run(`ALTER USER BOT ADD KEY PAIR K PUBLIC_KEY = '${pair.key}' ROLE_RESTRICTION = 'R'`);
  expect(await current({ username: "bot", authenticator: "SNOWFLAKE_JWT", privateKey: pem(pair) })).toMatchObject({ U: "BOT", R: "R" });
});
