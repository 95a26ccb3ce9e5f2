import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { run } from "../testing/run.ts";
import { splitStatements } from "./statements.ts";

const syntax: readonly (readonly [string, string])[] = [
  ["SELEKT 1", "syntax error line 1 at position 0 unexpected 'SELEKT'."],
  ["DROP ROLE", "syntax error line 1 at position 9 unexpected '<EOF>'."],
  ["DROP ROLE r r", "syntax error line 1 at position 12 unexpected 'r'."],
  ["-- a comment\nDROP ROLE\n  FROM", "syntax error line 3 at position 2 unexpected 'FROM'."],
  ["CREATE ROLE select", "syntax error line 1 at position 12 unexpected 'select'."],
  ["CREATE WAREHOUSE w AUTO_SUSPEND = 'x'", "syntax error line 1 at position 34 unexpected ''x''."],
  ["CREATE OR REPLACE ROLE IF NOT EXISTS r", "syntax error line 1 at position 37 unexpected 'r'."],
  ["SHOW ROLES LIKE", "syntax error line 1 at position 15 unexpected '<EOF>'."],
  ["COMMENT ON ROLE r IS 'open", "syntax error line 1 at position 21 unexpected ''open'."],
];

describe("syntax errors", () => {
  it.each(syntax)("%s", async (text, message) => {
    expect(await run(LocalAccount.create(), text)).toEqual({ code: "001003", message: `SQL compilation error:\n${message}` });
  });
});

const unsupported: readonly string[] = [
  "CREATE GIZMO g",
  "SHOW GIZMOS",
  "GRANT USAGE ON GIZMO g TO ROLE r",
  "SELECT SOUNDEX('a')",
  "EXECUTE IMMEDIATE FROM @s/x.sql",
  "UNDROP WAREHOUSE w",
];

describe("what this account cannot do", () => {
  it.each(unsupported)("%s", async (text) => {
    expect(await run(LocalAccount.create(), text)).toMatchObject({ code: "000002", message: expect.stringContaining("Unsupported feature '") });
  });
});

const names: readonly (readonly [string, string])[] = [
  ["foo", "FOO"],
  ['"foo"', "foo"],
  ['"a ""b"" c"', 'a "b" c'],
  ["IDENTIFIER('foo')", "FOO"],
  [`IDENTIFIER('"foo"')`, "foo"],
  ["_a$1", "_A$1"],
];

describe("names", () => {
  it.each(names)("%s is stored as %s", async (written, stored) => {
    expect(await run(LocalAccount.create(), `CREATE ROLE ${written}`)).toBe(`Role ${stored} successfully created.`);
  });

  it("are folded in quotes where the session says so", async () => {
    expect(await run(LocalAccount.create(), `ALTER SESSION SET QUOTED_IDENTIFIERS_IGNORE_CASE = TRUE; CREATE ROLE "foo"`)).toBe(
      "Role FOO successfully created.",
    );
  });
});

describe("statements", () => {
  it("are cut at semicolons outside constants and comments", () => {
    expect(splitStatements("a; 'x;y' b -- ;\n; /* ; */ $$;$$;;  ")).toEqual(["a", " 'x;y' b -- ;\n", " /* ; */ $$;$$"]);
    expect(splitStatements(" ; ")).toEqual([]);
  });
});
