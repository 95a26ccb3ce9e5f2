import { afterEach, expect, test } from "vitest";
import { must } from "../testing/run.ts";
import { logIn, PASSWORD, post, query, type Served, serve } from "../testing/wire-client.ts";

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function start(): Promise<Served> {
  const served = await serve();
  cleanUp.push(() => served.server.close());
  await must(
    served.account,
    `CREATE NETWORK POLICY local ALLOWED_IP_LIST = ('127.0.0.0/8'); CREATE NETWORK POLICY far ALLOWED_IP_LIST = ('192.0.2.0/24');
     CREATE USER u PASSWORD = '${PASSWORD}'`,
  );
  return served;
}

const REFUSED = {
  success: false,
  code: "390420",
  message: "Incoming request with IP/Token 127.0.0.1 is not allowed to access Snowflake. Contact your account administrator.",
};

test("who comes from elsewhere does not log in, whatever his password", async () => {
  const { server, account } = await start();
  await must(account, "ALTER ACCOUNT SET NETWORK_POLICY = far; ALTER USER admin SET NETWORK_POLICY = local");
  for (const [name, password] of [
    ["u", PASSWORD],
    ["u", "wrong"],
    ["nobody", "wrong"],
  ])
    expect(await post(server, "/session/v1/login-request", { data: { LOGIN_NAME: name, PASSWORD: password } })).toMatchObject(REFUSED);
  await logIn(server, "admin");
});

test("a policy is in force for sessions that are open", async () => {
  const { server, account } = await start();
  const { token } = await logIn(server, "u");
  expect(await query(server, token, "SELECT 1")).toMatchObject({ success: true });
  await must(account, "ALTER USER u SET NETWORK_POLICY = far");
  expect(await query(server, token, "SELECT 1")).toMatchObject(REFUSED);
  await must(account, "ALTER USER u UNSET NETWORK_POLICY");
  expect(await query(server, token, "SELECT 1")).toMatchObject({ success: true });
});

test("the server tells the account where a session comes from", async () => {
  const { server } = await start();
  const { token } = await logIn(server);
  expect(await query(server, token, "ALTER ACCOUNT SET NETWORK_POLICY = far")).toMatchObject({ success: false, code: "003110" });
  expect(await query(server, token, "ALTER ACCOUNT SET NETWORK_POLICY = local")).toMatchObject({ success: true });
});
