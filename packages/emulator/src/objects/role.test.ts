import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

describe("roles", () => {
  it("are made by who may, and belong to the primary role", async () => {
    const account = LocalAccount.create();
    await must(as(account, "USERADMIN"), "CREATE ROLE r COMMENT = 'c'");
    expect(await show(account, "SHOW ROLES LIKE 'r'")).toMatchObject([{ name: "R", owner: "USERADMIN", comment: "c", granted_roles: "0", is_inherited: "N" }]);
    expect(await run(as(account, "SYSADMIN"), "CREATE ROLE x")).toEqual({
      code: "003001",
      message: "SQL access control error:\nInsufficient privileges to operate on account 'LOCAL'.",
    });
    expect(await run(as(account, "SYSADMIN"), "DROP ROLE r")).toMatchObject({ code: "003001" });
  });

  it("are counted", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE ROLE a; CREATE ROLE b; GRANT ROLE a TO ROLE b; GRANT ROLE a TO USER admin");
    expect(await show(account, "SHOW ROLES LIKE 'a'")).toMatchObject([{ assigned_to_users: "1", granted_to_roles: "1", granted_roles: "0" }]);
    expect(await show(account, "SHOW ROLES LIKE 'b'")).toMatchObject([{ assigned_to_users: "0", granted_to_roles: "0", granted_roles: "1" }]);
  });

  it.each(["DROP ROLE sysadmin", "ALTER ROLE public RENAME TO x", "ALTER ROLE accountadmin SET COMMENT = 'x'"])("of Snowflake's own stay: %s", async (text) => {
    expect(await run(LocalAccount.create(), text)).toMatchObject({ code: "003001" });
  });

  it("keep their grants and objects when renamed", async () => {
    const account = LocalAccount.create();
    await must(
      account,
      "CREATE ROLE a; GRANT USAGE ON WAREHOUSE compute_wh TO ROLE a; CREATE ROLE x; GRANT OWNERSHIP ON ROLE x TO ROLE a; ALTER ROLE a RENAME TO b",
    );
    expect(await show(account, "SHOW GRANTS TO ROLE b")).toMatchObject([
      { privilege: "OWNERSHIP", granted_on: "ROLE", name: "X", grantee_name: "B" },
      { privilege: "USAGE", granted_on: "WAREHOUSE", name: "COMPUTE_WH" },
    ]);
    expect(await run(account, "SHOW GRANTS TO ROLE a")).toMatchObject({
      code: "002003",
      message: "SQL compilation error:\nRole 'A' does not exist or not authorized.",
    });
  });

  it("leave their objects to the executor, and take away what they held and gave", async () => {
    const account = LocalAccount.create();
    await must(
      account,
      "CREATE ROLE giver; CREATE ROLE taker; GRANT ROLE giver TO USER admin; GRANT USAGE ON WAREHOUSE compute_wh TO ROLE giver WITH GRANT OPTION",
    );
    await must(account, "CREATE ROLE owned; GRANT OWNERSHIP ON ROLE owned TO ROLE giver");
    await must(as(account, "GIVER"), "GRANT USAGE ON WAREHOUSE compute_wh TO ROLE taker");
    expect(await show(account, "SHOW GRANTS TO ROLE taker")).toMatchObject([{ privilege: "USAGE", granted_by: "GIVER" }]);
    expect(await run(as(account, "GIVER"), "DROP ROLE giver")).toMatchObject({ code: "003557" });
    expect(await must(as(account, "ACCOUNTADMIN"), "DROP ROLE giver")).toBe("GIVER successfully dropped.");
    expect(await show(account, "SHOW GRANTS TO ROLE taker")).toEqual([]);
    expect(await show(account, "SHOW ROLES LIKE 'owned'")).toMatchObject([{ owner: "ACCOUNTADMIN" }]);
    expect(await run(account, "DROP ROLE IF EXISTS giver")).toBe("Drop statement executed successfully (GIVER already dropped).");
  });
});

describe("USE ROLE", () => {
  it("takes roles the user holds, also through others, and PUBLIC", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE ROLE a; CREATE USER u; CREATE ROLE b; GRANT ROLE a TO ROLE b; GRANT ROLE b TO USER u");
    const session = account.openSession({ user: "U" });
    expect(session.current.role).toBe("PUBLIC");
    for (const role of ["A", "B", "PUBLIC"]) expect(await run(session, `USE ROLE ${role}`)).toBe("Statement executed successfully.");
    expect(await run(session, "USE ROLE sysadmin")).toMatchObject({
      code: "003013",
      message: expect.stringContaining("Requested role 'SYSADMIN' is not assigned to the executing user"),
    });
    expect(await run(session, "USE ROLE nobody")).toEqual({
      code: "002043",
      message: "SQL compilation error:\nObject does not exist, or operation cannot be performed.",
    });
  });

  it("leaves CREATE to the primary role and the rest to all active ones", async () => {
    const account = LocalAccount.create();
    const session = account.openSession({ user: "ADMIN", role: "PUBLIC", secondaryRoles: "ALL" });
    expect(await run(session, "CREATE WAREHOUSE w")).toMatchObject({ code: "003001" });
    expect(await run(session, "ALTER WAREHOUSE compute_wh SET COMMENT = 'x'")).toBe("Statement executed successfully.");
    await must(session, "USE SECONDARY ROLES NONE");
    expect(await run(session, "ALTER WAREHOUSE compute_wh SET COMMENT = 'y'")).toMatchObject({ code: "002003" });
  });
});
