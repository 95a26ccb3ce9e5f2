import type { Connection } from "snowflake-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, disconnect, execute } from "./driver.ts";
import { PASSWORD, type ServedAccount, serveAccount } from "./served-account.ts";

let served: ServedAccount;
let admin: Connection;

beforeAll(async () => {
  served = await serveAccount({ chunkBytes: 20_000 });
  await served.run("CREATE DATABASE DB");
  admin = await connect(served.url, { username: "admin", password: PASSWORD, warehouse: "COMPUTE_WH", database: "DB", schema: "PUBLIC" });
  await execute(admin, "ALTER SESSION SET TIMEZONE = 'UTC'");
});
afterAll(async () => {
  await disconnect(admin);
  await served.server.close();
  await served.account.close();
});

test("a row with a value of every type comes back as it went in", async () => {
  await execute(admin, "CREATE TABLE EVERY (I NUMBER, D NUMBER(10, 2), F FLOAT, T VARCHAR, B BOOLEAN, DA DATE, TI TIME, NT TIMESTAMP_NTZ, E VARCHAR)");
  const at = new Date("2024-02-29T12:34:56.789Z");
  const binds = [42, -1.25, 0.1, "it's ä", true, "2024-02-29", "12:34:56", at as never, null] as never;
  await execute(admin, "INSERT INTO EVERY VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", { binds });
  const [row] = (await execute(admin, "SELECT * FROM EVERY")).rows;
  expect(row).toMatchObject({ I: 42, D: -1.25, F: 0.1, T: "it's ä", B: true, E: null });
  expect((row!.DA as Date).toISOString().slice(0, 10)).toBe("2024-02-29");
  expect(String(row?.TI)).toBe("12:34:56");
  expect((row!.NT as Date).getTime()).toBe(at.getTime());
});

test("many rows of bindings in one statement", async () => {
  await execute(admin, "CREATE TABLE MANY (N NUMBER, T VARCHAR)");
  const binds = Array.from({ length: 1000 }, (_, i) => [i, i % 7 === 0 ? null : `row ${i}`]) as never;
  const { statement, rows } = await execute(admin, "INSERT INTO MANY (N, T) VALUES (?, ?)", { binds });
  expect([rows, statement.getNumUpdatedRows()]).toEqual([[{ "number of rows inserted": 1000 }], 1000]);
  const back = (await execute(admin, "SELECT N, T FROM MANY ORDER BY N")).rows;
  expect(back).toEqual((binds as unknown as readonly (readonly unknown[])[]).map(([N, T]) => ({ N, T })));
});

test("such bindings are for INSERT alone", async () => {
  await expect(execute(admin, "SELECT ?", { binds: [[1], [2]] as never })).rejects.toMatchObject({ code: "000002" });
});

test("columns of a query are described without running it", async () => {
  const { statement, rows } = await execute(admin, "SELECT N + 0.5 AS X, UPPER(T) AS Y FROM MANY", { describeOnly: true } as object);
  expect(rows).toEqual([]);
  expect((statement.getColumns() ?? []).map((column) => [column.getName(), column.getType(), column.getScale()])).toEqual([
    ["X", "fixed", 1],
    ["Y", "text", null],
  ]);
});

test("a result that is fetched later by its id, also one in chunks", async () => {
  const { statement } = await execute(admin, "SELECT N, T FROM MANY ORDER BY N DESC", { asyncExec: true });
  const queryId = statement.getQueryId();
  await expect.poll(() => admin.getQueryStatus(queryId)).toBe("SUCCESS");
  const result = await admin.getResultsFromQueryId({ queryId, sqlText: "", complete: () => undefined } as never);
  const first: number[] = [];
  for await (const row of (result as unknown as { streamRows(): AsyncIterable<{ N: number }> }).streamRows()) first.push(row.N);
  expect(first).toEqual(Array.from({ length: 1000 }, (_, i) => 999 - i));
});
