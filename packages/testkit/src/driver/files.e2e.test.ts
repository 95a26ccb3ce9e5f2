import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Connection } from "snowflake-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, disconnect, execute } from "./driver.ts";
import { PASSWORD, type ServedAccount, serveAccount } from "./served-account.ts";

let served: ServedAccount;
let admin: Connection;
let work: string;
let umask: number;

beforeAll(async () => {
  // For files of this kind of stage the driver lifts it, for the whole process.
  umask = process.umask();
  work = mkdtempSync(join(tmpdir(), "snowtower-put-"));
  for (const name of ["a.csv", "b.csv"]) writeFileSync(join(work, name), `${name}\n`.repeat(1000));
  served = await serveAccount();
  await served.run("CREATE DATABASE DB", "CREATE STAGE DB.PUBLIC.S");
  admin = await connect(served.url, { username: "admin", password: PASSWORD });
});
afterAll(async () => {
  await disconnect(admin);
  await served.server.close();
  await served.account.close();
  rmSync(work, { recursive: true });
  process.umask(umask);
});

async function listed(stage: string): Promise<readonly unknown[]> {
  return (await execute(admin, `LIST ${stage}`)).rows.map(({ name }) => name);
}

test("files are put, listed, fetched and removed", async () => {
  const put = await execute(admin, `PUT file://${work}/*.csv @DB.PUBLIC.S/in`);
  expect(put.rows).toMatchObject([
    { source: "a.csv", target: "a.csv.gz", status: "UPLOADED" },
    { source: "b.csv", target: "b.csv.gz", status: "UPLOADED" },
  ]);
  expect(await listed("@DB.PUBLIC.S")).toEqual(["s/in/a.csv.gz", "s/in/b.csv.gz"]);
  const to = mkdtempSync(join(work, "to-"));
  const got = await execute(admin, `GET @DB.PUBLIC.S/in/a file://${to}/`);
  expect(got.rows).toMatchObject([{ file: "a.csv.gz", status: "DOWNLOADED" }]);
  expect(readdirSync(to)).toEqual(["a.csv.gz"]);
  expect(gunzipSync(readFileSync(join(to, "a.csv.gz"))).toString()).toBe("a.csv\n".repeat(1000));
  expect((await execute(admin, "REMOVE @DB.PUBLIC.S PATTERN='.*/b.*'")).rows).toEqual([{ name: "s/in/b.csv.gz", result: "removed" }]);
  expect(await listed("@DB.PUBLIC.S")).toEqual(["s/in/a.csv.gz"]);
});

test("as they are, with their size; what is there is not written over", async () => {
  const put = (options: string) => execute(admin, `PUT file://${work}/a.csv @~ AUTO_COMPRESS=FALSE ${options}`);
  const size = async () => (await execute(admin, "LS @~")).rows[0]?.size;
  await put("");
  expect(await size()).toBe(6000);
  writeFileSync(join(work, "a.csv"), "changed");
  await put("");
  expect(await size()).toBe(6000);
  await put("OVERWRITE=TRUE");
  expect(await size()).toBe(7);
});

test("a path with spaces, in quotes", async () => {
  writeFileSync(join(work, "c d.csv"), "x");
  await execute(admin, `PUT 'file://${work}/c d.csv' '@DB.PUBLIC.S/x y' AUTO_COMPRESS=FALSE`);
  expect(await listed("@DB.PUBLIC.S/x")).toEqual(["s/x y/c d.csv"]);
});

test("COPY INTO is refused by name", async () => {
  await expect(execute(admin, "COPY INTO T FROM @~")).rejects.toMatchObject({ code: "000002" });
});
