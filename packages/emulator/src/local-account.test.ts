import { describe, expect, it } from "vitest";
import { LocalAccount } from "./local-account.ts";
import { run, show } from "./testing/run.ts";

describe("a local account", () => {
  it("forks: neither sees the other's writes", async () => {
    const account = LocalAccount.create({ now: () => 0 });
    await run(account, "CREATE ROLE before");
    const fork = account.fork();
    await run(fork, "CREATE ROLE in_fork");
    await run(account, "CREATE ROLE in_original");
    expect(await names(account)).toEqual(["BEFORE", "IN_ORIGINAL"]);
    expect(await names(fork)).toEqual(["BEFORE", "IN_FORK"]);
  });

  it("changes nothing when a statement fails", async () => {
    const account = LocalAccount.create();
    const { catalog } = account;
    expect(await run(account, "CREATE OR REPLACE WAREHOUSE compute_wh MIN_CLUSTER_COUNT = 3 MAX_CLUSTER_COUNT = 2")).toMatchObject({ code: "001422" });
    expect(account.catalog).toBe(catalog);
  });

  it("counts statements", async () => {
    const session = LocalAccount.create().openSession({ user: "ADMIN" });
    const [refused] = await session.execute("SHOW ROLES; SHOW USERS");
    expect(refused).toMatchObject({ kind: "failed", error: { code: "000008" } });
    const outcomes = await session.execute("SHOW ROLES; SHOW NOTHING; SHOW USERS", { multiStatementCount: 0 });
    expect(outcomes.map((o) => o.kind)).toEqual(["done", "failed", "not-reached"]);
  });

  it("keeps no password in its history", async () => {
    const account = LocalAccount.create();
    await run(account, "CREATE USER u PASSWORD = 'Secret123' COMMENT = 'PASSWORD = x'");
    expect(JSON.stringify(account.history.all())).not.toContain("Secret123");
    expect(JSON.stringify([...account.history.all()].at(-1)?.text)).toContain("COMMENT");
  });
});

async function names(account: LocalAccount): Promise<readonly string[]> {
  return (await show(account, "SHOW ROLES")).map((row) => String(row.name)).filter((name) => !/ADMIN|PUBLIC/.test(name));
}
