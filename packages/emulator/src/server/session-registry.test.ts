import { afterEach, expect, test } from "vitest";
import { attempt } from "../testing/log-in.ts";
import { must } from "../testing/run.ts";
import { PASSWORD, post, query, type Served, serve } from "../testing/wire-client.ts";

const MINUTE = 60_000;
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const LONG = { session: 1e6, master: 1e6 };

async function start(text: string, validity = LONG): Promise<Served & { pass(minutes: number): void }> {
  let at = 1_800_000_000_000;
  const served = await serve({ now: () => at, validity });
  cleanUp.push(() => served.server.close());
  await must(served.account, `CREATE DATABASE d; CREATE USER u PASSWORD = '${PASSWORD}'; ${text}`);
  return {
    ...served,
    pass: (minutes) => {
      at += minutes * MINUTE;
    },
  };
}

const HIS = { LOGIN_NAME: "u", PASSWORD };
const ENDED = { success: false, code: "390111", message: "Session no longer exists. New login required to access the service." };

test("a session that is idle for as long as its policy allows is over; every request and heartbeat keeps it", async () => {
  const { server, pass } = await start("CREATE SESSION POLICY d.public.p SESSION_IDLE_TIMEOUT_MINS = 5; ALTER USER u SET SESSION POLICY d.public.p");
  const { token, masterToken } = await attempt(server, { data: HIS });
  pass(4);
  expect(await query(server, token, "SELECT 1")).toMatchObject({ success: true });
  pass(4);
  expect(await post(server, "/session/heartbeat", {}, { token })).toMatchObject({ success: true });
  pass(4);
  expect(await query(server, token, "SELECT 1")).toMatchObject({ success: true });
  pass(5);
  expect(await query(server, token, "SELECT 1")).toMatchObject(ENDED);
  // It is gone, and cannot be had back.
  expect(await query(server, token, "SELECT 1")).toMatchObject({ code: "390104" });
  expect(await post(server, "/session/token-request", {}, { token: masterToken })).toMatchObject({ success: false, code: "390113" });
});

test("tokens are not renewed for a session that was idle for too long", async () => {
  const { server, pass } = await start("CREATE SESSION POLICY d.public.p SESSION_IDLE_TIMEOUT_MINS = 5; ALTER ACCOUNT SET SESSION POLICY d.public.p", {
    session: 60,
    master: 1e6,
  });
  const { token, masterToken } = await attempt(server, { data: HIS });
  pass(2);
  expect(await query(server, token, "SELECT 1")).toMatchObject({ code: "390112" });
  const renewed = await post(server, "/session/token-request", {}, { token: masterToken });
  expect(renewed).toMatchObject({ success: true });
  pass(5);
  expect(await post(server, "/session/token-request", {}, { token: String(renewed.data?.masterToken) })).toMatchObject({ success: false, code: "390114" });
});

test("a session has an age that no request prolongs", async () => {
  const { server, pass } = await start("CREATE SESSION POLICY d.public.p SESSION_MAX_LIFESPAN_MINS = 10; ALTER USER u SET SESSION POLICY d.public.p");
  const { token } = await attempt(server, { data: HIS });
  for (const minutes of [6, 3]) {
    pass(minutes);
    expect(await query(server, token, "SELECT 1")).toMatchObject({ success: true });
  }
  pass(1);
  expect(await query(server, token, "SELECT 1")).toMatchObject(ENDED);
});

test("without a policy four hours, for the web interface eighteen; a policy holds for sessions that are open", async () => {
  const { server, account, pass } = await start("CREATE SESSION POLICY d.public.p SESSION_IDLE_TIMEOUT_MINS = 5 SESSION_UI_IDLE_TIMEOUT_MINS = 10");
  const [driver, second, ui] = [
    await attempt(server, { data: HIS }),
    await attempt(server, { data: HIS }),
    await attempt(server, { data: { ...HIS, CLIENT_APP_ID: "Snowflake UI" } }),
  ];
  pass(239);
  expect(await query(server, second.token, "SELECT 1")).toMatchObject({ success: true });
  pass(1);
  expect(await query(server, driver.token, "SELECT 1")).toMatchObject(ENDED);
  expect(await query(server, ui.token, "SELECT 1")).toMatchObject({ success: true });
  pass(5);
  await must(account, "ALTER USER u SET SESSION POLICY d.public.p");
  expect(await query(server, second.token, "SELECT 1")).toMatchObject(ENDED);
  expect(await query(server, ui.token, "SELECT 1")).toMatchObject({ success: true });
  pass(10);
  expect(await query(server, ui.token, "SELECT 1")).toMatchObject(ENDED);
});
