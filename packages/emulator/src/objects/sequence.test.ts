import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function withSchema() {
  const account = LocalAccount.create();
  const session = as(account, "ACCOUNTADMIN");
  await must(session, "CREATE DATABASE d; CREATE SCHEMA s; CREATE SCHEMA other; USE SCHEMA d.s");
  return { account, session };
}

const DONE = "Statement executed successfully.";

describe("sequence", () => {
  it.each([
    ["CREATE SEQUENCE q", { next_value: "1", interval: "1", ordered: "N", comment: "" }],
    ["CREATE SEQUENCE q WITH START WITH = 10 INCREMENT BY = -2 ORDER COMMENT = 'abc'", { next_value: "10", interval: "-2", ordered: "Y", comment: "abc" }],
    [`CREATE SEQUENCE "D"."S"."Q"\nSTART = 10\nINCREMENT = 1\nNOORDER`, { next_value: "10", interval: "1", ordered: "N" }],
    ["CREATE SEQUENCE q START 9223372036854775807", { next_value: "9223372036854775807" }],
  ])("%s", async (statement, expected) => {
    const { session } = await withSchema();
    expect(await run(session, statement)).toBe("Sequence Q successfully created.");
    expect(await show(session, "SHOW SEQUENCES LIKE 'q'")).toMatchObject([
      { name: "Q", database_name: "D", schema_name: "S", owner: "ACCOUNTADMIN", owner_role_type: "ROLE", ...expected },
    ]);
    expect(await show(session, "DESC SEQUENCE q")).toMatchObject([{ name: "Q", ...expected }]);
  });

  it.each([
    ["CREATE SEQUENCE q START 9223372036854775808", { code: "001008" }],
    ["CREATE SEQUENCE q INCREMENT 0", { code: "001008" }],
    ["CREATE SEQUENCE q START = 1.5", { code: "001003" }],
    ["CREATE SEQUENCE q MAXVALUE = 3", { code: "001420" }],
    ["CREATE TEMPORARY SEQUENCE q", { code: "000002" }],
    ["ALTER SEQUENCE missing SET INCREMENT = 2", { code: "002003", message: "SQL compilation error:\nSequence 'MISSING' does not exist or not authorized." }],
    ["ALTER SEQUENCE q0 SET START = 2", { code: "001003" }],
    ["ALTER SEQUENCE q0 SET INCREMENT = 2 COMMENT = 'x'", { code: "001003" }],
    ["ALTER SEQUENCE q0 SET ORDER", { code: "000002" }],
    ["ALTER SEQUENCE q0 SET", { code: "001003" }],
    ["CREATE OR ALTER SEQUENCE q0 START = 2", { code: "000002" }],
    ["CREATE SEQUENCE q0", { code: "002002" }],
  ])("refuses %s", async (statement, expected) => {
    const { session } = await withSchema();
    await must(session, "CREATE SEQUENCE q0");
    expect(await run(session, statement)).toMatchObject(expected);
  });

  it("changes by ALTER, COMMENT ON and CREATE OR ALTER", async () => {
    const { session } = await withSchema();
    await must(session, "CREATE SEQUENCE q START 5 ORDER");
    for (const statement of [
      "ALTER SEQUENCE q SET INCREMENT BY 3",
      "ALTER SEQUENCE q INCREMENT = 4",
      "ALTER SEQUENCE IF EXISTS nobody INCREMENT 4",
      "ALTER SEQUENCE q SET NOORDER COMMENT = 'a'",
      "COMMENT ON SEQUENCE q IS 'b'",
      "ALTER SEQUENCE q RENAME TO other.r",
    ])
      expect(await run(session, statement)).toBe(DONE);
    const shown = { name: "R", schema_name: "OTHER", next_value: "5", interval: "4", ordered: "N", comment: "b" };
    expect(await show(session, "SHOW SEQUENCES IN DATABASE d")).toMatchObject([shown]);
    await must(session, "CREATE OR ALTER SEQUENCE other.r START 5 INCREMENT 2");
    expect(await show(session, "SHOW SEQUENCES IN SCHEMA d.other")).toMatchObject([{ ...shown, interval: "2", comment: "" }]);
    expect(await run(session, "DROP SEQUENCE other.r RESTRICT")).toBe("R successfully dropped.");
    expect(await run(session, "DROP SEQUENCE IF EXISTS other.r")).toBe("Drop statement executed successfully (R already dropped).");
  });

  it("needs CREATE SEQUENCE in the primary role, and OWNERSHIP to change it", async () => {
    const { account, session } = await withSchema();
    await must(
      session,
      "CREATE SEQUENCE q; CREATE ROLE r; GRANT ROLE r TO USER admin; GRANT USAGE ON DATABASE d TO ROLE r; GRANT USAGE ON SCHEMA d.s TO ROLE r",
    );
    const lesser = as(account, "R");
    expect(await run(lesser, "CREATE SEQUENCE d.s.mine")).toMatchObject({ code: "003001" });
    expect(await show(lesser, "SHOW SEQUENCES IN ACCOUNT")).toEqual([]);
    await must(
      session,
      "GRANT USAGE ON SEQUENCE d.s.q TO ROLE r; GRANT CREATE SEQUENCE ON SCHEMA d.s TO ROLE r; GRANT USAGE ON FUTURE SEQUENCES IN SCHEMA d.s TO ROLE r",
    );
    expect(await run(lesser, "ALTER SEQUENCE d.s.q INCREMENT 2")).toMatchObject({ code: "003001" });
    expect(await run(lesser, "DROP SEQUENCE d.s.q")).toMatchObject({ code: "003001" });
    await must(lesser, "CREATE SEQUENCE d.s.mine");
    expect((await show(lesser, "SHOW SEQUENCES IN ACCOUNT")).map(({ name, owner }) => [name, owner])).toEqual([
      ["MINE", "R"],
      ["Q", "ACCOUNTADMIN"],
    ]);
  });
});
