import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { rowsOf } from "../testing/rows-of.ts";
import { must } from "../testing/run.ts";

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "snowtower-rows-"));
});

afterEach(() => rmSync(dir, { recursive: true }));

function open(account: LocalAccount) {
  return account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", warehouse: "W", database: "D", schema: "PUBLIC" });
}

it("rows are there again when the folder is opened, and what nobody names is swept", async () => {
  const { account } = await LocalAccount.open(dir);
  await must(account, "CREATE WAREHOUSE w; CREATE DATABASE d; CREATE TABLE d.public.t (a INT)");
  await must(open(account), "INSERT INTO t VALUES (1), (2); INSERT OVERWRITE INTO t VALUES (3); INSERT INTO t VALUES (4)");
  const fork = account.fork();
  await must(open(fork), "DELETE FROM t");
  for (const name of readdirSync(dir).filter((file) => file.startsWith("rows"))) expect(statSync(join(dir, name)).mode & 0o077).toBe(0);
  await account.close();
  const again = await LocalAccount.open(dir);
  expect(again.warnings).toEqual([]);
  expect(await rowsOf(open(again.account), "SELECT a FROM t ORDER BY a")).toEqual([["3"], ["4"]]);
  await must(open(again.account), "INSERT INTO t SELECT a + 10 FROM t");
  expect(await rowsOf(open(again.account), "SELECT COUNT(*), SUM(a) FROM t")).toEqual([["4", "34"]]);
  await again.account.close();
});

it("a file that is no database, and one that lost its rows, are told as damage", async () => {
  const { account } = await LocalAccount.open(dir);
  await must(account, "CREATE WAREHOUSE w; CREATE DATABASE d; CREATE TABLE d.public.t (a INT)");
  await must(open(account), "INSERT INTO t VALUES (1)");
  await account.close();
  writeFileSync(join(dir, "rows.duckdb"), "not a database");
  const broken = await LocalAccount.open(dir);
  await expect(rowsOf(open(broken.account), "SELECT a FROM t")).rejects.toMatchObject({ name: "StoreError" });
  await broken.account.close();
  rmSync(join(dir, "rows.duckdb"));
  const empty = await LocalAccount.open(dir);
  await expect(rowsOf(open(empty.account), "SELECT a FROM t")).rejects.toMatchObject({ name: "StoreError", message: expect.stringContaining("are not there") });
  await empty.account.close();
});
