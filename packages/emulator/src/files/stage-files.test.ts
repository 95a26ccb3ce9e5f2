import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

let work: string;
let account: LocalAccount;

beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), "snowtower-files-"));
  account = LocalAccount.create();
  for (const name of ["a.csv", "b.csv", "c d.csv"]) writeFileSync(join(work, name), `${name}\n`.repeat(100));
  await must(account, "CREATE DATABASE D; CREATE STAGE D.PUBLIC.S; CREATE TABLE D.PUBLIC.T (N NUMBER)");
});
afterEach(async () => {
  await account.close();
  rmSync(work, { recursive: true, force: true });
});

async function listed(stage: string, on = account): Promise<readonly (string | null | undefined)[]> {
  return (await show(on, `LIST ${stage}`)).map(({ name }) => name);
}

describe("PUT", () => {
  test("compresses, and LIST says size, digest and time of what is there", async () => {
    expect(await show(account, `PUT file://${work}/a.csv @D.PUBLIC.S`)).toEqual([
      {
        source: "a.csv",
        target: "a.csv.gz",
        source_size: "600",
        target_size: expect.stringMatching(/^\d{2}$/),
        source_compression: "NONE",
        target_compression: "GZIP",
        status: "UPLOADED",
        message: "",
      },
    ]);
    await must(account, `PUT file://${work}/a.csv @D.PUBLIC.S AUTO_COMPRESS=FALSE`);
    const [plain, zipped] = await show(account, "LS @D.PUBLIC.S");
    expect(plain).toMatchObject({ name: "s/a.csv", size: "600", md5: createHash("md5").update("a.csv\n".repeat(100)).digest("hex") });
    expect(plain?.last_modified).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    expect(zipped).toMatchObject({ name: "s/a.csv.gz", sha1: null });
  });

  test("on every internal stage, in a folder, several files, names with spaces", async () => {
    await must(account, `PUT file://${work}/*.csv @D.PUBLIC.%T/in/2024 AUTO_COMPRESS = FALSE`);
    expect(await listed("@D.PUBLIC.%T")).toEqual(["in/2024/a.csv", "in/2024/b.csv", "in/2024/c d.csv"]);
    await must(account, `PUT 'file://${work}/c d.csv' @~`);
    expect(await listed("@~")).toEqual(["c d.csv.gz"]);
    await must(account, `PUT file://${work}/?.csv '@D.PUBLIC."S"/x y' PARALLEL=8`);
    expect(await listed("@D.PUBLIC.S/x")).toEqual(["s/x y/a.csv.gz", "s/x y/b.csv.gz"]);
  });

  test("what is compressed is not compressed again", async () => {
    writeFileSync(join(work, "z.csv.gz"), gzipSync("z"));
    expect((await show(account, `PUT file://${work}/z.csv.gz @~`))[0]).toMatchObject({
      target: "z.csv.gz",
      source_compression: "GZIP",
      target_compression: "GZIP",
    });
    expect((await show(account, `PUT file://${work}/b.csv @~ SOURCE_COMPRESSION = BROTLI`))[0]).toMatchObject({
      target: "b.csv",
      target_compression: "BROTLI",
    });
  });

  test("a file that is there stays, unless OVERWRITE is said", async () => {
    const put = (options = "") => must(account, `PUT file://${work}/a.csv @~ AUTO_COMPRESS = FALSE ${options}`);
    const size = async () => (await show(account, "LIST @~"))[0]?.size;
    await put();
    writeFileSync(join(work, "a.csv"), "other");
    await put();
    expect(await size()).toBe("600");
    await put("OVERWRITE = TRUE");
    expect(await size()).toBe("5");
  });

  test("needs WRITE, and the others theirs", async () => {
    await must(account, "CREATE ROLE R; GRANT ROLE R TO USER ADMIN; GRANT USAGE ON DATABASE D TO ROLE R; GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE R");
    const session = as(account, "R");
    const put = `PUT file://${work}/a.csv @D.PUBLIC.S`;
    expect(await run(session, put)).toMatchObject({ code: "002003" });
    await must(account, "GRANT READ ON STAGE D.PUBLIC.S TO ROLE R");
    expect(await run(session, put)).toMatchObject({ code: "003001" });
    expect(await run(session, "REMOVE @D.PUBLIC.S")).toMatchObject({ code: "003001" });
    await must(session, "LIST @D.PUBLIC.S");
    await must(account, "GRANT WRITE ON STAGE D.PUBLIC.S TO ROLE R; GRANT SELECT ON TABLE D.PUBLIC.T TO ROLE R");
    await must(session, put);
    await must(session, "REMOVE @D.PUBLIC.S");
    expect(await run(session, "LIST @D.PUBLIC.%T")).toMatchObject({ code: "003001" });
    await must(session, `PUT file://${work}/a.csv @~`);
  });

  test.each([
    ["PUT file:///nowhere/x.csv @~", "253006"],
    ["PUT file:///tmp/** @~", "253006"],
    ["PUT /tmp/x.csv @~", "001003"],
    ["PUT file:///tmp/x.csv", "001003"],
    ["PUT file:///tmp/x.csv ~", "001003"],
    ["PUT file:///tmp/x.csv @~ PARALLEL = 100", "001008"],
    ["PUT file:///tmp/x.csv @~ AUTO_COMPRESS = MAYBE", "001008"],
    ["PUT file:///tmp/x.csv @~ SOURCE_COMPRESSION = LZO", "001008"],
    ["PUT file:///tmp/x.csv @~ PATTERN = 'x'", "001003"],
    ["PUT file:///tmp/x.csv @~ OVERWRITE TRUE", "001003"],
    ["PUT file:///tmp/x.csv @~/../../etc", "000002"],
    ["PUT file:///tmp/x.csv @~/a//b", "000002"],
    ["PUT file:///tmp/x.csv @~/a\\b", "000002"],
    [`PUT file:///tmp/x.csv @~/${"x".repeat(300)}`, "000002"],
    ["PUT file:///tmp/x.csv @NOWHERE", "090105"],
    ["PUT file:///tmp/x.csv @D.PUBLIC.NOWHERE", "002003"],
    ["LIST @~ PATTERN = '(?<=a)++'", "000002"],
    ["LIST @~ PATTERN = '('", "000002"],
    ["LIST ~", "001003"],
    ["LIST", "001003"],
  ])("%s", async (text, code) => {
    expect(await run(account, text)).toMatchObject({ code });
  });
});

test("GET copies what begins with the path and fits", async () => {
  await must(account, `PUT file://${work}/*.csv @~/in`);
  const to = join(work, "to");
  expect(await show(account, `GET @~/in/ file://${to} PATTERN='.*/[ab].*'`)).toMatchObject([
    { file: "a.csv.gz", status: "DOWNLOADED" },
    { file: "b.csv.gz", status: "DOWNLOADED" },
  ]);
  expect(readdirSync(to).sort()).toEqual(["a.csv.gz", "b.csv.gz"]);
  expect(gunzipSync(readFileSync(join(to, "a.csv.gz"))).toString()).toBe("a.csv\n".repeat(100));
  await must(account, `PUT file://${work}/a.csv @~/other`);
  expect(await run(account, `GET @~ file://${to}`)).toMatchObject({ code: "091017" });
  expect(await show(account, `GET @~/nothing file://${to}`)).toEqual([]);
});

test("a file may be called like a folder, and have any sign in its name", async () => {
  writeFileSync(join(work, "x"), "file");
  writeFileSync(join(work, "50%25 & ü%"), "odd");
  await must(account, `PUT file://${work}/x @~ AUTO_COMPRESS = FALSE`);
  await must(account, `PUT file://${work}/a.csv @~/x/y% AUTO_COMPRESS = FALSE`);
  await must(account, `PUT 'file://${work}/50%25 & ü%' @~/x AUTO_COMPRESS = FALSE`);
  expect(await listed("@~")).toEqual(["x", "x/50%25 & ü%", "x/y%/a.csv"]);
  await must(account, `GET @~/x/5 file://${join(work, "to")}`);
  expect(readFileSync(join(work, "to", "50%25 & ü%"), "utf8")).toBe("odd");
  await must(account, "REMOVE @~/x/");
  expect(await listed("@~")).toEqual(["x"]);
});

test("a folder that cannot be written is the statement's error", async () => {
  await must(account, `PUT file://${work}/a.csv @~`);
  expect(await run(account, `GET @~ file://${work}/a.csv`)).toMatchObject({ code: "253003", message: expect.stringContaining("EEXIST") });
});

test("REMOVE takes what begins with the path", async () => {
  for (const path of ["myobject", "myobject_new", "other"]) await must(account, `PUT file://${work}/a.csv @~/${path}`);
  expect(await show(account, "RM @~/myobject/")).toEqual([{ name: "myobject/a.csv.gz", result: "removed" }]);
  expect(await show(account, "REMOVE @~ PATTERN='.*new.*'")).toEqual([{ name: "myobject_new/a.csv.gz", result: "removed" }]);
  expect(await listed("@~")).toEqual(["other/a.csv.gz"]);
});

test("stages in somebody's bucket are refused by name", async () => {
  await must(account, "CREATE STAGE D.PUBLIC.E URL = 's3://bucket/path/'");
  for (const text of [`PUT file://${work}/a.csv @D.PUBLIC.E`, `GET @D.PUBLIC.E file://${work}`])
    expect(await run(account, text)).toMatchObject({ code: "091003" });
  expect(await run(account, "LIST @D.PUBLIC.E")).toEqual({ code: "000002", message: "Unsupported feature 'LIST @<external stage>'." });
  expect(await run(account, "REMOVE @D.PUBLIC.E")).toMatchObject({ code: "000002" });
  expect(await run(account, "COPY INTO D.PUBLIC.T FROM @D.PUBLIC.S")).toMatchObject({ code: "000002" });
});

test("files go with their stage, and come back with their table", async () => {
  await must(account, `PUT file://${work}/a.csv @D.PUBLIC.S`);
  await must(account, `PUT file://${work}/a.csv @D.PUBLIC.%T`);
  await must(account, "CREATE OR REPLACE STAGE D.PUBLIC.S; DROP TABLE D.PUBLIC.T");
  expect(await listed("@D.PUBLIC.S")).toEqual([]);
  await must(account, "UNDROP TABLE D.PUBLIC.T");
  expect(await listed("@D.PUBLIC.%T")).toEqual(["a.csv.gz"]);
});

test("a fork has the files, and neither sees what the other does", async () => {
  await must(account, `PUT file://${work}/a.csv @~`);
  const fork = account.fork();
  await must(fork, `PUT file://${work}/b.csv @~`);
  await must(account, "REMOVE @~");
  expect(await listed("@~")).toEqual([]);
  expect(await listed("@~", fork)).toEqual(["a.csv.gz", "b.csv.gz"]);
  await fork.close();
});

test("the files of a durable account are in its folder, for its owner only, and are forgotten with their stage", async () => {
  const dir = join(work, "account");
  const first = (await LocalAccount.open(dir)).account;
  await must(first, "CREATE DATABASE D; CREATE STAGE D.PUBLIC.S; CREATE STAGE D.PUBLIC.GONE");
  for (const stage of ["S", "GONE"]) await must(first, `PUT file://${work}/a.csv @D.PUBLIC.${stage}`);
  await must(first, "DROP STAGE D.PUBLIC.GONE");
  await first.close();
  expect(statSync(join(dir, "files")).mode & 0o777).toBe(0o700);
  const again = (await LocalAccount.open(dir)).account;
  expect(await listed("@D.PUBLIC.S", again)).toEqual(["s/a.csv.gz"]);
  expect(readdirSync(join(dir, "files"))).toHaveLength(1);
  await again.close();
});

test("files of an account in memory are gone with it", async () => {
  const mine = LocalAccount.create();
  await must(mine, `PUT file://${work}/a.csv @~`);
  const folder = join(mine.files.outgoing(1, []), "..", "..", "..");
  expect(readdirSync(folder).length).toBeGreaterThan(0);
  await mine.close();
  expect(() => readdirSync(folder)).toThrow();
});
