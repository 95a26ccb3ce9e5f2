import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { logIn, query, type Served, serve } from "../testing/wire-client.ts";

let served: Served;
const errors: unknown[] = [];

beforeEach(async () => {
  served = await serve({ maxBodyBytes: 1024 * 1024, requestTimeoutMs: 300, onError: (error) => errors.push(error) });
});
/** Whatever came, the server is there, and nothing of its own went wrong. */
afterEach(async () => {
  const { token } = await logIn(served.server);
  expect(await query(served.server, token, "SELECT 1")).toMatchObject({ success: true });
  expect(errors.splice(0)).toEqual([]);
  await served.server.close();
});

/** Bytes as they are; what comes back until the server hangs up. */
function raw(bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(served.server.port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString("latin1");
    });
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? resolve(answer) : reject(error)));
    socket.on("close", () => resolve(answer));
  });
}

function post(path: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${served.server.url}${path}`, {
    method: "POST",
    body: new Uint8Array(Buffer.from(body)),
    headers: { "content-type": "application/json", ...headers },
  });
}

const QUERY = "/queries/v1/query-request";

test("a bomb of gzip, and a body that is too long as it is", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(100_000);
  for (const path of [QUERY, "/session/v1/login-request", "/api/v2/statements"]) {
    expect((await post(path, bomb, { "content-encoding": "gzip" })).status).toBe(413);
    expect(await raw(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 9000000\r\n\r\n${"x".repeat(1_100_000)}`)).toMatch(/^(HTTP\/1.1 413|$)/);
  }
});

test.each(["", "{", "[]", "null", '"text"', "{]", "\0", "\uFEFF{}", `${'{"a":'.repeat(100_000)}1`, "[".repeat(500_000)])(
  "a body that is no JSON object: %.20j",
  async (body) => {
    const { status } = await post(QUERY, body);
    // An empty body is as good as `{}`; who asks is what is missing there.
    expect(status).toBe(body === "" ? 200 : 400);
  },
);

test("JSON that is deep, and keys that are special", async () => {
  const { token } = await logIn(served.server);
  const headers = { authorization: `Snowflake Token="${token}"` };
  const deep = `{"sqlText":"SELECT 1","bindings":${'{"1":'.repeat(50_000)}1${"}".repeat(50_001)}`;
  expect(await (await post(`${QUERY}?requestId=a`, deep, headers)).json()).toMatchObject({ success: false, code: "390400" });
  const special =
    '{"sqlText":"SELECT 1","parameters":{"__proto__":{"TIMEZONE":"x"},"constructor":1},"bindings":{"__proto__":null},"__proto__":{"describeOnly":true}}';
  expect(await (await post(`${QUERY}?requestId=b`, special, headers)).json()).toMatchObject({ success: false, code: "000002" });
  expect(({} as Record<string, unknown>).describeOnly).toBeUndefined();
});

test.each([
  [{ bindings: Object.fromEntries(Array.from({ length: 17_000 }, (_, i) => [i + 1, { type: "FIXED", value: "1" }])) }, "390400"],
  [{ bindings: { 1: { type: "FIXED", value: [{}] } } }, "390400"],
  [{ bindings: { 1: { type: "FIXED", value: {} } } }, "390400"],
  [{ bindings: { 1: { value: "1" } } }, "390400"],
  [{ bindings: { 1: null } }, "390400"],
  [{ bindings: "x" }, "390400"],
  [{ bindings: { 0: { type: "FIXED", value: "1" } } }, "000002"],
  [{ sqlText: 7 }, "000900"],
  [{ sqlText: { a: 1 } }, "000900"],
  [{ parameters: [], sqlText: "" }, "000900"],
  [{ parameters: { MULTI_STATEMENT_COUNT: -1 } }, "001008"],
])("a request that makes no sense: %.60j", async (body, code) => {
  const { token } = await logIn(served.server);
  expect(await query(served.server, token, "SELECT ?", { body })).toMatchObject({ success: false, code });
});

test("very many bound values", async () => {
  await served.server.close();
  served = await serve({ onError: (error) => errors.push(error) });
  const { token } = await logIn(served.server);
  const value = Array.from({ length: 500_001 }, () => "1");
  const body = { bindings: { 1: { type: "FIXED", value }, 2: { type: "FIXED", value } } };
  expect(await query(served.server, token, "SELECT ?, ?", { body })).toMatchObject({ success: false, code: "390400" });
});

test("paths and methods that are not there", async () => {
  for (const [method, path, status] of [
    ["GET", "/nowhere", 404],
    ["POST", "/", 404],
    ["GET", QUERY, 405],
    ["DELETE", "/session/heartbeat", 405],
    ["PUT", "/queries/01/result", 405],
    ["POST", "/queries/%00/../../etc/passwd", 404],
    ["GET", "/results/01/0", 403],
    ["GET", "/results/../../etc/passwd", 404],
    ["PATCH", "/api/v2/statements", 405],
  ] as const)
    expect([method, path, (await fetch(`${served.server.url}${path}`, { method })).status]).toEqual([method, path, status]);
});

test.each([
  ["no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", /^HTTP\/1.1 400/],
  ["a header that is too long", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(100_000)}\r\n\r\n`, /^HTTP\/1.1 431/],
  ["too many headers", `GET / HTTP/1.1\r\nhost: a\r\n${Array.from({ length: 150 }, (_, i) => `h${i}: v`).join("\r\n")}\r\n\r\n`, /^HTTP\/1.1 431/],
  ["two lengths", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab", /^HTTP\/1.1 400/],
  ["a length and chunks", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n", /^HTTP\/1.1 400/],
  ["chunks that are none", `POST ${QUERY} HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`, /^HTTP\/1.1 400/],
  ["another version", "GET / HTTP/9.9\r\n\r\n", /^HTTP\/1.1 (400|505)/],
  ["no host", "GET / HTTP/1.1\r\n\r\n", /^HTTP\/1.1 400/],
])("%s", async (_what, bytes, answer) => {
  expect(await raw(bytes)).toMatch(answer);
});

test("a client that stops half-way is not waited for", async () => {
  const from = performance.now();
  const slow = await Promise.all([raw(`POST ${QUERY} HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"sqlText":`), raw("POST / HTTP/1.1\r\nhost: a\r\n")]);
  expect(slow.every((answer) => /^(HTTP\/1.1 408|$)/.test(answer))).toBe(true);
  expect(performance.now() - from).toBeLessThan(5000);
});

test("a client that hangs up while its statement runs", async () => {
  const { token } = await logIn(served.server);
  const body = JSON.stringify({ sqlText: "SELECT SYSTEM$WAIT(100, 'MILLISECONDS')" });
  const headers = { "content-type": "application/json", authorization: `Snowflake Token="${token}"` };
  const left = fetch(`${served.server.url}${QUERY}?requestId=left`, { method: "POST", headers, body, signal: AbortSignal.timeout(20) });
  await expect(left).rejects.toThrow();
  expect(await query(served.server, token, "SELECT SYSTEM$WAIT(100, 'MILLISECONDS')", { requestId: "left" })).toMatchObject({ success: true });
});

test("any JSON to any endpoint is answered in the envelope", async () => {
  const { token } = await logIn(served.server);
  const headers = { authorization: `Snowflake Token="${token}"` };
  const keys =
    "sqlText bindings parameters describeOnly asyncExec isInternal queryContextDTO requestId data LOGIN_NAME PASSWORD AUTHENTICATOR TOKEN SESSION_PARAMETERS statement timeout 1 type value".split(
      " ",
    );
  const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 3 }, fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie("any"), { maxLength: 3 }), tie("object")),
    object: fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), tie("any"), { maxKeys: 5 }),
  })).object;
  const paths = [
    QUERY,
    "/session/v1/login-request",
    "/session/token-request",
    "/session/heartbeat",
    "/queries/v1/abort-request",
    "/queries/01/abort-request",
    "/telemetry/send",
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths, "/api/v2/statements"), value, async (path, body) => {
      const response = await post(path, JSON.stringify(body), headers);
      const answer = (await response.json()) as Record<string, unknown>;
      if (path.startsWith("/api")) expect([200, 400, 401, 422]).toContain(response.status);
      else expect({ status: response.status, success: typeof answer.success }).toEqual({ status: 200, success: "boolean" });
      expect(answer.code).not.toBe("000603");
    }),
    { numRuns: 80 },
  );
});
