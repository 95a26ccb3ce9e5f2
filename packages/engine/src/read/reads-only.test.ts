import { rehydrate } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { BugError } from "../errors.ts";
import { readOnly } from "./read-only-account.ts";
import { whyNotReading } from "./reads-only.ts";

describe("reads", () => {
  test.each([
    "SHOW TABLES IN ACCOUNT LIMIT 10000",
    "  -- why\n show warehouses;",
    '/* c */ DESC TABLE "A"."B"."C"',
    'DESCRIBE USER "X"',
    "SELECT CURRENT_ROLE()",
    "SELECT * FROM \"DB\".INFORMATION_SCHEMA.COLUMNS WHERE c = 'DROP TABLE x; SELECT'",
    "SELECT * FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))",
    "SELECT * FROM TABLE(DB.INFORMATION_SCHEMA.POLICY_REFERENCES(POLICY_NAME => 'x'))",
    "SELECT SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES()",
    'SHOW TABLES ->> SELECT "name" FROM $1',
    "USE ROLE X",
    "ALTER SESSION SET QUERY_TAG = 'DROP'",
    "SHOW ROLES LIKE '$$'",
  ])("%s", (source) => expect(whyNotReading(source)).toBeNull());
});

describe("does not only read", () => {
  test.each([
    ["DROP TABLE x", "begins with DROP"],
    ["/* SHOW */ DROP TABLE x", "begins with DROP"],
    ["-- SHOW\nCREATE ROLE x", "begins with CREATE"],
    ["// SHOW\nCREATE ROLE x", "begins with CREATE"],
    ["SHOW ROLES; DROP ROLE x", "more than one"],
    ["SHOW ROLES /* ; */ ; DROP ROLE x", "more than one"],
    ["SELECT 'it''s' ; DROP ROLE x", "more than one"],
    ["SELECT 'a\\'' ; DROP ROLE x --'", "more than one"],
    ["SHOW ROLES ->> DROP ROLE x", "begins with DROP"],
    ["ALTER ROLE x SET COMMENT = 'SESSION'", "begins with ALTER"],
    ["ALTER ACCOUNT SET x = 1", "begins with ALTER"],
    ["WITH x AS (SELECT 1) SELECT * FROM x", "begins with WITH"],
    ["EXECUTE IMMEDIATE 'SHOW ROLES'", "begins with EXECUTE"],
    ["CALL p()", "begins with CALL"],
    ["BEGIN SHOW ROLES; END", "more than one"],
    ["(SELECT 1)", "begins with ("],
    ['"SHOW" ROLES', 'begins with "SHOW"'],
    ["$$SHOW$$", "begins with $$SHOW$$"],
    ["", "empty"],
    [";", "empty"],
    ["-- only a comment", "empty"],
    ["/* not closed", "cannot be read"],
    ["SELECT 'not closed", "cannot be read"],
    ["SELECT SYSTEM$ABORT_SESSION(1)", "calls SYSTEM$ABORT_SESSION"],
    ['SELECT "SYSTEM$SEND_EMAIL"(1)', "calls SYSTEM$SEND_EMAIL"],
    ["SELECT * FROM TABLE(my_procedure())", "may call a procedure"],
    ["SELECT * FROM TABLE(db.sc.my_procedure())", "may call a procedure"],
    ["SELECT db.sc.seq.nextval", "sequence"],
    ["\u0000DROP ROLE x", "begins with"],
  ])("%s", (source, why) => expect(whyNotReading(source)).toContain(why));
});

test("an account that only reads refuses the whole request before anything is sent", async () => {
  const sent: string[] = [];
  const account = readOnly({
    facts: {} as never,
    async execute(request) {
      sent.push(...request.statements.map((s) => s.text));
      return [];
    },
    find: async () => [],
    cancel: async () => undefined,
    close: async () => undefined,
  });
  const statement = (text: string) => rehydrate({ text, secrets: [] });
  await expect(account.execute({ statements: [statement("SHOW ROLES"), statement("DROP ROLE x")] })).rejects.toThrow(BugError);
  const withSecret = { ref: "a", digest: "b" };
  await expect(account.execute({ statements: [rehydrate({ text: "SELECT ${secret:a#b}", secrets: [withSecret] })] })).rejects.toThrow("holds a secret");
  await expect(account.cancel("01")).rejects.toThrow(BugError);
  expect(sent).toEqual([]);
  await account.execute({ statements: [statement("SHOW ROLES")] });
  expect(sent).toEqual(["SHOW ROLES"]);
});
