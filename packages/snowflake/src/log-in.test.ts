import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:net";
import { AccountError, exactly, sql } from "@snowtower/sql";
import { afterEach, expect, test } from "vitest";
import type { ConnectionOptions, Credential } from "./connection-options.ts";
import { type OpenSnowflake, openSnowflake } from "./open-account.ts";
import { resolveConnection } from "./resolve-connection.ts";
import { type PeerOptions, WirePeer } from "./testing/wire-peer.ts";

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function start(options: PeerOptions = {}): Promise<WirePeer> {
  const peer = await WirePeer.start(options);
  cleanUp.push(() => peer.close());
  return peer;
}

const PASSWORD = "correct horse battery";

function at(port: number, credential: Credential = { kind: "password", authenticator: "SNOWFLAKE", password: PASSWORD }): ConnectionOptions {
  return { account: "acme-prod", user: "alice", credential, host: "127.0.0.1", port, protocol: "http" };
}

async function refusalOf(options: ConnectionOptions, how: OpenSnowflake = {}): Promise<{ readonly error: AccountError; readonly ms: number }> {
  const from = Date.now();
  try {
    await (await openSnowflake(options, { backOff: { attempts: 3, firstMs: 5, capMs: 20 }, ...how })).close();
  } catch (error) {
    expect(error).toBeInstanceOf(AccountError);
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain(PASSWORD);
    return { error: error as AccountError, ms: Date.now() - from };
  }
  throw new Error("it logged in");
}

test("a wrong password is final after one attempt, and says whose", async () => {
  const peer = await start({ password: "another" });
  const { error, ms } = await refusalOf(at(peer.port));
  expect(error.details).toMatchObject({ kind: "login", code: "390100" });
  expect(error.message).toBe('cannot log in to 127.0.0.1 as "alice": Incorrect username or password was specified.');
  expect(peer.logins).toHaveLength(1);
  expect(ms).toBeLessThan(3000);
});

test("a role that is not granted fails the request, not the account", async () => {
  const peer = await start({ password: PASSWORD });
  const account = await openSnowflake(at(peer.port));
  cleanUp.push(() => account.close());
  const outcomes = await account.execute({ statements: [sql`SELECT 1`, sql`SELECT 2`], role: exactly("NO_SUCH_ROLE") });
  expect(outcomes[0]).toMatchObject({ failed: { details: { kind: "login", code: "390189" } } });
  expect(outcomes[1]).toEqual({ notReached: true });
  expect((await account.execute({ statements: [sql`SELECT 1`] }))[0]).toHaveProperty("done");
});

test("nobody listening is told at once", async () => {
  const peer = await start();
  const { port } = peer;
  await peer.close();
  const { error, ms } = await refusalOf(at(port));
  expect(error.details.kind).toBe("unreachable");
  expect(error.message).toContain("ECONNREFUSED");
  expect(ms).toBeLessThan(3000);
});

test("a name that does not exist is told at once", async () => {
  const { error, ms } = await refusalOf({ ...at(443), host: "no-such-account.invalid" });
  expect(error.details.kind).toBe("unreachable");
  expect(ms).toBeLessThan(8000);
});

test.each(["a server that never answers", "a port that never speaks HTTP"])("%s is given up when the time is over", async (what) => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const peer = await start({ loginFault: () => "hang" });
  const port = what.startsWith("a port") ? (silent.address() as { port: number }).port : peer.port;
  const { error, ms } = await refusalOf(at(port), { connectTimeoutMs: 400 });
  silent.close();
  expect(error.details.kind).toBe("unreachable");
  expect(error.message).toContain("no answer within 0.4 s");
  expect(ms).toBeLessThan(3000);
});

test("a signal ends the waiting", async () => {
  const peer = await start({ loginFault: () => "hang" });
  const { error, ms } = await refusalOf(at(peer.port), { signal: AbortSignal.timeout(50) });
  expect(error.details.kind).toBe("cancelled");
  expect(ms).toBeLessThan(3000);
});

test("a server that is busy, or breaks the connection, is asked again", async () => {
  const peer = await start({ password: PASSWORD, loginFault: (attempt) => (attempt === 1 ? 503 : attempt === 2 ? "drop" : undefined) });
  const account = await openSnowflake(at(peer.port), { backOff: { attempts: 3, firstMs: 5, capMs: 20 } });
  cleanUp.push(() => account.close());
  expect(account.facts.name).toBe("PROD");
  const gone = await start({ loginFault: () => 503 });
  expect((await refusalOf(at(gone.port))).error.message).toContain("HTTP 503");
});

test("an address without an account is a refused log-in with a hint", async () => {
  const peer = await start({ loginFault: () => 403 });
  const { error } = await refusalOf(at(peer.port));
  expect(error.details.kind).toBe("login");
  expect(error.message).toContain("there may be no such account");
});

test("a key pair logs in, the key encrypted or not; a key of somebody else does not", async () => {
  const make = () =>
    generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: PASSWORD },
    });
  const own = make();
  const peer = await start({ publicKey: own.publicKey });
  const connect = (pem: string) => {
    const env = {
      SNOWFLAKE_ACCOUNT: "acme-prod",
      SNOWFLAKE_USER: "alice",
      SNOWFLAKE_PRIVATE_KEY_RAW: pem,
      SNOWFLAKE_PRIVATE_KEY_PASSPHRASE: PASSWORD,
      SNOWFLAKE_HOST: "127.0.0.1",
      SNOWFLAKE_PORT: String(peer.port),
      SNOWFLAKE_PROTOCOL: "http",
    };
    const resolved = resolveConnection({ env, files: { home: "/nowhere", read: () => ({ failed: "ENOENT" }) } });
    if (resolved.kind !== "connection") throw new Error(JSON.stringify(resolved));
    return resolved.options;
  };
  const account = await openSnowflake(connect(own.privateKey));
  cleanUp.push(() => account.close());
  expect(peer.logins[0]).toMatchObject({ AUTHENTICATOR: "SNOWFLAKE_JWT", LOGIN_NAME: "alice" });
  expect(JSON.stringify(peer.logins)).not.toContain("PRIVATE KEY");
  const { error } = await refusalOf(connect(make().privateKey));
  expect(error.details).toMatchObject({ kind: "login", code: "394304" });
  expect(error.message).toContain("RSA_PUBLIC_KEY_FP");
});

test.each(["PROGRAMMATIC_ACCESS_TOKEN", "OAUTH"] as const)("a token of kind %s logs in without a password", async (authenticator) => {
  const peer = await start({ password: "the-token" });
  const account = await openSnowflake(at(peer.port, { kind: "token", authenticator, token: "the-token" }));
  cleanUp.push(() => account.close());
  expect(peer.logins[0]).toMatchObject({ AUTHENTICATOR: authenticator, TOKEN: "the-token" });
  expect((await refusalOf(at(peer.port, { kind: "token", authenticator, token: PASSWORD }))).error.details).toMatchObject({ kind: "login", code: "394400" });
});

test("this machine is never reached through a proxy, and the environment stays as it was", async () => {
  const before = { ...process.env };
  const dead = { HTTP_PROXY: "http://127.0.0.1:9", http_proxy: "http://127.0.0.1:9", NO_PROXY: "", no_proxy: "" };
  Object.assign(process.env, dead);
  cleanUp.push(() => {
    for (const name of Object.keys(dead)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  });
  const peer = await start({ password: PASSWORD });
  const account = await openSnowflake(at(peer.port));
  await account.close();
  expect(process.env).toMatchObject(dead);
  expect(process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION).toBe(before.SNOWFLAKE_DISABLE_PLATFORM_DETECTION);
});
