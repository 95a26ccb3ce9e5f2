import { expect, test } from "vitest";
import { commandLine, folderOf } from "../testing/command-line.ts";

const PROJECT = {
  "core/params.yaml": "{}\n",
  "snowtower.yaml": "connection: local\nenvironments:\n  poor:\n    connection: local\n    assume_absent: true\n",
};

const SET_UP = ["CREATE ROLE LESSER", "GRANT ROLE LESSER TO ROLE ACCOUNTADMIN", "GRANT CREATE DATABASE, CREATE ROLE ON ACCOUNT TO ROLE LESSER"];

test("a role that is shown a part creates what it is not shown only if somebody says that it is absent: the command line, or the environment", async () => {
  const folder = folderOf(PROJECT);
  for (const statement of SET_UP) expect((await commandLine(["query", "-c", folder, statement])).code).toBe(0);
  const plan = (...more: string[]) => commandLine(["plan", "-c", folder, "--role", "LESSER", ...more]);

  const blocked = await plan();
  expect(blocked.code).toBe(1);
  expect(blocked.stdout).toContain("ST2001");
  expect(blocked.stdout).toContain("RESOLVE ALL");

  for (const word of [["--assume-absent"], ["--env", "poor"]]) {
    const assumed = await plan(...word);
    expect(assumed.code).toBe(2);
    expect(assumed.stdout).toContain("ST2016");
  }
  const applied = await commandLine(["apply", "-c", folder, "--role", "LESSER", "--assume-absent", "--yes"]);
  expect(applied.code).toBe(0);
  expect((await plan("--assume-absent")).code).toBe(0);

  // What exists after all is refused by Snowflake, and stays as it is.
  for (const statement of ["CREATE DATABASE MINE COMMENT = 'somebody else made it'", "DROP DATABASE CORE", "ALTER DATABASE MINE RENAME TO CORE"])
    expect((await commandLine(["query", "-c", folder, statement])).code).toBe(0);
  const refused = await commandLine(["apply", "-c", folder, "--role", "LESSER", "--assume-absent", "--yes"]);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("already exists")]);
  const there = await commandLine(["query", "-c", folder, "SHOW DATABASES LIKE 'CORE'", "--format", "json"]);
  expect(there.stdout).toContain("somebody else made it");
});
