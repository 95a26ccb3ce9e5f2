import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { classNamed } from "../objects/registry.ts";
import { as, must, run, show } from "../testing/run.ts";

// Runs as soon as the classes TABLE and VIEW are in the registry.
const withTables = it.skipIf(classNamed("TABLE") === null || classNamed("VIEW") === null);

async function setUp(): Promise<LocalAccount> {
  const account = LocalAccount.create();
  await must(account, "CREATE DATABASE d; CREATE ROLE a; CREATE ROLE b; CREATE ROLE c");
  for (const role of ["a", "b", "c"]) await must(account, `GRANT ROLE ${role} TO USER admin; GRANT USAGE ON DATABASE d TO ROLE ${role}`);
  return account;
}

async function held(account: LocalAccount, role: string): Promise<readonly string[]> {
  return (await show(account, `SHOW GRANTS TO ROLE ${role}`)).map((row) => `${row.privilege} ${row.granted_on} ${row.name} by ${row.granted_by}`);
}

describe("future grants", () => {
  it("are given when the object is made, and owned by whom they say", async () => {
    const account = await setUp();
    await must(
      account,
      "GRANT USAGE, MONITOR ON FUTURE SCHEMAS IN DATABASE d TO ROLE a; GRANT OWNERSHIP ON FUTURE SCHEMAS IN DATABASE d TO ROLE b; CREATE SCHEMA d.s",
    );
    expect(await held(account, "a")).toEqual(["USAGE DATABASE D by ACCOUNTADMIN", "MONITOR SCHEMA D.S by B", "USAGE SCHEMA D.S by B"]);
    expect(await show(account, "SHOW SCHEMAS LIKE 's' IN DATABASE d")).toMatchObject([{ owner: "B" }]);
    expect(await show(account, "SHOW FUTURE GRANTS IN DATABASE d")).toMatchObject([
      { privilege: "MONITOR", grant_on: "SCHEMA", name: "D.<SCHEMA>", grant_to: "ROLE", grantee_name: "A", grant_option: "false" },
      { privilege: "OWNERSHIP", grantee_name: "B" },
      { privilege: "USAGE", grantee_name: "A" },
    ]);
    await must(account, "REVOKE ALL ON FUTURE SCHEMAS IN DATABASE d FROM ROLE a; CREATE SCHEMA d.s2");
    expect(await held(account, "a")).toHaveLength(3);
    expect(await show(account, "SHOW FUTURE GRANTS TO ROLE b")).toMatchObject([{ name: "D.<SCHEMA>" }]);
  });

  withTables("of a schema hide those of its database for the same type, for every role", async () => {
    const account = await setUp();
    await must(
      account,
      "CREATE SCHEMA d.s; CREATE SCHEMA d.other; GRANT SELECT ON FUTURE TABLES IN DATABASE d TO ROLE a; GRANT SELECT ON FUTURE VIEWS IN DATABASE d TO ROLE a",
    );
    await must(account, "GRANT INSERT ON FUTURE TABLES IN SCHEMA d.s TO ROLE b");
    await must(account, "CREATE TABLE d.s.t (i INT); CREATE TABLE d.other.t (i INT)");
    expect((await held(account, "a")).filter((line) => line.includes("TABLE"))).toEqual(["SELECT TABLE D.OTHER.T by ACCOUNTADMIN"]);
    expect((await held(account, "b")).filter((line) => line.includes("TABLE"))).toEqual(["INSERT TABLE D.S.T by ACCOUNTADMIN"]);
    expect(await show(account, "SHOW FUTURE GRANTS IN SCHEMA d.s")).toMatchObject([{ grant_on: "TABLE", name: "D.S.<TABLE>" }]);
  });

  it("need MANAGE GRANTS", async () => {
    const account = await setUp();
    await must(account, "GRANT OWNERSHIP ON DATABASE d TO ROLE a REVOKE CURRENT GRANTS");
    expect(await run(as(account, "A"), "GRANT USAGE ON FUTURE SCHEMAS IN DATABASE d TO ROLE b")).toMatchObject({ code: "003011" });
    expect(await run(as(account, "SECURITYADMIN"), "GRANT USAGE ON FUTURE SCHEMAS IN DATABASE d TO ROLE b")).toBe("Statement executed successfully.");
  });

  it("give a type one owner", async () => {
    const account = await setUp();
    await must(account, "GRANT OWNERSHIP ON FUTURE TABLES IN DATABASE d TO ROLE a; GRANT OWNERSHIP ON FUTURE TABLES IN DATABASE d TO ROLE a");
    expect(await run(account, "GRANT OWNERSHIP ON FUTURE TABLES IN DATABASE d TO ROLE b")).toMatchObject({ code: "003085" });
    await must(account, "REVOKE OWNERSHIP ON FUTURE TABLES IN DATABASE d FROM ROLE a; GRANT OWNERSHIP ON FUTURE TABLES IN DATABASE d TO ROLE b");
  });

  it("go with the role that made or held them", async () => {
    const account = await setUp();
    await must(account, "GRANT MANAGE GRANTS ON ACCOUNT TO ROLE a");
    await must(as(account, "A"), "GRANT USAGE ON FUTURE SCHEMAS IN DATABASE d TO ROLE b");
    await must(account, "GRANT USAGE ON FUTURE SCHEMAS IN DATABASE d TO ROLE c; DROP ROLE a; DROP ROLE c");
    expect(await show(account, "SHOW FUTURE GRANTS IN DATABASE d")).toEqual([]);
  });
});

describe("managed access schemas", () => {
  withTables("leave grants to the schema's owner and MANAGE GRANTS", async () => {
    const account = await setUp();
    await must(
      account,
      "CREATE SCHEMA d.s WITH MANAGED ACCESS; GRANT ALL ON SCHEMA d.s TO ROLE a; GRANT USAGE ON SCHEMA d.s TO ROLE b; GRANT ROLE a TO ROLE c",
    );
    await must(as(account, "A"), "CREATE TABLE d.s.t (i INT)");
    expect(await run(as(account, "A"), "GRANT SELECT ON TABLE d.s.t TO ROLE b")).toMatchObject({ code: "003011" });
    await must(account, "GRANT OWNERSHIP ON SCHEMA d.s TO ROLE c REVOKE CURRENT GRANTS");
    expect(await run(as(account, "C"), "GRANT SELECT ON TABLE d.s.t TO ROLE b")).toBe("Statement executed successfully.");
    expect(await run(as(account, "C"), "GRANT SELECT ON FUTURE TABLES IN SCHEMA d.s TO ROLE b")).toBe("Statement executed successfully.");
    expect((await show(account, "SHOW GRANTS ON TABLE d.s.t")).every((row) => row.grant_option === "false")).toBe(true);
    expect(await run(account, "GRANT OWNERSHIP ON TABLE d.s.t TO ROLE b REVOKE CURRENT GRANTS")).toMatchObject({ code: "003087" });
  });

  withTables("are passed by a database's future OWNERSHIP", async () => {
    const account = await setUp();
    await must(
      account,
      "CREATE SCHEMA d.m WITH MANAGED ACCESS; CREATE SCHEMA d.p; GRANT OWNERSHIP ON FUTURE TABLES IN DATABASE d TO ROLE a; CREATE TABLE d.m.t (i INT); CREATE TABLE d.p.t (i INT)",
    );
    expect(await show(account, "SHOW TABLES IN DATABASE d")).toMatchObject([
      { schema_name: "M", owner: "ACCOUNTADMIN" },
      { schema_name: "P", owner: "A" },
    ]);
  });
});

describe("ON ALL", () => {
  withTables("grants on what is there, and says how much that was", async () => {
    const account = await setUp();
    await must(
      account,
      "CREATE SCHEMA d.s; CREATE TABLE d.s.t (i INT); CREATE TABLE d.s.u (i INT); CREATE TABLE d.public.v (i INT); CREATE VIEW d.s.w AS SELECT 1 AS i",
    );
    expect(await run(account, "GRANT SELECT ON ALL TABLES IN SCHEMA d.s TO ROLE a")).toBe("Statement executed successfully. 2 objects affected.");
    expect(await run(account, "GRANT OWNERSHIP ON ALL TABLES IN DATABASE d TO ROLE b COPY CURRENT GRANTS")).toBe(
      "Statement executed successfully. 3 objects affected.",
    );
    expect((await held(account, "a")).filter((line) => line.includes("TABLE"))).toEqual(["SELECT TABLE D.S.T by B", "SELECT TABLE D.S.U by B"]);
  });
});

describe("visibility", () => {
  withTables("of an object needs a privilege on it, its schema and its database", async () => {
    const account = await setUp();
    await must(account, "CREATE SCHEMA d.s; CREATE TABLE d.s.t (i INT); GRANT SELECT ON TABLE d.s.t TO ROLE a");
    const sees = async (role: string) => (await show(as(account, role), "SHOW TABLES IN ACCOUNT")).length;
    expect(await sees("A")).toBe(0);
    expect(await run(as(account, "A"), "DROP TABLE d.s.t")).toMatchObject({ code: "002003" });
    await must(account, "GRANT USAGE ON SCHEMA d.s TO ROLE a");
    expect(await sees("A")).toBe(1);
    expect(await run(as(account, "A"), "DROP TABLE d.s.t")).toMatchObject({ code: "003001" });
    await must(account, "REVOKE USAGE ON DATABASE d FROM ROLE a");
    expect(await sees("A")).toBe(0);
    expect(await sees("SECURITYADMIN")).toBe(1);
    // "Resolve any securable [...] in a grant-management call such as SHOW, GRANT, or DESCRIBE" (docs: user-guide/container-manage-grants-intro)
    for (const text of ["SHOW GRANTS ON TABLE d.s.t", "DESCRIBE TABLE d.s.t", "GRANT SELECT ON TABLE d.s.t TO ROLE b"])
      expect(await run(as(account, "SECURITYADMIN"), text)).toEqual(expect.any(String));
    for (const text of ["DROP TABLE d.s.t", "ALTER TABLE d.s.t SET COMMENT = 'x'", "USE SCHEMA d.s", "CREATE TABLE d.s.u (i INT)"])
      expect(await run(as(account, "SECURITYADMIN"), text)).toMatchObject({ code: expect.stringMatching("002003|002043") });
  });
});

describe("database roles", () => {
  it("hold privileges in their database, and pass them on to account roles", async () => {
    const account = await setUp();
    await must(
      account,
      "CREATE SCHEMA d.s; CREATE DATABASE ROLE d.reader COMMENT = 'c'; GRANT USAGE ON SCHEMA d.s TO DATABASE ROLE d.reader; GRANT DATABASE ROLE d.reader TO ROLE a",
    );
    const sees = async () => (await show(as(account, "A"), "SHOW SCHEMAS IN DATABASE d")).map((row) => row.name);
    expect(await sees()).toContain("S");
    expect(await show(account, "SHOW DATABASE ROLES IN DATABASE d")).toMatchObject([
      { name: "READER", granted_to_roles: "1", owner: "ACCOUNTADMIN", comment: "c" },
    ]);
    expect(await show(account, "SHOW GRANTS TO DATABASE ROLE d.reader")).toMatchObject([
      { privilege: "USAGE", granted_on: "DATABASE", name: "D", granted_by: "" },
      { privilege: "USAGE", granted_on: "SCHEMA", granted_to: "DATABASE_ROLE", grantee_name: "READER" },
    ]);
    expect(await show(account, "SHOW GRANTS TO ROLE a")).toMatchObject([{}, { privilege: "USAGE", granted_on: "DATABASE_ROLE", name: "D.READER" }]);
    expect(await run(account, "GRANT USAGE ON WAREHOUSE compute_wh TO DATABASE ROLE d.reader")).toMatchObject({ code: "003082" });
    expect(await run(account, "GRANT ROLE a TO DATABASE ROLE d.reader")).toMatchObject({ code: "003008" });
    expect(await run(account, "USE ROLE reader")).toMatchObject({ code: "002043" });
    await must(account, "DROP DATABASE ROLE d.reader");
    expect(await sees()).not.toContain("S");
  });
});

describe("dropped objects", () => {
  withTables("come back with what was in them and their grants", async () => {
    const account = await setUp();
    await must(
      account,
      "CREATE SCHEMA d.s; CREATE TABLE d.s.t (i INT); GRANT USAGE ON SCHEMA d.s TO ROLE a; GRANT SELECT ON TABLE d.s.t TO ROLE a; DROP SCHEMA d.s",
    );
    expect(await held(account, "a")).toEqual(["USAGE DATABASE D by ACCOUNTADMIN"]);
    expect(await show(account, "SHOW TABLES IN DATABASE d")).toEqual([]);
    expect(await run(account, "UNDROP SCHEMA d.s")).toBe("Schema S successfully restored.");
    expect(await held(account, "a")).toEqual(["USAGE DATABASE D by ACCOUNTADMIN", "USAGE SCHEMA D.S by ACCOUNTADMIN", "SELECT TABLE D.S.T by ACCOUNTADMIN"]);
  });
});

describe("SHOW over many", () => {
  it("is an error above 10,000 rows without LIMIT", async () => {
    const account = LocalAccount.create();
    const session = as(account, "ACCOUNTADMIN");
    for (let i = 0; i < 10_000; i++) await session.execute(`CREATE ROLE r_${i}`);
    expect(await run(session, "SHOW ROLES")).toMatchObject({ code: "090153" });
    expect(await show(session, "SHOW ROLES LIMIT 10000")).toHaveLength(10_000);
    expect(await show(session, "SHOW ROLES LIKE 'r\\\\_99%'")).toHaveLength(111);
    expect((await show(session, "SHOW ROLES LIMIT 10000 FROM 'SYSADMIN'")).map((row) => row.name)).toEqual(["USERADMIN"]);
  });
});
