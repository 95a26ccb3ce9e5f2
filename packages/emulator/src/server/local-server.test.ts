import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { get, logIn, PASSWORD, post, query, type Served, serve } from "../testing/wire-client.ts";
import { LocalServer } from "./local-server.ts";
import { LocalServerError } from "./local-server-error.ts";

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function start(options: Parameters<typeof serve>[0] = {}): Promise<Served> {
  const served = await serve(options);
  cleanUp.push(() => served.server.close());
  return served;
}

async function startError(options: Parameters<typeof LocalServer.start>[1]): Promise<LocalServerError> {
  const error: unknown = await LocalServer.start(LocalAccount.create(), options).then(
    (server) => server.close(),
    (refused: unknown) => refused,
  );
  expect(error).toBeInstanceOf(LocalServerError);
  return error as LocalServerError;
}

function raw(server: LocalServer, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/session/v1/login-request`, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
}

const LOGIN = JSON.stringify({ data: { LOGIN_NAME: "admin", PASSWORD } });

test("a port in use", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as { port: number };
  expect(await startError({ port })).toMatchObject({ reason: "port in use", port, message: `port in use: 127.0.0.1:${port}` });
  await new Promise((resolve) => other.close(resolve));
});

test.each(["0.0.0.0", "::", "192.0.2.1", "example.com"])("%s is not listened on unless that is allowed", async (host) => {
  expect((await startError({ host })).reason).toBe("remote not allowed");
});

test("an address of another machine", async () => {
  expect((await startError({ host: "192.0.2.1", allowRemote: true })).reason).toBe("address not available");
});

test("the port is free again when the server is closed, and the account goes on", async () => {
  const { server, account } = await start();
  await server.close();
  await expect(raw(server, LOGIN)).rejects.toThrow();
  const again = await LocalServer.start(account, { port: server.port });
  cleanUp.push(() => again.close());
  await logIn(again);
});

test("closing cuts what does not end within a second", async () => {
  const { server } = await start();
  const { token } = await logIn(server);
  const hanging = query(server, token, "SELECT SYSTEM$WAIT(60)").catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const from = Date.now();
  await server.close();
  expect(Date.now() - from).toBeGreaterThan(900);
  expect(Date.now() - from).toBeLessThan(2500);
  expect(await hanging).toBeInstanceOf(Error);
});

test("pages for people tell nothing of the account", async () => {
  const { server } = await start();
  const home = await fetch(server.url);
  expect(home.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await home.text()).toContain("A local Snowflake account");
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: "ok" });
});

test("a gzipped body, as Python sends it", async () => {
  const { server } = await start();
  expect(await (await raw(server, gzipSync(LOGIN), { "content-encoding": "gzip" })).json()).toMatchObject({ success: true });
});

test("bodies that are too large, or become so", async () => {
  const { server } = await start({ maxBodyBytes: 10_000 });
  expect((await raw(server, "x".repeat(20_000))).status).toBe(413);
  expect((await raw(server, gzipSync("x".repeat(1_000_000)), { "content-encoding": "gzip" })).status).toBe(413);
  expect((await raw(server, LOGIN)).status).toBe(200);
});

test.each(["{", "[]", "1", "null", '"text"'])("a body that is no JSON object is not quoted: %s", async (body) => {
  const { server } = await start();
  const response = await raw(server, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ success: false, message: "the body is not a JSON object" });
});

test("bodies in an unknown encoding, or in a wrong one", async () => {
  const { server } = await start();
  expect((await raw(server, LOGIN, { "content-encoding": "br" })).status).toBe(415);
  expect((await raw(server, LOGIN, { "content-encoding": "gzip" })).status).toBe(400);
});

test("a web page of somebody else cannot use the account", async () => {
  const { server } = await start();
  expect((await raw(server, LOGIN, { origin: "https://example.com" })).status).toBe(403);
});

test("what is no endpoint", async () => {
  const { server } = await start();
  for (const path of ["/queries/v1", "/nowhere", "/queries//result/x"]) expect((await fetch(server.url + path)).status).toBe(404);
  expect((await fetch(`${server.url}/session/heartbeat`)).status).toBe(405);
});

test("every endpoint of a session wants its token", async () => {
  const { server } = await start();
  const { token, masterToken } = await logIn(server);
  for (const path of ["/queries/v1/query-request", "/queries/v1/abort-request", "/queries/x/abort-request", "/session/heartbeat", "/session"]) {
    expect(await post(server, path, { sqlText: "SELECT 1" })).toMatchObject({ success: false, code: "390103" });
    expect(await post(server, path, { sqlText: "SELECT 1" }, { token: "wrong" })).toMatchObject({ success: false, code: "390104" });
    // A master token is for renewal only, and the other way round.
    expect(await post(server, path, { sqlText: "SELECT 1" }, { token: masterToken })).toMatchObject({ success: false, code: "390104" });
  }
  expect(await get(server, "/queries/x/result", "wrong")).toMatchObject({ code: "390104" });
  expect(await get(server, "/monitoring/queries/x", "wrong")).toMatchObject({ code: "390104" });
  expect(await post(server, "/session/token-request", {}, { token })).toMatchObject({ success: false, code: "390113" });
});

test("renewal makes the old tokens worthless", async () => {
  const { server } = await start();
  const first = await logIn(server);
  const { data } = await post(server, "/session/token-request", { oldSessionToken: first.token, requestType: "RENEW" }, { token: first.masterToken });
  expect(data).toMatchObject({ validityInSecondsST: 3600, validityInSecondsMT: 14400 });
  expect(await query(server, first.token, "SELECT 1")).toMatchObject({ code: "390104" });
  expect(await post(server, "/session/token-request", {}, { token: first.masterToken })).toMatchObject({ code: "390113" });
  expect(await query(server, String(data?.sessionToken), "SELECT 1")).toMatchObject({ success: true });
});

test("a token that has run out says so with the code that drivers renew at", async () => {
  let now = Date.now();
  const { server } = await start({ now: () => now, validity: { session: 10, master: 30 } });
  const { token, masterToken } = await logIn(server);
  now += 11_000;
  expect(await query(server, token, "SELECT 1")).toMatchObject({ success: false, code: "390112" });
  now += 30_000;
  expect(await post(server, "/session/token-request", {}, { token: masterToken })).toMatchObject({ success: false, code: "390114" });
});

test("guessing many passwords at once does not outrun the lock", async () => {
  const { server } = await start();
  const login = async (password: string) => post(server, "/session/v1/login-request", { data: { LOGIN_NAME: "admin", PASSWORD: password } });
  const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => login(`guess ${i}`)));
  expect(replies.every(({ success }) => !success)).toBe(true);
  expect(await login(PASSWORD)).toMatchObject({ success: false, code: "390102" });
});
