// Requests spoiled at random against the server: each has to be answered, and the server has to be well afterwards.
import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { LocalAccount, LocalServer } from "@snowtower/emulator";
import { randomOf } from "./random.mjs";

const PATHS = [
  "/session/v1/login-request",
  "/session/token-request",
  "/session?delete=true",
  "/session/heartbeat",
  "/session/authenticator-request",
  "/queries/v1/query-request",
  "/queries/v1/abort-request",
  "/queries/01b/result",
  "/queries/01b/abort-request",
  "/monitoring/queries/01b",
  "/telemetry/send",
  "/api/v2/statements",
  "/api/v2/statements/01b",
  "/",
];
const METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];
const VALUES = [null, true, -1, 1e308, "", "x".repeat(2000), [], {}, [[]], { value: { value: [] } }, "\u0000", "SELECT 1", ["a", 1, null], { __proto__: 1 }];
const PATIENCE_MS = 5000;

/** @returns {Promise<{ tried: number, found: { text: string, wrong: string }[] }>} */
export async function fuzzHttp({ seed, seconds }) {
  const random = randomOf(seed);
  const account = LocalAccount.create();
  await account.openSession({ user: "ADMIN" }).execute("ALTER USER ADMIN SET PASSWORD = 'Fuzz-12345678'");
  const server = await LocalServer.start(account, { port: 0 });
  const found = [];
  let tried = 0;
  try {
    let token = await logIn(server);
    const until = Date.now() + seconds * 1000;
    while (Date.now() < until && found.length < 5) {
      if (tried % 200 === 199) token = await logIn(server);
      const asked = spoiledRequest(random, token);
      const wrong = await judge(server, asked);
      tried++;
      if (wrong !== null) found.push({ text: JSON.stringify({ ...asked, body: asked.body.toString("base64").slice(0, 4000) }), wrong });
    }
    if ((await logIn(server)) === null) found.push({ text: "a good log-in after all of it", wrong: "is refused" });
  } finally {
    await server.close();
    await account.close();
  }
  return { tried, found };
}

function spoiledRequest(random, token) {
  const path = `${random.pick(PATHS)}${random.chance(0.3) ? `?requestId=${random.pick(["1", "", "%00", "a".repeat(300)])}&x=%ff` : ""}`;
  const headers = { "content-type": random.pick(["application/json", "text/plain", ""]) };
  if (random.chance(0.7))
    headers.authorization = random.pick([`Snowflake Token="${token}"`, "Snowflake Token=", "Bearer x", `Snowflake Token="${"x".repeat(500)}"`]);
  const json = Buffer.from(JSON.stringify(spoiledBody(random)));
  const cut = random.chance(0.15) ? json.subarray(0, random.below(json.length + 1)) : json;
  const body = random.chance(0.2) ? gzipSync(cut) : cut;
  if (random.chance(0.25)) headers["content-encoding"] = random.pick(["gzip", "deflate", "br", "nonsense"]);
  return { method: random.chance(0.7) ? "POST" : random.pick(METHODS), path, headers, body };
}

function spoiledBody(random) {
  const keys = [
    "sqlText",
    "asyncExec",
    "describeOnly",
    "bindings",
    "parameters",
    "requestId",
    "data",
    "oldSessionToken",
    "requestType",
    "statement",
    "timeout",
  ];
  const inner = ["LOGIN_NAME", "PASSWORD", "AUTHENTICATOR", "TOKEN", "CLIENT_APP_ID", "SESSION_PARAMETERS", "ACCOUNT_NAME", "1", "type", "value"];
  const object = (names, depth) =>
    Object.fromEntries(
      names.filter(() => random.chance(0.4)).map((name) => [name, depth > 0 && random.chance(0.3) ? object(inner, depth - 1) : random.pick(VALUES)]),
    );
  if (random.chance(0.05)) return JSON.parse("[".repeat(2000) + "]".repeat(2000));
  return random.chance(0.1) ? random.pick(VALUES) : object(keys, 2);
}

/** What is wrong with how a request was answered; `null` if nothing is. */
async function judge(server, asked) {
  const answer = await send(server, asked);
  if (answer.failed !== undefined) return answer.failed;
  if (answer.status >= 500) return `status ${answer.status}: ${answer.text.slice(0, 500)}`;
  if (/TypeError|RangeError|at file:|node_modules/.test(answer.text)) return `shows its insides: ${answer.text.slice(0, 500)}`;
  return null;
}

function send(server, { method, path, headers, body }) {
  return new Promise((resolve) => {
    const sent = request(
      { host: "127.0.0.1", port: server.port, method, path, headers: { ...headers, "content-length": body.length }, timeout: PATIENCE_MS },
      (answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("end", () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
      },
    );
    sent.on("timeout", () => sent.destroy(new Error(`no answer in ${PATIENCE_MS} ms`)));
    sent.on("error", (error) => resolve({ failed: error.message }));
    sent.end(body);
  });
}

/** The token of a good log-in, or `null`. */
async function logIn(server) {
  const body = Buffer.from(JSON.stringify({ data: { LOGIN_NAME: "ADMIN", PASSWORD: "Fuzz-12345678", ACCOUNT_NAME: "local" } }));
  const { text = "{}" } = await send(server, { method: "POST", path: "/session/v1/login-request", headers: { "content-type": "application/json" }, body });
  return JSON.parse(text).data?.token ?? null;
}
