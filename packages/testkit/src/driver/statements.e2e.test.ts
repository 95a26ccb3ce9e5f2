import type { Connection, SnowflakeError } from "snowflake-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, disconnect, execute } from "./driver.ts";
import { PASSWORD, type ServedAccount, serveAccount } from "./served-account.ts";

let served: ServedAccount;
let admin: Connection;

beforeAll(async () => {
  served = await serveAccount({ patienceMs: 200 });
  admin = await connect(served.url, { username: "admin", password: PASSWORD });
});
afterAll(async () => {
  await disconnect(admin);
  await served.server.close();
});

async function refusal(sqlText: string, options: Parameters<typeof execute>[2] = {}): Promise<SnowflakeError> {
  try {
    await execute(admin, sqlText, options);
  } catch (error) {
    return error as SnowflakeError;
  }
  throw new Error(`it was not refused: ${sqlText}`);
}

test("values come back in types of their columns", async () => {
  const { rows, statement } = await execute(admin, "SELECT 1 AS N, -12.50 AS D, 'x''y' AS T, TRUE AS B, NULL AS E, CURRENT_TIMESTAMP() AS AT");
  const [row] = rows as readonly [Record<string, unknown>];
  expect(row).toMatchObject({ N: 1, D: -12.5, T: "x'y", B: true, E: null });
  expect(Math.abs((row.AT as Date).getTime() - Date.now())).toBeLessThan(5000);
  expect((statement.getColumns() ?? []).map((column) => [column.getName(), column.getType()])).toEqual([
    ["N", "fixed"],
    ["D", "fixed"],
    ["T", "text"],
    ["B", "boolean"],
    ["E", "text"],
    ["AT", "timestamp_ltz"],
  ]);
  expect(statement.getQueryId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
});

test("DDL says what it did, and SHOW shows it", async () => {
  expect((await execute(admin, "CREATE WAREHOUSE SHOWN WAREHOUSE_SIZE = 'MEDIUM' COMMENT = 'for a test'")).rows).toEqual([
    { status: "Warehouse SHOWN successfully created." },
  ]);
  const [row] = (await execute(admin, "SHOW /* with a comment */ WAREHOUSES LIKE 'shown'")).rows as readonly [Record<string, unknown>];
  expect(row).toMatchObject({ name: "SHOWN", size: "Medium", comment: "for a test", owner: "ACCOUNTADMIN" });
  expect(row.created_on).toBeInstanceOf(Date);
  await execute(admin, "DROP WAREHOUSE SHOWN");
  expect((await execute(admin, "SHOW WAREHOUSES LIKE 'shown'")).rows).toEqual([]);
});

test("a syntax error, with its place", async () => {
  const error = await refusal("SELEKT 1");
  expect(error).toMatchObject({ code: "001003", sqlState: "42000" });
  expect(error.message).toBe("SQL compilation error:\nsyntax error line 1 at position 0 unexpected 'SELEKT'.");
  expect(error.data).toMatchObject({ line: 1, pos: 0, type: "COMPILATION" });
});

test("errors carry Snowflake's codes", async () => {
  expect(await refusal("USE WAREHOUSE NOWHERE")).toMatchObject({ code: "002043", sqlState: "02000" });
  expect(await refusal("DROP ROLE NOBODY")).toMatchObject({ code: "002003", sqlState: "02000" });
  expect(await refusal("CREATE ROLE SYSADMIN")).toMatchObject({ code: "002002", sqlState: "42710" });
});

test("USE is followed by the driver", async () => {
  await execute(admin, 'CREATE DATABASE "Followed"');
  const { statement } = await execute(admin, 'USE SCHEMA "Followed".PUBLIC');
  const state = statement.getSessionState() as unknown as Record<string, () => string>;
  expect(state.getCurrentDatabase?.()).toBe("Followed");
  expect(state.getCurrentSchema?.()).toBe("PUBLIC");
  expect(state.getCurrentRole?.()).toBe("ACCOUNTADMIN");
  const after = await execute(admin, 'DROP DATABASE "Followed"');
  expect((after.statement.getSessionState() as unknown as Record<string, () => unknown>).getCurrentDatabase?.()).toBeNull();
});

test("values for ? and :1", async () => {
  const { rows } = await execute(admin, "SELECT ? AS A, ? AS B, ? AS C, ? AS D", { binds: ["it's", 12, true, null] });
  expect(rows).toEqual([{ A: "it's", B: 12, C: true, D: null }]);
  const numbered = await execute(admin, "SELECT :2 AS B, :1 AS A", { binds: ["first", 2] });
  expect(numbered.rows).toEqual([{ B: 2, A: "first" }]);
  await execute(admin, "ALTER USER ADMIN SET COMMENT = ?", { binds: ["bound"] });
  expect((await execute(admin, "SHOW USERS LIKE 'ADMIN'")).rows[0]).toMatchObject({ comment: "bound" });
  expect(await refusal("SELECT ?, ?", { binds: [1] })).toMatchObject({ code: "002049" });
});

test("several statements in one text, only if they are counted", async () => {
  const text = "CREATE ROLE MANY; SHOW ROLES LIKE 'MANY'; DROP ROLE MANY";
  expect(await refusal(text)).toMatchObject({
    code: "000008",
    message: "Actual statement count 3 did not match the desired statement count 1.",
  });
  const seen: unknown[] = [];
  await new Promise<void>((resolve, reject) => {
    admin.execute({
      sqlText: text,
      parameters: { MULTI_STATEMENT_COUNT: 3 },
      complete: (error, statement, rows) => {
        if (error) return reject(error);
        seen.push(rows?.[0]);
        const { hasNext, NextResult } = statement as unknown as { hasNext: () => boolean; NextResult: () => void };
        if (hasNext.call(statement)) NextResult.call(statement);
        else resolve();
      },
    });
  });
  expect(seen).toEqual([{ status: "Role MANY successfully created." }, expect.objectContaining({ name: "MANY" }), { status: "MANY successfully dropped." }]);
});

test("a text of several stops at the first refusal", async () => {
  expect(await refusal("CREATE ROLE HALF; CREATE ROLE HALF; CREATE ROLE OTHER_HALF", { parameters: { MULTI_STATEMENT_COUNT: 0 } })).toMatchObject({
    code: "100132",
    message: expect.stringContaining(
      "failed on statement \"CREATE ROLE HALF\" (at line 1, position 18).\nSQL compilation error:\nObject 'HALF' already exists.",
    ),
  });
  expect((await execute(admin, "SHOW ROLES LIKE '%HALF'")).rows.map(({ name }) => name)).toEqual(["HALF"]);
  await execute(admin, "DROP ROLE HALF");
});

test("blocks, chains, calls", async () => {
  const block = `DECLARE
      made INT DEFAULT 0;
    BEGIN
      FOR i IN 1 TO 3 DO
        LET name := 'LOOPED_' || i;
        CREATE ROLE IDENTIFIER(:name);
        made := made + 1;
      END FOR;
      RETURN made;
    END;`;
  expect((await execute(admin, block)).rows).toEqual([{ "anonymous block": 3 }]);
  expect((await execute(admin, "SHOW ROLES LIKE 'LOOPED_%' ->> SELECT \"name\" AS N FROM $1 WHERE \"name\" <> 'LOOPED_2'")).rows).toEqual([
    { N: "LOOPED_1" },
    { N: "LOOPED_3" },
  ]);
  await execute(admin, "CREATE DATABASE SCRIPTED");
  await execute(admin, "CREATE PROCEDURE SCRIPTED.PUBLIC.DOUBLED(A FLOAT) RETURNS FLOAT AS 'BEGIN RETURN A * 2; END'");
  expect((await execute(admin, "CALL SCRIPTED.PUBLIC.DOUBLED(?)", { binds: [21] })).rows).toEqual([{ DOUBLED: 42 }]);
  expect((await execute(admin, "EXECUTE IMMEDIATE $$ BEGIN RETURN OBJECT_CONSTRUCT('a', [1, 'x']); END $$")).rows).toEqual([
    { "anonymous block": { a: [1, "x"] } },
  ]);
  expect(await refusal("DECLARE E EXCEPTION (-20001, 'said so'); BEGIN RAISE E; END")).toMatchObject({
    code: "-20001",
    sqlState: "P0001",
    message: expect.stringContaining("Uncaught exception of type 'E' on line 1 at position 47 : said so"),
  });
  await execute(admin, "DROP DATABASE SCRIPTED");
  await execute(admin, "BEGIN DROP ROLE LOOPED_1; DROP ROLE LOOPED_2; DROP ROLE LOOPED_3; END");
});

test("a slow statement is waited for, request after request", async () => {
  const from = Date.now();
  expect((await execute(admin, "SELECT SYSTEM$WAIT(900, 'MILLISECONDS') AS W")).rows).toEqual([{ W: "waited 900 milliseconds" }]);
  expect(Date.now() - from).toBeGreaterThan(850);
});

test("an asynchronous statement", async () => {
  const { statement } = await execute(admin, "CALL SYSTEM$WAIT(600, 'MILLISECONDS')", { asyncExec: true });
  const queryId = statement.getQueryId();
  expect(await admin.getQueryStatus(queryId)).toBe("RUNNING");
  const result = await admin.getResultsFromQueryId({ queryId, sqlText: "", complete: () => undefined } as never);
  const rows: unknown[] = [];
  for await (const row of (result as unknown as { streamRows(): AsyncIterable<unknown> }).streamRows()) rows.push(row);
  expect(rows).toEqual([{ SYSTEM$WAIT: "waited 600 milliseconds" }]);
  expect(await admin.getQueryStatus(queryId)).toBe("SUCCESS");
});

test("an asynchronous statement that fails tells why", async () => {
  const { statement } = await execute(admin, "DROP ROLE NOBODY", { asyncExec: true });
  await expect(admin.getQueryStatusThrowIfError(statement.getQueryId())).rejects.toThrow(/does not exist or not authorized/);
});

test("a statement is cancelled by the driver", async () => {
  const from = Date.now();
  const ended = new Promise<SnowflakeError | undefined>((resolve) => {
    const statement = admin.execute({ sqlText: "SELECT SYSTEM$WAIT(20)", complete: (error) => resolve(error) });
    setTimeout(() => statement.cancel(() => undefined), 100);
  });
  expect(await ended).toMatchObject({ code: "000604", sqlState: "57014", message: "SQL execution canceled" });
  expect(Date.now() - from).toBeLessThan(5000);
});

test("a statement is cancelled by its id, from another session", async () => {
  const other = await connect(served.url, { username: "admin", password: PASSWORD });
  const { statement } = await execute(admin, "SELECT SYSTEM$WAIT(20)", { asyncExec: true });
  const queryId = statement.getQueryId();
  const { rows } = await execute(other, `SELECT SYSTEM$CANCEL_QUERY('${queryId}') AS ANSWER`);
  expect(rows).toEqual([{ ANSWER: `query [${queryId}] terminated.` }]);
  await expect.poll(() => admin.getQueryStatus(queryId)).toBe("FAILED_WITH_ERROR");
  await disconnect(other);
});

test("a statement that takes too long is ended", async () => {
  await execute(admin, "ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 1");
  expect(await refusal("SELECT SYSTEM$WAIT(20)")).toMatchObject({ code: "000630", sqlState: "57014" });
  await execute(admin, "ALTER SESSION UNSET STATEMENT_TIMEOUT_IN_SECONDS");
});

test("a tag of one statement is found in the history", async () => {
  const { statement } = await execute(admin, "SELECT 'tagged'", { parameters: { QUERY_TAG: '{"run":"7"}' } });
  const history = await execute(
    admin,
    `SELECT QUERY_ID, QUERY_TEXT, EXECUTION_STATUS FROM TABLE(SNOWFLAKE.INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER(USER_NAME => 'ADMIN', RESULT_LIMIT => 1000)) WHERE QUERY_TAG = '{"run":"7"}' ORDER BY START_TIME`,
  );
  expect(history.rows).toEqual([{ QUERY_ID: statement.getQueryId(), QUERY_TEXT: "SELECT 'tagged'", EXECUTION_STATUS: "SUCCESS" }]);
});

test("sixteen sessions at once, each with statements in flight", async () => {
  const sessions = await Promise.all(Array.from({ length: 16 }, () => connect(served.url, { username: "admin", password: PASSWORD })));
  const created = sessions.flatMap((session, s) =>
    Array.from({ length: 5 }, async (_, i) => {
      await execute(session, `CREATE ROLE P_${s}_${i}`);
      return (await execute(session, "SELECT ? AS I", { binds: [i] })).rows[0];
    }),
  );
  expect(await Promise.all(created)).toEqual(sessions.flatMap(() => [0, 1, 2, 3, 4].map((I) => ({ I }))));
  expect((await execute(admin, "SHOW ROLES LIKE 'P@_%'".replace("@", "\\\\"))).rows).toHaveLength(80);
  const ids = await Promise.all(sessions.map(async (session) => Object.values((await execute(session, "SELECT CURRENT_SESSION()")).rows[0] ?? {})[0]));
  expect(new Set(ids).size).toBe(16);
  await Promise.all(sessions.map(disconnect));
});

test.each(["SELECT 'first' AS A ->> SELECT SYSTEM$WAIT(20)", "BEGIN SELECT SYSTEM$WAIT(20); END", "EXECUTE IMMEDIATE 'SELECT SYSTEM$WAIT(20)'"])(
  "a statement made of others is cancelled: %s",
  async (sqlText) => {
    const from = Date.now();
    const ended = new Promise<SnowflakeError | undefined>((resolve) => {
      const statement = admin.execute({ sqlText, complete: (error) => resolve(error) });
      setTimeout(() => statement.cancel(() => undefined), 150);
    });
    expect(await ended).toMatchObject({ message: expect.stringContaining("SQL execution canceled") });
    expect(Date.now() - from).toBeLessThan(8000);
  },
);
