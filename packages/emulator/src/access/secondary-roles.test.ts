import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { must, run, show } from "../testing/run.ts";

/** U holds A and B; A may stop the warehouse, C is nobody's. */
async function setUp(): Promise<{ readonly account: LocalAccount; readonly session: LocalSession }> {
  const account = LocalAccount.create();
  await must(account, "CREATE ROLE a; CREATE ROLE b; CREATE ROLE c; CREATE USER u; GRANT ROLE a TO USER u; GRANT ROLE b TO USER u");
  await must(account, "GRANT OPERATE ON WAREHOUSE compute_wh TO ROLE a; CREATE DATABASE d");
  return { account, session: account.openSession({ user: "U", secondaryRoles: "NONE" }) };
}

const STOP = "ALTER WAREHOUSE compute_wh RESUME IF SUSPENDED";
const DONE = "Statement executed successfully.";
const NOT_THERE = { code: "002003" };

async function current(session: LocalSession): Promise<unknown> {
  const [row] = await show(session, "SELECT CURRENT_SECONDARY_ROLES() AS s");
  return JSON.parse(row?.S ?? "");
}

describe("USE SECONDARY ROLES", () => {
  it("takes a list of the user's roles, which is what counts from then on", async () => {
    const { account, session } = await setUp();
    expect(await run(session, STOP)).toMatchObject(NOT_THERE);
    await must(session, "USE SECONDARY ROLES b");
    expect(await run(session, STOP)).toMatchObject(NOT_THERE);
    await must(session, "USE SECONDARY ROLES a, b");
    expect(await run(session, STOP)).toBe(DONE);
    expect(await current(session)).toEqual({ roles: "A,B", value: "A,B" });
    await must(account, "REVOKE ROLE a FROM USER u");
    expect(await run(session, STOP)).toMatchObject(NOT_THERE);
    expect(await current(session)).toEqual({ roles: "B", value: "A,B" });
    expect(await run(session, "USE SECONDARY ROLES b, c")).toMatchObject({ code: "003013" });
    expect(await run(session, "USE SECONDARY ROLES nobody")).toMatchObject({ code: "002043" });
  });

  it("lets privileges of the user himself count with ALL only", async () => {
    const { account, session } = await setUp();
    await must(account, "REVOKE OPERATE ON WAREHOUSE compute_wh FROM ROLE a; GRANT OPERATE ON WAREHOUSE compute_wh TO USER u");
    await must(session, "USE SECONDARY ROLES a, b");
    expect(await run(session, STOP)).toMatchObject(NOT_THERE);
    await must(session, "USE SECONDARY ROLES ALL");
    expect(await run(session, STOP)).toBe(DONE);
  });
});

describe("a session policy", () => {
  it("leaves the secondary roles it allows", async () => {
    const { account, session } = await setUp();
    await must(
      account,
      "CREATE SESSION POLICY d.public.p ALLOWED_SECONDARY_ROLES = (b); ALTER USER u SET SESSION POLICY d.public.p; GRANT OPERATE ON WAREHOUSE compute_wh TO USER u",
    );
    await must(session, "USE SECONDARY ROLES ALL");
    expect(await current(session)).toEqual({ roles: "B", value: "ALL" });
    expect(await run(session, STOP)).toMatchObject(NOT_THERE);
    await must(account, "ALTER SESSION POLICY d.public.p SET ALLOWED_SECONDARY_ROLES = ('ALL')");
    expect(await run(session, STOP)).toBe(DONE);
    await must(account, "GRANT ROLE a TO ROLE b; ALTER SESSION POLICY d.public.p SET BLOCKED_SECONDARY_ROLES = (b)");
    expect(await current(session)).toEqual({ roles: "", value: "ALL" });
    await must(account, "ALTER SESSION POLICY d.public.p SET ALLOWED_SECONDARY_ROLES = ()");
    expect(await run(session, "USE SECONDARY ROLES a, b")).toMatchObject({
      message: "SQL execution error: USE SECONDARY ROLES '[A, B]' not allowed as per session policy.",
    });
    await must(session, "USE SECONDARY ROLES NONE");
  });

  it("of the user overrides the account's", async () => {
    const { account, session } = await setUp();
    await must(
      account,
      "CREATE SESSION POLICY d.public.p ALLOWED_SECONDARY_ROLES = (); CREATE SESSION POLICY d.public.q; ALTER ACCOUNT SET SESSION POLICY d.public.p",
    );
    expect(await run(session, "USE SECONDARY ROLES ALL")).toMatchObject({ message: expect.stringContaining("'[ALL]' not allowed as per session policy") });
    await must(account, "ALTER USER u SET SESSION POLICY d.public.q");
    expect(await run(session, "USE SECONDARY ROLES ALL")).toBe(DONE);
  });
});

describe("a session", () => {
  it("falls back to PUBLIC when its role is dropped", async () => {
    const { account, session } = await setUp();
    await must(session, "USE ROLE a");
    await must(account, "DROP ROLE a");
    expect(session.current.role).toBe("PUBLIC");
    expect(await run(session, STOP)).toMatchObject(NOT_THERE);
  });

  it("enters a database only with USAGE", async () => {
    const { account, session } = await setUp();
    await must(account, "GRANT MONITOR ON DATABASE d TO ROLE public");
    expect(await run(session, "USE DATABASE d")).toMatchObject({ code: "002043" });
    await must(account, "GRANT USAGE ON DATABASE d TO ROLE public");
    expect(await run(session, "USE DATABASE d")).toBe(DONE);
  });
});
