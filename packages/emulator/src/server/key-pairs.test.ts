import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { attempt, signedToken } from "../testing/log-in.ts";
import { must, run, show } from "../testing/run.ts";
import { query, type Served, serve } from "../testing/wire-client.ts";

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function start(text = ""): Promise<Served & { pass(milliseconds: number): void }> {
  let at = NOW;
  const served = await serve({ now: () => at });
  cleanUp.push(() => served.server.close());
  await must(served.account, `CREATE ROLE r; CREATE ROLE q; CREATE USER u DEFAULT_ROLE = 'Q'; GRANT ROLE r TO USER u; GRANT ROLE q TO USER u; ${text}`);
  return {
    ...served,
    pass: (milliseconds) => {
      at += milliseconds;
    },
  };
}

interface Key {
  readonly text: string;
  readonly fingerprint: string;
  readonly key: KeyObject;
}

function newKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = publicKey.export({ type: "spki", format: "der" });
  return { text: der.toString("base64"), fingerprint: `SHA256:${createHash("sha256").update(der).digest("base64")}`, key: privateKey };
}

const [FIRST, SECOND] = [newKey(), newKey()];

function logIn(served: Served, { fingerprint, key }: Key, more: { readonly role?: string; readonly at?: number } = {}) {
  const seconds = (more.at ?? NOW) / 1000;
  const claims = { iss: `LOCAL.U.${fingerprint}`, sub: "LOCAL.U", iat: seconds, exp: seconds + 60 };
  const data = { LOGIN_NAME: "u", AUTHENTICATOR: "SNOWFLAKE_JWT", TOKEN: signedToken(claims, key) };
  return attempt(served.server, { data, ...(more.role === undefined ? {} : { role: more.role }) });
}

test("a named key pair lets its user in, and it is known when", async () => {
  const served = await start(`ALTER USER u ADD KEY PAIR k PUBLIC_KEY = '${FIRST.text}'`);
  expect(await logIn(served, FIRST)).toMatchObject({ success: true, sessionInfo: { roleName: "Q" } });
  expect(await logIn(served, SECOND)).toMatchObject({ success: false, code: "394304" });
  expect(await show(served.account, "SHOW USER KEY PAIRS FOR USER u")).toMatchObject([{ name: "K", status: "ACTIVE", last_used_on: expect.any(String) }]);
});

test.each(["SET DISABLED = TRUE", "REMOVE"])("%s: it lets nobody in", async (text) => {
  const served = await start(`ALTER USER u ADD KEY PAIR k PUBLIC_KEY = '${FIRST.text}'`);
  await must(served.account, text === "REMOVE" ? "ALTER USER u REMOVE KEY PAIR k" : `ALTER USER u MODIFY KEY PAIR k ${text}`);
  expect(await logIn(served, FIRST)).toMatchObject({ success: false, code: "394304" });
});

test("a key pair that is restricted to a role opens sessions in that role, as long as the user has it", async () => {
  const served = await start(`ALTER USER u ADD KEY PAIR k PUBLIC_KEY = '${FIRST.text}' ROLE_RESTRICTION = 'r'`);
  const reply = await logIn(served, FIRST);
  expect(reply).toMatchObject({ success: true, sessionInfo: { roleName: "R" } });
  expect(await query(served.server, reply.token, "USE ROLE q")).toMatchObject({ success: false, code: "003013" });
  expect(await logIn(served, FIRST, { role: "r" })).toMatchObject({ success: true });
  expect(await logIn(served, FIRST, { role: "q" })).toMatchObject({ success: false, code: "390189" });
  await must(served.account, "REVOKE ROLE r FROM USER u");
  expect(await logIn(served, FIRST)).toMatchObject({ success: false, code: "394300" });
});

test("DAYS_TO_EXPIRY: after these days nobody gets in", async () => {
  const served = await start(`ALTER USER u ADD KEY PAIR k PUBLIC_KEY = '${FIRST.text}' DAYS_TO_EXPIRY = 1`);
  served.pass(24 * HOUR);
  expect(await logIn(served, FIRST, { at: NOW + 24 * HOUR })).toMatchObject({ success: false, code: "394304" });
  expect(await show(served.account, "SHOW USER KEY PAIRS FOR USER u")).toMatchObject([{ status: "EXPIRED" }]);
});

test("both keys let in while the prior one is in its grace period, then the new one only", async () => {
  const served = await start(`ALTER USER u ADD KEY PAIR k PUBLIC_KEY = '${FIRST.text}'`);
  await must(served.account, `ALTER USER u ROTATE KEY PAIR k PUBLIC_KEY = '${SECOND.text}' EXPIRE_ROTATED_KEY_PAIR_AFTER_HOURS = 2`);
  expect(await logIn(served, FIRST)).toMatchObject({ success: true });
  expect(await logIn(served, SECOND)).toMatchObject({ success: true });
  expect(await run(served.account, `ALTER USER u ROTATE KEY PAIR k_ROTATED_${NOW} PUBLIC_KEY = '${newKey().text}'`)).toMatchObject({ code: "003657" });
  served.pass(2 * HOUR);
  expect(await logIn(served, FIRST, { at: NOW + 2 * HOUR })).toMatchObject({ success: false, code: "394304" });
  expect(await logIn(served, SECOND, { at: NOW + 2 * HOUR })).toMatchObject({ success: true });
  expect(await show(served.account, "SHOW USER KEY PAIRS FOR USER u")).toHaveLength(1);
});

test("ten key pairs at most, those in their grace period among them", async () => {
  const served = await start();
  const [first, ...others] = Array.from({ length: 11 }, newKey);
  for (const [at, { text }] of others.entries()) await must(served.account, `ALTER USER u ADD KEY PAIR k${at} PUBLIC_KEY = '${text}'`);
  expect(await run(served.account, `ALTER USER u ADD KEY PAIR l PUBLIC_KEY = '${first?.text}'`)).toMatchObject({ code: "003657" });
  expect(await run(served.account, `ALTER USER u ROTATE KEY PAIR k0 PUBLIC_KEY = '${first?.text}'`)).toMatchObject({ code: "003657" });
});
