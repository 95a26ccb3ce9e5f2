import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

async function setUp(): Promise<LocalAccount> {
  const account = LocalAccount.create();
  await must(
    account,
    "CREATE ROLE a; CREATE ROLE b; CREATE ROLE c; GRANT ROLE a TO USER admin; GRANT ROLE b TO USER admin; GRANT ROLE c TO USER admin; CREATE WAREHOUSE w",
  );
  return account;
}

/** `privilege>grantee/grantor`, with `*` for the grant option. */
async function edges(account: LocalAccount, on = "WAREHOUSE w"): Promise<readonly string[]> {
  const rows = await show(account, `SHOW GRANTS ON ${on}`);
  return rows
    .map((row) => `${row.privilege}>${row.grantee_name}${row.grant_option === "true" ? "*" : ""}/${row.granted_by}`)
    .filter((edge) => !edge.startsWith("OWNERSHIP"));
}

const NOT_GRANTED = { code: "003011", message: "SQL access control error:\nGrant not executed: Insufficient privileges." };

describe("GRANT <privileges>", () => {
  it("names as grantor the owner, the holder of the option, or by MANAGE GRANTS the owner", async () => {
    const account = await setUp();
    await must(account, "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE a");
    await must(as(account, "SECURITYADMIN"), "GRANT USAGE ON WAREHOUSE w TO ROLE b WITH GRANT OPTION");
    await must(as(account, "B"), "GRANT USAGE ON WAREHOUSE w TO ROLE c");
    await must(as(account, "A"), "GRANT MONITOR ON WAREHOUSE w TO ROLE c");
    expect(await edges(account)).toEqual(["MONITOR>C/A", "USAGE>B*/A", "USAGE>C/B"]);
    expect(await run(as(account, "C"), "GRANT USAGE ON WAREHOUSE w TO ROLE public")).toEqual(NOT_GRANTED);
  });

  it("grants of ALL what it can, and says what it could not", async () => {
    const account = await setUp();
    await must(account, "GRANT USAGE, MONITOR ON WAREHOUSE w TO ROLE b WITH GRANT OPTION");
    expect(await run(as(account, "B"), "GRANT ALL PRIVILEGES ON WAREHOUSE w TO ROLE c")).toBe(
      "Grant partially executed: privileges [APPLYBUDGET, MODIFY, OPERATE] not granted.",
    );
    expect((await edges(account)).filter((edge) => edge.includes(">C"))).toEqual(["MONITOR>C/B", "USAGE>C/B"]);
    expect(await run(as(account, "C"), "GRANT ALL ON WAREHOUSE w TO ROLE a")).toEqual(NOT_GRANTED);
  });

  it("keeps one grant per grantor, and adds the option when asked again", async () => {
    const account = await setUp();
    await must(account, "GRANT USAGE ON WAREHOUSE w TO ROLE a; GRANT USAGE ON WAREHOUSE w TO ROLE a WITH GRANT OPTION; GRANT USAGE ON WAREHOUSE w TO ROLE a");
    expect(await edges(account)).toEqual(["USAGE>A*/ACCOUNTADMIN"]);
  });

  it("on the account is ACCOUNTADMIN's for some privileges, and MANAGE GRANTS' for others", async () => {
    const account = await setUp();
    expect(await run(as(account, "SECURITYADMIN"), "GRANT CREATE DATABASE ON ACCOUNT TO ROLE a")).toEqual(NOT_GRANTED);
    expect(await run(as(account, "SECURITYADMIN"), "GRANT CREATE ROLE ON ACCOUNT TO ROLE a")).toBe("Statement executed successfully.");
    expect(await run(account, "GRANT CREATE DATABASE, CREATE WAREHOUSE ON ACCOUNT TO ROLE a")).toBe("Statement executed successfully.");
    expect(await show(account, "SHOW GRANTS TO ROLE a")).toMatchObject([
      { privilege: "CREATE DATABASE", granted_on: "ACCOUNT", name: "LOCAL" },
      { privilege: "CREATE ROLE" },
      { privilege: "CREATE WAREHOUSE" },
    ]);
    expect(await run(as(account, "A"), "CREATE WAREHOUSE mine")).toContain("created");
  });

  it.each([
    ["GRANT SELECT ON WAREHOUSE w TO ROLE a", "003008"],
    ["GRANT CREATE TABLE ON ACCOUNT TO ROLE a", "003008"],
    ["GRANT USAGE ON WAREHOUSE nope TO ROLE a", "002003"],
    ["GRANT USAGE ON WAREHOUSE w TO ROLE nope", "002003"],
    ["GRANT CREATE WAREHOUSE ON ACCOUNT TO USER admin", "003008"],
    ["GRANT USAGE ON ALL PIPES IN DATABASE d TO ROLE a", "000002"],
    ["GRANT APPLY ON FUTURE MASKING POLICIES IN DATABASE d TO ROLE a", "000002"],
    ["GRANT OWNERSHIP ON SHARE s TO ROLE a", "000002"],
    ["REVOKE OWNERSHIP ON WAREHOUSE w FROM ROLE a", "000002"],
  ])("refuses %s", async (text, code) => {
    expect(await run(await setUp(), text)).toMatchObject({ code });
  });

  it("to a user counts with secondary roles only", async () => {
    const account = await setUp();
    await must(account, "CREATE USER u; GRANT OPERATE ON WAREHOUSE w TO USER u");
    const session = account.openSession({ user: "U", secondaryRoles: "ALL" });
    expect(await run(session, "ALTER WAREHOUSE w SUSPEND")).toBe("Statement executed successfully.");
    await must(session, "USE SECONDARY ROLES NONE");
    expect(await run(session, "ALTER WAREHOUSE w RESUME")).toMatchObject({ code: "002003" });
    expect(await show(account, "SHOW GRANTS TO USER u")).toMatchObject([
      { privilege: "OPERATE", granted_on: "WAREHOUSE", name: "W", role: null, granted_to: "USER" },
    ]);
  });
});

describe("REVOKE", () => {
  it("takes the grants of the active grantor, and with MANAGE GRANTS all", async () => {
    const account = await setUp();
    await must(
      account,
      "GRANT USAGE ON WAREHOUSE w TO ROLE a WITH GRANT OPTION; GRANT USAGE ON WAREHOUSE w TO ROLE c; GRANT OWNERSHIP ON WAREHOUSE w TO ROLE sysadmin COPY CURRENT GRANTS",
    );
    await must(as(account, "A"), "GRANT USAGE ON WAREHOUSE w TO ROLE c");
    expect(await edges(account)).toEqual(["USAGE>A*/SYSADMIN", "USAGE>C/A", "USAGE>C/SYSADMIN"]);
    expect(await run(as(account, "A"), "REVOKE USAGE ON WAREHOUSE w FROM ROLE c")).toBe("Statement executed successfully.");
    expect(await edges(account)).toEqual(["USAGE>A*/SYSADMIN", "USAGE>C/SYSADMIN"]);
    expect(await run(as(account, "B"), "REVOKE USAGE ON WAREHOUSE w FROM ROLE c")).toMatchObject({ code: "002003" });
    await must(as(account, "SECURITYADMIN"), "REVOKE ALL ON WAREHOUSE w FROM ROLE c");
    expect(await edges(account)).toEqual(["USAGE>A*/SYSADMIN"]);
  });

  it("stops at dependent grants unless it cascades", async () => {
    const account = await setUp();
    await must(account, "GRANT USAGE ON WAREHOUSE w TO ROLE a WITH GRANT OPTION");
    await must(as(account, "A"), "GRANT USAGE ON WAREHOUSE w TO ROLE b WITH GRANT OPTION");
    await must(as(account, "B"), "GRANT USAGE ON WAREHOUSE w TO ROLE c");
    expect(await run(account, "REVOKE USAGE ON WAREHOUSE w FROM ROLE a")).toMatchObject({ code: "003036" });
    expect(await edges(account)).toHaveLength(3);
    await must(account, "REVOKE GRANT OPTION FOR USAGE ON WAREHOUSE w FROM ROLE a CASCADE");
    expect(await edges(account)).toEqual(["USAGE>A/ACCOUNTADMIN"]);
  });
});

describe("roles to roles", () => {
  it("make no cycle, and none with themselves", async () => {
    const account = await setUp();
    await must(account, "GRANT ROLE a TO ROLE b; GRANT ROLE b TO ROLE c");
    expect(await run(account, "GRANT ROLE c TO ROLE a")).toMatchObject({ code: "003083" });
    expect(await run(account, "GRANT ROLE a TO ROLE a")).toMatchObject({ code: "003083" });
    expect(await show(account, "SHOW GRANTS OF ROLE a")).toMatchObject([
      { role: "A", granted_to: "USER", grantee_name: "ADMIN" },
      { role: "A", granted_to: "ROLE", grantee_name: "B" },
    ]);
  });

  it("pass privileges up, and stop when revoked", async () => {
    const account = await setUp();
    await must(account, "GRANT OPERATE ON WAREHOUSE w TO ROLE a; GRANT ROLE a TO ROLE b; GRANT ROLE b TO ROLE c");
    expect(await run(as(account, "C"), "ALTER WAREHOUSE w SUSPEND")).toBe("Statement executed successfully.");
    await must(account, "REVOKE ROLE a FROM ROLE b");
    expect(await run(as(account, "C"), "ALTER WAREHOUSE w RESUME")).toMatchObject({ code: "002003" });
  });

  it("need OWNERSHIP, the grant option or MANAGE GRANTS", async () => {
    const account = await setUp();
    expect(await run(as(account, "B"), "GRANT ROLE a TO ROLE b")).toMatchObject({ code: "003001" });
    await must(account, "GRANT ROLE a TO ROLE b WITH GRANT OPTION");
    expect(await run(as(account, "B"), "GRANT ROLE a TO ROLE c")).toBe("Statement executed successfully.");
    expect(await show(account, "SHOW GRANTS TO ROLE c")).toMatchObject([{ privilege: "USAGE", granted_on: "ROLE", name: "A", granted_by: "B" }]);
  });
});

describe("GRANT OWNERSHIP", () => {
  it("is refused with outbound grants, copies or revokes them", async () => {
    const account = await setUp();
    await must(account, "GRANT USAGE ON WAREHOUSE w TO ROLE b");
    expect(await run(account, "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE a")).toMatchObject({
      code: "003036",
      message: expect.stringContaining("Dependent grant of privilege 'USAGE' on securable 'W'"),
    });
    await must(account, "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE a COPY CURRENT GRANTS");
    expect(await edges(account)).toEqual(["USAGE>B/A"]);
    expect(await show(account, "SHOW WAREHOUSES LIKE 'w'")).toMatchObject([{ owner: "A" }]);
    await must(account, "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE c REVOKE CURRENT GRANTS");
    expect(await edges(account)).toEqual([]);
  });

  it("is the owner's; COPY needs the new owner active", async () => {
    const account = await setUp();
    await must(account, "GRANT USAGE ON WAREHOUSE w TO ROLE b; GRANT OWNERSHIP ON WAREHOUSE w TO ROLE a COPY CURRENT GRANTS");
    expect(await run(as(account, "B"), "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE b REVOKE CURRENT GRANTS")).toMatchObject({ code: "003001" });
    expect(await run(as(account, "A"), "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE b COPY CURRENT GRANTS")).toMatchObject({ code: "003001" });
    expect(await run(as(account, "A"), "GRANT OWNERSHIP ON WAREHOUSE w TO ROLE b REVOKE CURRENT GRANTS")).toBe("Statement executed successfully.");
  });
});
