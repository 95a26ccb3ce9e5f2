import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { LocalServer } from "../server/local-server.ts";
import { PASSWORD, serve } from "../testing/wire-client.ts";
import { type KeptCertificates, keepCertificates } from "./keep-certificates.ts";

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

let certificates: KeptCertificates;
beforeAll(async () => {
  certificates = await keepCertificates(mkdtempSync(join(tmpdir(), "snowtower-tls-")), Date.now());
});

async function start(): Promise<LocalServer> {
  const { server } = await serve({ tls: certificates });
  cleanUp.push(() => server.close());
  return server;
}

/** Asks the server, as a proxy, for a way to the target. */
async function tunnel(server: LocalServer, target: string): Promise<{ readonly status: number; readonly socket: Socket }> {
  const asked = request({ host: "127.0.0.1", port: server.port, method: "CONNECT", path: target }).end();
  const [response, socket] = (await once(asked, "connect")) as [IncomingMessage, Socket];
  return { status: response.statusCode ?? 0, socket };
}

async function secured(server: LocalServer, host: string, ca = certificates.authority): Promise<TLSSocket> {
  const { socket } = await tunnel(server, `${host}:443`);
  const secure = connectTls({ socket, ca, servername: host });
  await once(secure, "secureConnect");
  return secure;
}

/** One request by a client that trusts this authority alone. */
async function ask(socket: TLSSocket, path: string, body?: unknown): Promise<{ readonly status: number; readonly text: string }> {
  const sent = request({ createConnection: () => socket, method: body === undefined ? "GET" : "POST", path, headers: { host: "x", connection: "close" } });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: await text(response) };
}

test.each([
  "local.snowflakecomputing.com",
  "myorg-my_account.snowflakecomputing.com",
  "xy12345.eu-central-1.snowflakecomputing.com",
  "xy.us-east-2.aws.snowflakecomputing.com",
])("a driver that dials %s logs in", async (host) => {
  const socket = await secured(await start(), host);
  const reply = await ask(socket, "/session/v1/login-request", { data: { LOGIN_NAME: "admin", PASSWORD } });
  expect(JSON.parse(reply.text)).toMatchObject({ success: true, data: { sessionInfo: { roleName: expect.any(String) } } });
});

test("who does not trust the authority is not talked into it", async () => {
  const server = await start();
  const { socket } = await tunnel(server, "local.snowflakecomputing.com:443");
  const [error] = (await once(connectTls({ socket, servername: "local.snowflakecomputing.com" }), "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("SELF_SIGNED_CERT_IN_CHAIN");
  expect((await ask(await secured(server, "local.snowflakecomputing.com"), "/healthz")).status).toBe(200);
});

test.each([
  "example.com:443",
  "snowflakecomputing.com:443",
  "local.snowflakecomputing.com:80",
  "local.snowflakecomputing.com.example.com:443",
  "a.nowhere-1.snowflakecomputing.com:443",
  "ocsp.snowflakecomputing.com:443",
  "127.0.0.1:22",
  "nonsense",
])("%s is not reached through it", async (target) => {
  const { status, socket } = await tunnel(await start(), target);
  expect(status).toBe(403);
  socket.destroy();
});

test("a plain request for another host is refused, also that for revoked certificates", async () => {
  const server = await start();
  for (const path of ["http://ocsp.snowflakecomputing.com/ocsp_response_cache.json", "http://example.com/"]) {
    const asked = request({ host: "127.0.0.1", port: server.port, path }).end();
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(404);
    response.resume();
  }
});

test("without certificates it is no proxy", async () => {
  const { server } = await serve();
  cleanUp.push(() => server.close());
  const socket = connect(server.port, "127.0.0.1");
  socket.write("CONNECT local.snowflakecomputing.com:443 HTTP/1.1\r\nhost: x\r\n\r\n");
  expect(await text(socket)).toBe("");
});

test("closing the server cuts a tunnel that nothing was said in", async () => {
  const { server } = await serve({ tls: certificates });
  const { socket } = await tunnel(server, "local.snowflakecomputing.com:443");
  socket.resume();
  const cut = once(socket, "close");
  await server.close();
  await cut;
  expect(socket.destroyed).toBe(true);
});
