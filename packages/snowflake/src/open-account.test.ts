import { type Account, AccountError, exactly, type Outcome, rowsOf, type SecretRef, secret, sql, text, userSql } from "@snowtower/sql";
import { afterEach, expect, test } from "vitest";
import type { ConnectionOptions } from "./connection-options.ts";
import { type OpenSnowflake, openSnowflake } from "./open-account.ts";
import { FORMAT_PARAMETERS, SESSION_PARAMETERS } from "./session-parameters.ts";
import { type PeerOptions, WirePeer } from "./testing/wire-peer.ts";

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

const QUICK = { backOff: { attempts: 4, firstMs: 5, capMs: 20 } };

function to(peer: WirePeer, more: Partial<ConnectionOptions> = {}): ConnectionOptions {
  return {
    account: "acme-prod",
    user: "alice",
    credential: { kind: "password", authenticator: "SNOWFLAKE", password: "pw" },
    host: "127.0.0.1",
    port: peer.port,
    protocol: "http",
    ...more,
  };
}

async function start(options: PeerOptions = {}): Promise<WirePeer> {
  const peer = await WirePeer.start(options);
  cleanUp.push(() => peer.close());
  return peer;
}

async function open(peer: WirePeer, more: Partial<ConnectionOptions> = {}, how: OpenSnowflake = {}): Promise<Account> {
  const account = await openSnowflake(to(peer, more), { ...QUICK, ...how });
  cleanUp.push(() => account.close());
  return account;
}

function failureOf(outcome: Outcome | undefined): AccountError {
  if (outcome === undefined || !("failed" in outcome)) throw new Error(`not failed: ${JSON.stringify(outcome)}`);
  return outcome.failed;
}

async function rejection(promise: Promise<unknown>): Promise<AccountError> {
  const error = await promise.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(AccountError);
  return error as AccountError;
}

test("the facts are read once, and name account, user, role and edition", async () => {
  const account = await open(await start(), { role: "sysadmin", warehouse: "WH" });
  expect(account.facts).toEqual({
    locator: "AB12345",
    organization: "ACME",
    name: "PROD",
    region: "AWS_EU_CENTRAL_1",
    edition: "BUSINESS_CRITICAL",
    user: "ALICE",
    role: "sysadmin",
    warehouse: "WH",
    source: "127.0.0.1",
  });
});

test("an edition that the account does not tell is assumed, with a warning; one that the user gives is taken", async () => {
  const peer = await start({ answer: ({ text: t }) => (t.includes("BOOTSTRAP") ? { error: { code: "002140", message: "Unknown function" } } : undefined) });
  const warnings: string[] = [];
  expect((await open(peer, {}, { onWarning: (w) => warnings.push(w) })).facts.edition).toBe("ENTERPRISE");
  expect(warnings).toHaveLength(1);
  expect((await open(peer, { edition: "STANDARD" }, { onWarning: (w) => warnings.push(w) })).facts.edition).toBe("STANDARD");
  expect(warnings).toHaveLength(1);
});

test("every session has the fixed parameters and no secondary roles", async () => {
  const peer = await start();
  const account = await open(peer);
  await account.execute({ statements: [sql`SHOW ROLES`], role: exactly("R2") });
  expect(peer.sessions.size).toBe(2);
  for (const session of peer.sessions.values()) {
    expect(Object.keys(session.parameters).sort()).toEqual([...Object.keys(SESSION_PARAMETERS), ...Object.keys(FORMAT_PARAMETERS)].sort());
    expect(session.parameters).toMatchObject({
      QUOTED_IDENTIFIERS_IGNORE_CASE: "FALSE",
      ROWS_PER_RESULTSET: "0",
      TIMEZONE: "'UTC'",
      ABORT_DETACHED_QUERY: "TRUE",
    });
    expect(peer.statements.filter((s) => s.session === session.token)[0]?.text).toBe("USE SECONDARY ROLES NONE");
  }
});

test("a format that an account refuses is a warning; a parameter that matters is not given up", async () => {
  const peer = await start({
    answer: ({ text: t }) => (t.includes("UNSUPPORTED_DDL_ACTION") ? { error: { code: "001006", message: "invalid parameter" } } : undefined),
  });
  const warnings: string[] = [];
  await open(peer, {}, { onWarning: (w) => warnings.push(w) });
  expect(warnings[0]).toContain("invalid parameter");
  expect(Object.keys([...peer.sessions.values()][0]?.parameters ?? {}).sort()).toEqual(Object.keys(SESSION_PARAMETERS).sort());
  const stubborn = await start({
    answer: ({ text: t }) => (t.includes("ROWS_PER_RESULTSET") ? { error: { code: "001006", message: "invalid parameter" } } : undefined),
  });
  expect((await rejection(open(stubborn))).message).toContain("invalid parameter");
});

test("one session per role: a request runs as the role it names, and sessions are used again", async () => {
  const peer = await start();
  const account = await open(peer, { role: "SYSADMIN" });
  for (let i = 0; i < 3; i++) {
    await account.execute({ statements: [sql`SELECT 1`] });
    await account.execute({ statements: [sql`SELECT 2`], role: exactly("my Role") });
  }
  expect(peer.logins.map((l) => l.roleName)).toEqual(["SYSADMIN", '"my Role"']);
  const ran = peer.statements.filter((s) => /^SELECT [12]$/.test(s.text));
  expect(ran.map((s) => `${s.text} ${s.role}`)).toEqual(Array.from({ length: 3 }, () => ["SELECT 1 SYSADMIN", "SELECT 2 my Role"]).flat());
  expect(peer.statements.some((s) => s.text.startsWith("USE ROLE"))).toBe(false);
});

test("requests of one role run side by side, on no more sessions than allowed", async () => {
  let now = 0;
  let most = 0;
  const peer = await start();
  const account = await open(peer, {}, { sessionsPerRole: 3 });
  const one = async () => {
    most = Math.max(most, ++now);
    const [outcome] = await account.execute({ statements: [sql`SELECT 1`, sql`SELECT 2`] });
    now--;
    return outcome;
  };
  const outcomes = await Promise.all(Array.from({ length: 20 }, one));
  expect(outcomes.every((o) => o !== undefined && "done" in o)).toBe(true);
  expect(most).toBe(20);
  expect(peer.sessions.size).toBe(3);
});

test("where each log-in would ask a person, all roles share one session and take turns", async () => {
  const peer = await start();
  const account = await open(peer, { role: "A", credential: { kind: "password", authenticator: "USERNAME_PASSWORD_MFA", password: "pw" } });
  await Promise.all(["B", "A", "C"].map((role) => account.execute({ statements: [sql`SELECT 7`], role: exactly(role) })));
  expect(peer.logins).toHaveLength(1);
  expect(peer.statements.filter((s) => s.text === "SELECT 7").map((s) => s.role)).toEqual(["B", "A", "C"]);
});

test("a server that opens the session as somebody else is corrected", async () => {
  const demote = (peer: WirePeer, session: string) => {
    const opened = peer.sessions.get(session);
    if (opened !== undefined) opened.role = "PUBLIC";
    return undefined;
  };
  const peer = await start({ answer: ({ text: t, session }, p) => (t === "USE SECONDARY ROLES NONE" ? demote(p, session) : undefined) });
  const account = await open(peer);
  await account.execute({ statements: [sql`SELECT 3`], role: exactly("B") });
  expect(peer.statements.find((s) => s.text === "SELECT 3")?.role).toBe("B");
});

test("the warehouse of a request is used for it alone", async () => {
  const peer = await start();
  const account = await open(peer, { warehouse: "HOME" });
  await account.execute({ statements: [sql`SELECT 1`], warehouse: exactly("BIG") });
  await account.execute({ statements: [sql`SELECT 2`] });
  await account.execute({ statements: [sql`SELECT 3`] });
  expect(peer.texts()).toEqual(['USE WAREHOUSE "BIG"', "SELECT 1", 'USE WAREHOUSE "HOME"', "SELECT 2", "SELECT 3"]);
});

test("a tag goes with the statement, as its QUERY_TAG", async () => {
  const peer = await start();
  const account = await open(peer);
  await account.execute({ statements: [sql`CREATE ROLE A`], tag: '{"run":"r1","step":2,"attempt":1}' });
  await account.execute({ statements: [sql`SHOW ROLES`], describeOnly: true });
  expect(peer.statements.at(-2)?.parameters).toEqual({ MULTI_STATEMENT_COUNT: 1, QUERY_TAG: '{"run":"r1","step":2,"attempt":1}' });
  expect(peer.statements.at(-1)).toMatchObject({ describeOnly: true, parameters: { MULTI_STATEMENT_COUNT: 1 } });
});

test("cells come back as they were on the wire", async () => {
  const columns = [
    { name: "N", type: "fixed" },
    { name: "B", type: "boolean" },
    { name: "T", type: "timestamp_ltz", scale: 9 },
    { name: "D", type: "date" },
    { name: "V", type: "variant" },
    { name: "R", type: "real" },
    { name: "X", type: "text" },
    { name: "X", type: "text" },
  ];
  const row = ["12345678901234567890123456789012345678", "1", "1700000000.123456789", "19700", "(process.exit(9))", "NaN", null, "ä\u0000"];
  const peer = await start({ answer: ({ text: t }) => (t === "SELECT *" ? { columns, rows: [row, row.map(() => null)] } : undefined) });
  const [outcome] = await (await open(peer)).execute({ statements: [sql`SELECT *`] });
  expect(await rowsOf(outcome)).toEqual({ columns: columns.map(({ name }) => name), types: columns.map(({ type }) => type), rows: [row, row.map(() => null)] });
});

test("large results arrive in pages, in order, chunk after chunk", async () => {
  const part = (from: number, count: number) => Array.from({ length: count }, (_, i) => [String(from + i)]);
  const answer = { columns: [{ name: "N", type: "fixed" }], rows: part(0, 1500), chunks: [part(1500, 1200), part(2700, 5)] };
  const peer = await start({ answer: ({ text: t }) => (t === "SELECT N" ? answer : undefined) });
  const [outcome] = await (await open(peer)).execute({ statements: [sql`SELECT N`] });
  const pages: number[] = [];
  const seen: string[] = [];
  if (outcome === undefined || !("done" in outcome)) throw new Error("failed");
  for await (const page of outcome.done.rows) {
    pages.push(page.length);
    for (const [cell] of page) seen.push(cell ?? "");
  }
  expect(seen).toEqual(part(0, 2705).map(([n]) => n));
  expect(pages).toEqual([1000, 1000, 705]);
});

test("a statement that takes long is waited for", async () => {
  const peer = await start({ answer: ({ text: t }) => (t === "CREATE TABLE T" ? { later: { status: "Table T successfully created." } } : undefined) });
  const [outcome] = await (await open(peer)).execute({ statements: [sql`CREATE TABLE T`] });
  expect(outcome).toMatchObject({ done: { status: "Table T successfully created.", columns: ["status"] } });
  expect((await rowsOf(outcome)).rows).toEqual([["Table T successfully created."]]);
});

test("the first failure ends the request; it carries Snowflake's code, state, query id and place", async () => {
  const error = { code: "001003", message: "SQL compilation error:\nsyntax error line 1 at position 7 unexpected 'X'.", sqlState: "42000", line: 1, pos: 7 };
  const peer = await start({ answer: ({ text: t }) => (t === "CREATE X" ? { error } : undefined) });
  const outcomes = await (await open(peer)).execute({ statements: [sql`SELECT 1`, sql`CREATE X`, sql`SELECT 2`] });
  expect(outcomes.map((o) => Object.keys(o)[0])).toEqual(["done", "failed", "notReached"]);
  expect(failureOf(outcomes[1]).details).toMatchObject({ kind: "statement", code: "001003", sqlState: "42000", statement: "CREATE X", line: 1, column: 8 });
  expect(failureOf(outcomes[1]).details.queryId).toMatch(/^01b0/);
  expect(peer.texts()).toEqual(["SELECT 1", "CREATE X"]);
});

test("a read is sent again after a broken connection, with the same request id", async () => {
  let left = 2;
  const peer = await start({ answer: ({ text: t }) => (t === "SHOW ROLES" && left-- > 0 ? (left === 1 ? { drop: true } : { http: 503 }) : undefined) });
  const [outcome] = await (await open(peer)).execute({ statements: [sql`SHOW ROLES`] });
  expect(outcome).toHaveProperty("done");
  const sent = peer.statements.filter((s) => s.text === "SHOW ROLES");
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map((s) => s.requestId)).size).toBe(1);
});

test.each([{ drop: true }, { http: 503 }] as const)("a write whose answer is lost (%j) is sent once and reported as lost", async (fault) => {
  const peer = await start({ answer: ({ text: t }) => (t === "CREATE ROLE A" ? fault : undefined) });
  const account = await open(peer);
  const outcomes = await account.execute({ statements: [sql`CREATE ROLE A`, sql`SELECT 2`] });
  expect(failureOf(outcomes[0]).details).toMatchObject({ kind: "lost", statement: "CREATE ROLE A" });
  expect(outcomes[1]).toEqual({ notReached: true });
  expect(peer.texts()).toEqual(["CREATE ROLE A"]);
  expect((await account.execute({ statements: [sql`SELECT 3`] }))[0]).toHaveProperty("done");
});

test("an account that is gone ends reads after some attempts", async () => {
  const peer = await start();
  const account = await open(peer);
  await peer.close();
  const [read] = await account.execute({ statements: [sql`SHOW ROLES`] });
  expect(failureOf(read).details.kind).toBe("unreachable");
  const [write] = await account.execute({ statements: [sql`CREATE ROLE A`] }).catch((e: AccountError) => [{ failed: e }]);
  expect(failureOf(write).details.kind).toBe("unreachable");
});

test("a session token that expired is renewed, and a session that is gone is replaced", async () => {
  const peer = await start();
  const account = await open(peer, { role: "A" });
  for (const session of peer.sessions.values()) session.state = "expired";
  expect((await account.execute({ statements: [sql`CREATE ROLE X`] }))[0]).toHaveProperty("done");
  expect(peer.paths).toContain("/session/token-request");
  expect(peer.logins).toHaveLength(1);
  for (const session of peer.sessions.values()) session.state = "gone";
  expect((await account.execute({ statements: [sql`CREATE ROLE Y`] }))[0]).toHaveProperty("done");
  expect(peer.logins).toHaveLength(2);
  expect(peer.texts()).toEqual(["CREATE ROLE X", "CREATE ROLE Y"]);
});

test("a signal cancels the statement that runs; the rest is not reached", async () => {
  const peer = await start({ answer: ({ text: t }) => (t === "CREATE TABLE SLOW" ? { hang: true } : undefined) });
  const account = await open(peer);
  const stop = new AbortController();
  const running = account.execute({ statements: [sql`CREATE TABLE SLOW`, sql`SELECT 2`] }, { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  const outcomes = await running;
  expect(failureOf(outcomes[0]).details).toMatchObject({ kind: "cancelled", code: "000604" });
  expect(outcomes[1]).toEqual({ notReached: true });
  const late = await account.execute({ statements: [sql`SELECT 3`] }, { signal: stop.signal });
  expect(failureOf(late[0]).details.kind).toBe("cancelled");
  expect(peer.texts()).toEqual(["CREATE TABLE SLOW"]);
});

test("a secret is filled in at the socket and nowhere else", async () => {
  const ref: SecretRef = { ref: "env:PW", digest: "abc" };
  const value = "it's \\ s3cret-Value";
  const peer = await start({
    answer: ({ text: t }) =>
      t.startsWith("ALTER USER") ? { error: { code: "001003", message: `unexpected '${t.slice(-18).toUpperCase()}' in ${t}`, line: 1, pos: 30 } } : undefined,
  });
  const account = await open(peer);
  const statement = sql`ALTER USER A SET PASSWORD = ${secret(ref)}`;
  const error = failureOf((await account.execute({ statements: [statement] }, { reveal: () => value }))[0]);
  expect(peer.texts()).toEqual(["ALTER USER A SET PASSWORD = 'it''s \\\\ s3cret-Value'"]);
  const told = JSON.stringify(error.details) + error.message + (error.stack ?? "");
  for (const piece of ["s3cret", "S3CRET", "-Value", "it''s"]) expect(told).not.toContain(piece);
  expect(error.details.statement).toBe(statement.text);
  expect(error.details.line).toBeUndefined();
  const refused = failureOf((await account.execute({ statements: [statement] }))[0]);
  expect(refused.message).toContain("nothing reveals it");
  expect(peer.texts()).toHaveLength(1);
});

test("a statement that changes its session does not leave it to the next", async () => {
  const peer = await start();
  const account = await open(peer, { role: "A" });
  await account.execute({ statements: [sql`USE ROLE ${userSql('"B"')}`, sql`SELECT 1`] });
  await account.execute({ statements: [sql`ALTER SESSION SET TIMEZONE = ${text("Asia/Tokyo")}`] });
  await account.execute({ statements: [sql`SELECT 2`] });
  expect(peer.statements.find((s) => s.text === "SELECT 2")?.role).toBe("A");
  expect(peer.logins).toHaveLength(3);
});

test("find asks the history by user and tag; cancel names the query", async () => {
  const columns = ["QUERY_ID", "QUERY_TEXT", "EXECUTION_STATUS", "QUERY_TAG"].map((name) => ({ name, type: "text" }));
  const rows = [
    ["q1", "CREATE ROLE A", "SUCCESS", "t"],
    ["q2", "CREATE ROLE B", "RUNNING", "t"],
    ["q3", "CREATE ROLE C", "FAILED_WITH_ERROR", "t"],
  ];
  const peer = await start({
    answer: ({ text: t }) =>
      t.includes("QUERY_HISTORY_BY_USER")
        ? { columns, rows }
        : t.startsWith("SHOW TERSE DATABASES")
          ? {
              columns: [
                { name: "created_on", type: "text" },
                { name: "name", type: "text" },
              ],
              rows: [["1", "my db"]],
            }
          : undefined,
  });
  const account = await open(peer);
  expect((await account.find("it's")).map((s) => `${s.queryId} ${s.status}`)).toEqual(["q1 done", "q2 running", "q3 failed"]);
  expect(peer.texts().at(-1)).toContain(
    `FROM TABLE("my db".INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER(USER_NAME => 'ALICE', RESULT_LIMIT => 10000)) WHERE QUERY_TAG = 'it''s'`,
  );
  await account.cancel("q2");
  expect(peer.texts().at(-1)).toBe("SELECT SYSTEM$CANCEL_QUERY('q2')");
});

test("close logs every session out, and nothing runs afterwards", async () => {
  const peer = await start();
  const account = await open(peer);
  await Promise.all(["A", "B"].map((role) => account.execute({ statements: [sql`SELECT 1`], role: exactly(role) })));
  await account.close();
  expect(peer.loggedOut.toSorted()).toEqual(["t1", "t2", "t3"]);
  expect(peer.paths.some((path) => path.startsWith("/telemetry"))).toBe(false);
  expect((await rejection(account.execute({ statements: [sql`SELECT 1`] }))).details.kind).toBe("unreachable");
});
