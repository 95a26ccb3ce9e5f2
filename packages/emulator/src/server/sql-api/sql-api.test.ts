import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseFaults } from "../../faults/parse-faults.ts";
import { must, show } from "../../testing/run.ts";
import { get, logIn, type Served, serve } from "../../testing/wire-client.ts";

let served: Served;
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const der = publicKey.export({ type: "spki", format: "der" });
const PEOPLE = Array.from({ length: 30 }, (_, i) => `R${String(i).padStart(2, "0")}`);

function jwt(user = "BOT"): string {
  const sub = `LOCAL.${user}`;
  const now = Math.floor(Date.now() / 1000);
  const iss = `${sub}.SHA256:${createHash("sha256").update(der).digest("base64")}`;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part({ iss, sub, iat: now, exp: now + 600 })}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey).toString("base64url")}`;
}

beforeEach(async () => {
  served = await serve({ patienceMs: 120, chunkBytes: 700 });
  await must(served.account, `CREATE USER BOT TYPE = SERVICE RSA_PUBLIC_KEY = '${der.toString("base64")}' DEFAULT_ROLE = ACCOUNTADMIN`);
  await must(served.account, "GRANT ROLE ACCOUNTADMIN TO USER BOT");
});
afterEach(() => served.server.close());

interface Answer {
  readonly status: number;
  readonly link: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes, judged by expectations
  readonly body: any;
}

interface Asking {
  readonly body?: object | string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function call(method: string, path: string, { body, token = jwt(), headers = {} }: Asking = {}): Promise<Answer> {
  const response = await fetch(`${served.server.url}${path}`, {
    method,
    headers: { "content-type": "application/json", accept: "application/json", authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, link: response.headers.get("link"), body: text === "" ? null : JSON.parse(text) };
}

function submit(statement: string, more: object = {}, query = ""): Promise<Answer> {
  return call("POST", `/api/v2/statements${query}`, { body: { statement, ...more } });
}

describe("a statement", () => {
  test("is answered with its rows and what they are", async () => {
    const { status, link, body } = await submit("SELECT 12.5 AS N, 'a' AS T, TRUE AS B, NULL AS E");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      code: "090001",
      sqlState: "00000",
      message: "Statement executed successfully.",
      data: [["12.5", "a", "true", null]],
      resultSetMetaData: {
        numRows: 1,
        format: "jsonv2",
        partitionInfo: [{ rowCount: 1 }],
        rowType: [{ name: "N", type: "fixed", precision: 3, scale: 1 }, { name: "T" }, { name: "B", type: "boolean" }, { name: "E" }],
      },
    });
    expect(body.statementStatusUrl).toMatch(new RegExp(`^/api/v2/statements/${body.statementHandle}\\?requestId=[0-9a-f-]{36}&partition=0$`));
    expect(link).toMatch(/rel="first",<.*rel="last"$/);
  });

  test("runs in a session of its own, as what the request says", async () => {
    await must(
      served.account,
      'CREATE DATABASE "db"; CREATE WAREHOUSE W; CREATE ROLE "r"; GRANT ROLE "r" TO USER BOT; GRANT USAGE ON WAREHOUSE W TO ROLE "r"; GRANT USAGE ON DATABASE "db" TO ROLE "r"; GRANT USAGE ON SCHEMA "db".PUBLIC TO ROLE "r"',
    );
    const current = "SELECT CURRENT_ROLE(), CURRENT_WAREHOUSE(), CURRENT_DATABASE(), CURRENT_SCHEMA()";
    expect((await submit(current, { role: "r", warehouse: "W", database: "db", schema: "PUBLIC" })).body.data).toEqual([["r", "W", "db", "PUBLIC"]]);
    expect((await submit(current)).body.data).toEqual([["ACCOUNTADMIN", null, null, null]]);
    expect(await submit(current, { role: "R" })).toMatchObject({ status: 401, body: { code: "390189" } });
  });

  test("has bindings and parameters", async () => {
    const bindings = { 1: { type: "FIXED", value: "123" }, 2: { type: "TEXT", value: "x" } };
    expect((await submit("SELECT ?, ?", { bindings })).body.data).toEqual([["123", "x"]]);
    await submit("SELECT 'tagged'", { parameters: { query_tag: "t-1" } });
    expect(served.account.history.find("t-1")).toMatchObject([{ text: "SELECT 'tagged'", user: "BOT" }]);
    expect((await submit("SELECT NULL", {}, "?nullable=false")).body.data).toEqual([["null"]]);
  });

  test("that fails is a 422 with what Snowflake says, one that takes too long a 408", async () => {
    expect(await submit("SELEKT 1")).toMatchObject({ status: 422, body: { code: "001003", sqlState: "42000", statementHandle: expect.stringMatching(/^01/) } });
    expect(await submit("DROP ROLE NOBODY")).toMatchObject({ status: 422, body: { code: "002003" } });
    served.server.close();
    served = await serve({ patienceMs: 5000 });
    await must(served.account, `CREATE USER BOT TYPE = SERVICE RSA_PUBLIC_KEY = '${der.toString("base64")}'`);
    expect(await submit("SELECT SYSTEM$WAIT(20)", { timeout: 1 })).toMatchObject({ status: 408, body: { code: "000630" } });
  });

  test("times have nine decimals", async () => {
    const { body } = await submit("SELECT CURRENT_TIMESTAMP()");
    expect(body.data[0][0]).toMatch(/^\d{10}\.\d{3}000000$/);
  });
});

describe("a statement that takes its time", () => {
  test("is asked for until it has ended", async () => {
    const { status, body } = await submit("SELECT SYSTEM$WAIT(400, 'MILLISECONDS')");
    expect({ status, code: body.code }).toEqual({ status: 202, code: "333334" });
    const ask = () => call("GET", body.statementStatusUrl);
    expect((await ask()).status).toBe(202);
    await expect.poll(async () => (await ask()).status).toBe(200);
    expect((await ask()).body.data).toEqual([["waited 400 milliseconds"]]);
  });

  test("is answered at once if that is asked for, and cancelled", async () => {
    const from = performance.now();
    const { status, body } = await submit("SELECT SYSTEM$WAIT(20)", {}, "?async=true");
    expect(status).toBe(202);
    expect(performance.now() - from).toBeLessThan(100);
    const cancel = `/api/v2/statements/${body.statementHandle}/cancel`;
    expect(await call("POST", cancel)).toMatchObject({ status: 200, body: { code: "000604", sqlState: "57014", message: "SQL execution canceled" } });
    expect(await call("GET", body.statementStatusUrl)).toMatchObject({ status: 422, body: { code: "000604" } });
    expect(await call("POST", cancel)).toMatchObject({ status: 422 });
  });

  test("of somebody else is not found", async () => {
    await must(served.account, `CREATE USER OTHER TYPE = SERVICE RSA_PUBLIC_KEY = '${der.toString("base64")}'`);
    const { body } = await submit("SELECT SYSTEM$WAIT(20)", {}, "?async=true");
    const path = `/api/v2/statements/${body.statementHandle}`;
    for (const [method, to] of [
      ["GET", path],
      ["POST", `${path}/cancel`],
    ] as const)
      expect(await call(method, to, { token: jwt("OTHER") })).toMatchObject({ status: 422, body: { code: "000709" } });
    expect(await call("GET", `/api/v2/statements/${randomUUID()}`)).toMatchObject({ status: 422, body: { code: "000709", sqlState: "02000" } });
    await call("POST", `${path}/cancel`);
  });
});

test("a large result comes in partitions", async () => {
  await must(served.account, PEOPLE.map((name) => `CREATE ROLE ${name}`).join(";"));
  const { body, link } = await submit("SHOW ROLES LIKE 'R__'");
  const { partitionInfo, numRows } = body.resultSetMetaData;
  expect([numRows, partitionInfo.length > 2, link?.includes('partition=1>; rel="next"')]).toEqual([30, true, true]);
  const rows = [...body.data];
  for (let partition = 1; partition < partitionInfo.length; partition++) {
    const part = await call("GET", `/api/v2/statements/${body.statementHandle}?partition=${partition}`);
    expect(part.body.data).toHaveLength(partitionInfo[partition].rowCount);
    expect(part.link).toContain(`partition=${partition - 1}>; rel="prev"`);
    rows.push(...part.body.data);
  }
  expect(rows.map((row) => row[1])).toEqual(PEOPLE);
  expect((await call("GET", `/api/v2/statements/${body.statementHandle}?partition=999`)).status).toBe(400);
});

test("several statements, and what only they may hold", async () => {
  expect(await submit("SELECT 1; SELECT 2")).toMatchObject({ status: 422, body: { code: "000008" } });
  const { body } = await submit("SET x = 'kept'; SELECT $x", { parameters: { MULTI_STATEMENT_COUNT: "2" } });
  expect(body.data).toEqual([["Multiple statements executed successfully."]]);
  expect(body.statementHandles).toHaveLength(2);
  expect((await call("GET", `/api/v2/statements/${body.statementHandles[1]}`)).body.data).toEqual([["kept"]]);
  for (const text of ["USE ROLE SYSADMIN", "SET x = 1", "BEGIN", "ALTER SESSION SET TIMEZONE = 'UTC'", "PUT file:///etc/hostname @~", "GET @~ file:///tmp/"])
    expect(await submit(text)).toMatchObject({ status: 422, body: { code: "000002" } });
  const bindings = { 1: { type: "FIXED", value: "1" } };
  expect(await submit("SELECT ?; SELECT 2", { bindings, parameters: { multi_statement_count: "2" } })).toMatchObject({ status: 422, body: { code: "000002" } });
});

test("a request is repeated only with retry=true", async () => {
  const id = randomUUID();
  expect((await submit("CREATE ROLE ONCE", {}, `?requestId=${id}`)).status).toBe(200);
  expect((await submit("CREATE ROLE ONCE", {}, `?requestId=${id}&retry=true`)).body.data).toEqual([["Role ONCE successfully created."]]);
  expect(await submit("CREATE ROLE ONCE", {}, `?requestId=${id}`)).toMatchObject({ status: 422, body: { code: "002002" } });
});

describe("who may ask", () => {
  test("whoever shows no token, or a wrong one, is not let in", async () => {
    expect((await call("POST", "/api/v2/statements", { body: { statement: "SELECT 1" }, headers: { authorization: "" } })).status).toBe(401);
    expect(await call("POST", "/api/v2/statements", { body: { statement: "SELECT 1" }, token: "nonsense" })).toMatchObject({
      status: 401,
      body: { code: "394300" },
    });
    expect((await call("POST", "/api/v2/statements", { body: { statement: "SELECT 1" }, token: `${jwt().slice(0, -8)}AAAAAAAA` })).status).toBe(401);
  });

  test("a session's own token", async () => {
    const { token } = await logIn(served.server);
    const headers = { authorization: `Snowflake Token="${token}"` };
    const { body } = await call("POST", "/api/v2/statements", { body: { statement: "SELECT CURRENT_USER()" }, headers });
    expect(body.data).toEqual([["ADMIN"]]);
    expect((await get(served.server, `/queries/${body.statementHandle}/result`, token)).data?.rowset).toEqual([["ADMIN"]]);
  });

  test("a programmatic access token", async () => {
    await must(served.account, "CREATE NETWORK POLICY P ALLOWED_IP_LIST = ('127.0.0.1')");
    await must(served.account, "ALTER USER BOT SET NETWORK_POLICY = P");
    const [made] = await show(served.account, "ALTER USER BOT ADD PROGRAMMATIC ACCESS TOKEN T ROLE_RESTRICTION = 'ACCOUNTADMIN'");
    const { status, body } = await call("POST", "/api/v2/statements", { body: { statement: "SELECT CURRENT_USER()" }, token: String(made?.token_secret) });
    expect({ status, data: body.data }).toEqual({ status: 200, data: [["BOT"]] });
  });
});

test.each([
  ["GET", "/api/v2/statements", {}, 405],
  ["DELETE", "/api/v2/statements/01-2", {}, 405],
  ["GET", "/api/v2/statements/01-2/cancel", {}, 405],
  ["POST", "/api/v2/hello", { body: {} }, 404],
  ["POST", "/api/v2/statements/01-2/restart", { body: {} }, 404],
  ["POST", "/api/v2/statements", { body: "{" }, 400],
  ["POST", "/api/v2/statements", { body: "[]" }, 400],
  ["POST", "/api/v2/statements", { body: {} }, 400],
  ["POST", "/api/v2/statements", { body: { statement: 1 } }, 400],
  ["POST", "/api/v2/statements", { body: { statement: "SELECT 1", timeout: -1 } }, 400],
  ["POST", "/api/v2/statements", { body: { statement: "SELECT 1", parameters: { autocommit: "true" } } }, 400],
  ["POST", "/api/v2/statements", { body: { statement: "SELECT ?", bindings: [1] } }, 400],
  ["POST", "/api/v2/statements", { body: "x", headers: { "content-type": "text/plain" } }, 415],
] as const)("%s %s %j", async (method, path, asking, status) => {
  expect((await call(method, path, asking)).status).toBe(status);
});

test("is met by faults of the connection", async () => {
  for (const fault of parseFaults("throttle 429; drop after on 'CREATE%'")) served.account.faults.add(fault);
  expect(await submit("SELECT 1")).toMatchObject({ status: 429, body: { code: "390505" } });
  const id = randomUUID();
  await expect(submit("CREATE ROLE R", {}, `?requestId=${id}`)).rejects.toThrow();
  expect((await submit("CREATE ROLE R", {}, `?requestId=${id}&retry=true`)).status).toBe(200);
});
