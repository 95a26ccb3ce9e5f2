import { afterEach, beforeEach, expect, test } from "vitest";
import { SESSION_PARAMETERS } from "../parameters/session-parameters.ts";
import { must } from "../testing/run.ts";
import { get, logIn, post, query, type Served, serve } from "../testing/wire-client.ts";

let served: Served;
let token: string;

beforeEach(async () => {
  served = await serve({ patienceMs: 100 });
  ({ token } = await logIn(served.server));
});
afterEach(() => served.server.close());

function ask(sqlText: string, of: Parameters<typeof query>[3] = {}) {
  return query(served.server, token, sqlText, of);
}

test("the reply has all that drivers look at", async () => {
  const { data, ...envelope } = await ask("SELECT 12.5 AS N, 'a' AS T");
  expect(envelope).toEqual({ code: null, message: null, success: true });
  expect(data).toMatchObject({
    rowtype: [
      { name: "N", type: "fixed", nullable: false, precision: 3, scale: 1, length: null, byteLength: null },
      { name: "T", type: "text", nullable: false, precision: null, scale: null, length: 1, byteLength: 4 },
    ],
    rowset: [["12.5", "a"]],
    total: 1,
    returned: 1,
    statementTypeId: 0x1000,
    version: 1,
    queryResultFormat: "json",
    finalRoleName: "ACCOUNTADMIN",
    finalWarehouseName: null,
    finalDatabaseName: null,
    finalSchemaName: null,
  });
});

test("the same request again is not run again", async () => {
  const first = await ask("CREATE ROLE ONCE", { requestId: "r1" });
  expect(first).toMatchObject({ success: true, data: { rowset: [["Role ONCE successfully created."]] } });
  expect(await ask("CREATE ROLE ONCE", { requestId: "r1" })).toEqual(first);
  expect(await ask("CREATE ROLE ONCE", { requestId: "r2" })).toMatchObject({ success: false, code: "002002" });
  const other = await logIn(served.server);
  expect(await query(served.server, other.token, "CREATE ROLE ONCE", { requestId: "r1" })).toMatchObject({ code: "002002" });
});

test("a failed statement fails again without being tried again", async () => {
  const first = await ask("DROP ROLE LATER", { requestId: "r1" });
  await must(served.account, "CREATE ROLE LATER");
  expect(first).toMatchObject({ success: false, code: "002003", data: { sqlState: "02000", errorCode: "002003" } });
  expect(await ask("DROP ROLE LATER", { requestId: "r1" })).toEqual(first);
});

test("a slow statement: still running, and then its result", async () => {
  const started = await ask("SELECT SYSTEM$WAIT(250, 'MILLISECONDS') AS W");
  expect(started).toMatchObject({ success: true, code: "333333" });
  const url = String(started.data?.getResultUrl);
  const replies = [];
  do replies.push(await get(served.server, url, token));
  while (replies.at(-1)?.code === "333333");
  expect(replies.length).toBeGreaterThan(1);
  expect(replies.at(-1)).toMatchObject({ success: true, code: null, data: { rowset: [["waited 250 milliseconds"]], queryId: started.data?.queryId } });
});

test("an asynchronous statement is answered at once, watched, and fetched", async () => {
  const started = await ask("SELECT SYSTEM$WAIT(150, 'MILLISECONDS')", { body: { asyncExec: true } });
  const id = String(started.data?.queryId);
  expect(started).toMatchObject({ success: true, code: "333334", data: { getResultUrl: `/queries/${id}/result` } });
  const status = async () =>
    ((await get(served.server, `/monitoring/queries/${id}`, token)).data as { queries: readonly { status: string }[] }).queries[0]?.status;
  expect(await status()).toBe("RUNNING");
  await expect.poll(status).toBe("SUCCESS");
  expect(await get(served.server, `/queries/${id}/result`, token)).toMatchObject({ code: null, data: { total: 1 } });
});

test("a result is for the user who asked, in whatever session", async () => {
  await must(served.account, "CREATE USER SHE PASSWORD = 'Plums and 7 pears'");
  const id = String((await ask("SELECT 'mine'")).data?.queryId);
  const again = await logIn(served.server);
  expect(await get(served.server, `/queries/${id}/result`, again.token)).toMatchObject({ data: { rowset: [["mine"]] } });
  const she = await logIn(served.server, "she", "Plums and 7 pears");
  expect(await get(served.server, `/queries/${id}/result`, she.token)).toMatchObject({ success: false, code: "000709" });
  expect(await get(served.server, `/monitoring/queries/${id}`, she.token)).toMatchObject({ data: { queries: [] } });
  const slow = await ask("SELECT SYSTEM$WAIT(5)", { requestId: "slow", body: { asyncExec: true } });
  const slowId = String(slow.data?.queryId);
  expect(await post(served.server, `/queries/${slowId}/abort-request`, {}, { token: she.token })).toMatchObject({ success: false, code: "000709" });
  expect(await post(served.server, "/queries/v1/abort-request", { requestId: "slow" }, { token: she.token })).toMatchObject({ success: false, code: "000605" });
  expect(await query(served.server, she.token, `SELECT SYSTEM$CANCEL_QUERY('${slowId}')`)).toMatchObject({ success: false, code: "003001" });
  expect(await post(served.server, "/queries/v1/abort-request", { requestId: "slow" }, { token })).toMatchObject({ success: true });
  await expect.poll(async () => (await get(served.server, `/queries/${slowId}/result`, token)).code).toBe("000604");
});

test("logging out ends what the session runs", async () => {
  const id = String((await ask("SELECT SYSTEM$WAIT(5)", { body: { asyncExec: true } })).data?.queryId);
  await post(served.server, "/session", {}, { token, query: { delete: "true" } });
  const again = await logIn(served.server);
  await expect.poll(async () => (await get(served.server, `/queries/${id}/result`, again.token)).code).toBe("000604");
});

test("several statements: a parent, and a result for each", async () => {
  const parent = await ask("CREATE ROLE A; SHOW ROLES LIKE 'A'; SELECT 3", { body: { parameters: { MULTI_STATEMENT_COUNT: 3 } } });
  expect(parent.data).toMatchObject({ statementTypeId: 0xa000, rowset: [["Multiple statements executed successfully."]], resultTypes: "24576,17408,4096" });
  const ids = String(parent.data?.resultIds).split(",");
  const results = await Promise.all(ids.map((id) => get(served.server, `/queries/${id}/result`, token)));
  expect(results.map(({ data }) => data?.total)).toEqual([1, 1, 1]);
  expect(results[2]?.data?.rowset).toEqual([["3"]]);
});

test("a count of 0 takes any number, also one", async () => {
  const any = { body: { parameters: { MULTI_STATEMENT_COUNT: 0 } } };
  expect((await ask("SELECT 1", any)).data).toMatchObject({ rowset: [["1"]] });
  expect((await ask("SELECT 1; SELECT 2;", any)).data).toHaveProperty("resultIds");
  expect(await ask("SELECT 1; SELECT 2")).toMatchObject({ success: false, code: "000008" });
  expect(await ask("SELECT 1", { body: { parameters: { MULTI_STATEMENT_COUNT: "many" } } })).toMatchObject({ success: false, code: "001008" });
});

test("a description runs nothing", async () => {
  const body = { describeOnly: true };
  expect((await ask("CREATE ROLE NEVER", { body })).data).toMatchObject({ rowset: [], rowtype: [{ name: "status" }] });
  expect((await ask("SHOW ROLES LIKE 'NEVER'")).data).toMatchObject({ total: 0 });
  expect((await ask("SELECT ? AS A", { body: { ...body, bindings: { 1: { type: "FIXED", value: "1" } } } })).data).toMatchObject({
    rowset: [],
    numberOfBinds: 1,
  });
  const id = String((await ask("SELECT SYSTEM$WAIT(1)", { body: { asyncExec: true } })).data?.queryId);
  await ask(`SELECT SYSTEM$CANCEL_QUERY('${id}')`, { body });
  await expect.poll(async () => (await get(served.server, `/queries/${id}/result`, token)).code, { timeout: 3000 }).toBe(null);
});

test("bindings in the order of their numbers", async () => {
  const values = Array.from({ length: 11 }, (_, i) => i + 1);
  const bindings = Object.fromEntries(values.map((i) => [String(i), { type: "TEXT", value: `v${i}` }]));
  const { data } = await ask(`SELECT ${values.map((i) => `? AS C${i}`).join(", ")}`, { body: { bindings } });
  expect(data?.rowset).toEqual([values.map((i) => `v${i}`)]);
});

test("bindings that nothing can be done with are refused by name", async () => {
  expect(await ask("SELECT ?", { body: { bindings: { 1: { type: "FIXED", value: ["1", "2"] } } } })).toMatchObject({
    code: "000002",
    message: "Unsupported feature 'Array bindings outside INSERT'.",
  });
  expect(await ask("SELECT ?", { body: { bindings: { name: { type: "TEXT", value: "x" } } } })).toMatchObject({ code: "000002" });
  expect(await ask("SELECT ?", { body: { bindings: [1] } })).toMatchObject({ success: false, code: "390400" });
});

test("session parameters come with the log-in and with every reply", async () => {
  const { data } = await post(served.server, "/session/v1/login-request", {
    data: {
      LOGIN_NAME: "admin",
      PASSWORD: "correct horse Battery 9",
      SESSION_PARAMETERS: { TIMEZONE: "UTC", QUERY_TAG: "it's \\", CLIENT_OWN_THING: 1, AUTOCOMMIT: true },
    },
  });
  const told = (reply: typeof data) => new Map((reply!.parameters as readonly { name: string; value: unknown }[]).map(({ name, value }) => [name, value]));
  expect(told(data).get("TIMEZONE")).toBe("UTC");
  expect(told(data).get("AUTOCOMMIT")).toBe(true);
  expect(told(data).get("CLIENT_STAGE_ARRAY_BINDING_THRESHOLD")).toBe(2147483647);
  const session = String(data?.token);
  expect((await query(served.server, session, "SHOW PARAMETERS LIKE 'QUERY_TAG'")).data?.rowset).toEqual([
    expect.arrayContaining(["QUERY_TAG", "it's \\", "SESSION"]),
  ]);
  expect(told((await query(served.server, session, "ALTER SESSION SET TIMEZONE = 'Europe/Paris'")).data).get("TIMEZONE")).toBe("Europe/Paris");
});

test("parameters of one statement are for that statement alone", async () => {
  await ask("ALTER SESSION SET TIMEZONE = 'UTC'");
  const parameters = { TIMEZONE: "Asia/Tokyo", STATEMENT_TIMEOUT_IN_SECONDS: 1, LOCK_TIMEOUT: 7 };
  const shown = async (body: object) => {
    const { data } = await ask("SHOW PARAMETERS", { body });
    const rows = (data?.rowset as readonly (readonly string[])[]) ?? [];
    return ["TIMEZONE", "STATEMENT_TIMEOUT_IN_SECONDS", "LOCK_TIMEOUT"].map((name) => rows.find((row) => row.includes(name))?.[1]);
  };
  expect(await shown({ parameters })).toEqual(["Asia/Tokyo", "1", "7"]);
  expect(await shown({})).toEqual(["UTC", "172800", "43200"]);
  await ask("ALTER SESSION SET LOCK_TIMEOUT = 9", { body: { parameters } });
  expect(await shown({})).toEqual(["UTC", "172800", "9"]);
});

test("a wrong session parameter fails the log-in", async () => {
  const data = { LOGIN_NAME: "admin", PASSWORD: "correct horse Battery 9", SESSION_PARAMETERS: { AUTOCOMMIT: "sometimes" } };
  expect(await post(served.server, "/session/v1/login-request", { data })).toMatchObject({ success: false, code: "001008" });
});

test("every session parameter can be set to what it is", async () => {
  const settings = SESSION_PARAMETERS.map(({ name, type, default: value }) => `${name} = ${type === "STRING" ? `'${value}'` : value}`);
  expect(await ask(`ALTER SESSION SET ${settings.join(" ")}`)).toMatchObject({ success: true });
});

test("a password in a statement is nowhere to be read", async () => {
  const { data } = await ask("CREATE USER U PASSWORD = 'Plums and 7 pears'", { body: { asyncExec: true } });
  const monitored = await get(served.server, `/monitoring/queries/${String(data?.queryId)}`, token);
  expect(JSON.stringify(monitored)).toContain("CREATE USER");
  expect(JSON.stringify(monitored)).not.toContain("Plums");
});

test("what breaks inside is a statement's error for the client, and told to the owner", async () => {
  const errors: unknown[] = [];
  const { server, account } = await serve({ onError: (error) => errors.push(error) });
  const login = await logIn(server);
  account.commit = () => Promise.reject(new Error("the disk is full"));
  expect(await query(server, login.token, "CREATE ROLE R")).toMatchObject({ success: false, code: "000603", data: { sqlState: "XX000" } });
  expect(errors).toMatchObject([{ message: "the disk is full" }]);
  await server.close();
});

test("files are moved only for a request that is nothing else", async () => {
  expect((await ask("PUT file:///tmp/x.csv @~")).data).toMatchObject({ command: "UPLOAD", src_locations: ["/tmp/x.csv"] });
  const several = { body: { parameters: { MULTI_STATEMENT_COUNT: 2 } } };
  expect(await ask("SELECT 1;\nPUT 'file:///tmp/x.csv' @~", several)).toMatchObject({
    success: false,
    message: expect.stringContaining("PUT and GET among other statements"),
  });
  expect(await ask("EXECUTE IMMEDIATE 'PUT ''file:///tmp/x.csv'' @~'")).toMatchObject({ success: false });
});
