import { afterEach, beforeEach, expect, test } from "vitest";
import { parseFaults } from "../faults/parse-faults.ts";
import { must } from "../testing/run.ts";
import { logIn, post, query, type Served, serve } from "../testing/wire-client.ts";

let served: Served;
let token: string;
let masterToken: string;

beforeEach(async () => {
  served = await serve();
  ({ token, masterToken } = await logIn(served.server));
});
afterEach(() => served.server.close());

function fault(spec: string): void {
  for (const each of parseFaults(spec)) served.account.faults.add(each);
}

function ask(text: string, of: Parameters<typeof query>[3] = {}) {
  return query(served.server, token, text, of);
}

async function exists(role: string): Promise<boolean> {
  return (await ask(`SHOW ROLES LIKE '${role}'`)).data?.total === 1;
}

test("a connection that breaks before the statement ran", async () => {
  fault("drop before on 'CREATE%'");
  await expect(ask("CREATE ROLE R")).rejects.toThrow();
  expect(await exists("R")).toBe(false);
  expect(await ask("CREATE ROLE R")).toMatchObject({ success: true });
});

test("a connection that breaks after it ran; asked again, the same request is answered", async () => {
  fault("drop after on 'CREATE%'");
  await expect(ask("CREATE ROLE R", { requestId: "r1" })).rejects.toThrow();
  expect(await exists("R")).toBe(true);
  expect(await ask("CREATE ROLE R", { requestId: "r1" })).toMatchObject({ success: true, data: { rowset: [["Role R successfully created."]] } });
  expect(await ask("CREATE ROLE R", { requestId: "r2" })).toMatchObject({ code: "002002" });
});

test("a token that has run out is renewed, and the session is the same", async () => {
  await ask("SET kept = 'yes'");
  fault("expire token on 'SELECT%'");
  expect(await ask("SELECT $kept")).toMatchObject({ success: false, code: "390112" });
  const renewed = await post(served.server, "/session/token-request", {}, { token: masterToken });
  token = String(renewed.data?.sessionToken);
  expect((await ask("SELECT $kept")).data?.rowset).toEqual([["yes"]]);
});

test("a session that is no more does not come back", async () => {
  fault("expire session on 'SELECT%'");
  expect(await ask("SELECT 1")).toMatchObject({ success: false, code: "390111" });
  expect(await ask("SELECT 1")).toMatchObject({ success: false, code: "390104" });
  expect(await post(served.server, "/session/token-request", {}, { token: masterToken })).toMatchObject({ success: false, code: "390113" });
});

test("too many requests: a status of HTTP, or a code", async () => {
  fault("throttle 429; throttle 503; throttle 390500");
  for (const status of [429, 503]) await expect(ask("CREATE ROLE R")).rejects.toThrow(`${status}: `);
  expect(await ask("CREATE ROLE R")).toMatchObject({ success: false, code: "390500" });
  expect(await exists("R")).toBe(false);
  expect(await ask("CREATE ROLE R")).toMatchObject({ success: true });
});

test("an answer that comes late, and one that never comes", async () => {
  fault("stall 150ms on 'CREATE ROLE R'; stall on 'CREATE ROLE S'");
  const from = performance.now();
  expect(await ask("CREATE ROLE R")).toMatchObject({ success: true });
  expect(performance.now() - from).toBeGreaterThan(140);
  const body = JSON.stringify({ sqlText: "CREATE ROLE S" });
  const headers = { "content-type": "application/json", authorization: `Snowflake Token="${token}"` };
  const never = fetch(`${served.server.url}/queries/v1/query-request?requestId=s`, { method: "POST", headers, body, signal: AbortSignal.timeout(150) });
  await expect(never).rejects.toThrow();
  expect(await exists("S")).toBe(true);
});

test("a log-in is met by faults that name it", async () => {
  fault("error times all; throttle 503 on 'LOG IN'; throttle 429");
  await expect(logIn(served.server)).rejects.toThrow("503");
  await logIn(served.server);
  await expect(ask("SELECT 1")).rejects.toThrow("429");
});

test("one session and one user", async () => {
  await must(served.account, "CREATE USER SHE PASSWORD = 'Plums and 7 pears'");
  const she = await logIn(served.server, "she", "Plums and 7 pears");
  fault("throttle 390500 times all user she");
  expect(await ask("SELECT 1")).toMatchObject({ success: true });
  expect(await query(served.server, she.token, "SELECT 1")).toMatchObject({ code: "390500" });
  served.account.faults.clear();
  expect(await ask("CALL SYSTEM$LOCAL_FAULT('throttle 390501 times all session current')")).toMatchObject({ success: true });
  expect(await ask("SELECT 1")).toMatchObject({ code: "390501" });
  expect(await query(served.server, she.token, "SELECT 1")).toMatchObject({ success: true });
  expect(await ask("CALL SYSTEM$LOCAL_FAULT_CLEAR()")).toMatchObject({ success: true });
});

test("nothing else is met: a heartbeat, a description", async () => {
  fault("drop before times all");
  expect(await post(served.server, "/session/heartbeat", {}, { token })).toMatchObject({ success: true });
  expect(await ask("SELECT 1", { body: { describeOnly: true } })).toMatchObject({ success: true });
});
