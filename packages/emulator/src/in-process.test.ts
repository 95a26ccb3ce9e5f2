import { AccountError, exactly, rowsOf, secret, sql, text, userSql } from "@snowtower/sql";
import { describe, expect, it } from "vitest";
import { connectInProcess } from "./in-process.ts";
import { LocalAccount } from "./local-account.ts";
import { must } from "./testing/run.ts";

const admin = { user: exactly("ADMIN"), role: exactly("ACCOUNTADMIN") };

describe("sql's port in process", () => {
  it("runs each request as its role, without secondary roles, at once", async () => {
    const local = LocalAccount.create();
    const account = connectInProcess(local, admin);
    const asked = ["ACCOUNTADMIN", "SYSADMIN", "PUBLIC", "SYSADMIN", "USERADMIN"];
    const answers = await Promise.all(
      asked.map(
        async (role) =>
          (await rowsOf((await account.execute({ statements: [sql`SELECT CURRENT_ROLE(), CURRENT_SECONDARY_ROLES()`], role: exactly(role) }))[0])).rows[0],
      ),
    );
    expect(answers).toEqual(asked.map((role) => [role, '{"roles":"","value":""}']));
    expect(account.facts).toMatchObject({ locator: "LOCAL", role: "ACCOUNTADMIN", source: "local", edition: "ENTERPRISE" });
  });

  it("stops at the first failure, with Snowflake's code", async () => {
    const account = connectInProcess(LocalAccount.create(), admin);
    const outcomes = await account.execute({ statements: [sql`CREATE ROLE a`, sql`CREATE ROLE a`, sql`CREATE ROLE b`] });
    expect(outcomes.map((outcome) => Object.keys(outcome)[0])).toEqual(["done", "failed", "notReached"]);
    const failed = outcomes[1] as { failed: AccountError };
    expect(failed.failed).toBeInstanceOf(AccountError);
    expect(failed.failed.details).toMatchObject({ kind: "statement", code: "002002", sqlState: "42710", statement: "CREATE ROLE a" });
    const done = outcomes[0] as { done: { status: string } };
    expect(done.done.status).toBe("Role A successfully created.");
  });

  it("fills secrets at the last moment and tells them to nobody", async () => {
    const local = LocalAccount.create();
    const account = connectInProcess(local, admin);
    const statement = sql`CREATE USER u PASSWORD = ${secret({ ref: "pw", digest: "d" })} COMMENT = ${text("c")}`;
    const [refused] = await account.execute({ statements: [statement] });
    expect(refused).toHaveProperty("failed");
    const [done] = await account.execute({ statements: [statement], tag: "run-1" }, { reveal: () => "Sesame-1" });
    expect(done).toHaveProperty("done");
    expect(JSON.stringify(local.history.all())).not.toContain("Sesame-1");
    expect(await account.find("run-1")).toMatchObject([{ status: "done", tag: "run-1" }]);
    const broken = sql`CREATE USER v PASSWORD ${secret({ ref: "pw", digest: "d" })}`;
    const [failed] = await account.execute({ statements: [broken] }, { reveal: () => "Sesame-1" });
    expect(JSON.stringify(failed)).not.toContain("Sesame-1");
    expect(JSON.stringify(local.history.all())).not.toContain("Sesame-1");
  });

  it("describes without running", async () => {
    const local = LocalAccount.create();
    const account = connectInProcess(local, admin);
    const [shown] = await account.execute({ statements: [sql`SHOW ROLES`], describeOnly: true });
    expect((shown as { done: { columns: readonly string[] } }).done.columns).toContain("owner");
    await account.execute({ statements: [sql`CREATE ROLE r`], describeOnly: true });
    expect((await rowsOf((await account.execute({ statements: [sql`SHOW ROLES LIKE ${text("r")}`] }))[0])).rows).toEqual([]);
  });

  it("answers a role that is not the user's as a failure of the first statement", async () => {
    const local = LocalAccount.create();
    await must(local, "CREATE USER u");
    const account = connectInProcess(local, { user: exactly("U") });
    const [failed, rest] = await account.execute({ statements: [sql`SELECT 1`, userSql("SELECT 1") as never], role: exactly("SYSADMIN") });
    expect((failed as { failed: AccountError }).failed.details).toMatchObject({ kind: "login", code: "390189" });
    expect(rest).toEqual({ notReached: true });
  });
});
