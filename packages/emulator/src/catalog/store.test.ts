import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { must, run, show } from "../testing/run.ts";

const role = fc.constantFrom("r1", "r2", "r3");
const warehouse = fc.constantFrom("w1", "w2");
const user = fc.constantFrom("u1", "admin");
const privilege = fc.constantFrom("USAGE", "MONITOR", "OPERATE", "ALL");
const option = fc.constantFrom("", " WITH GRANT OPTION");
const current = fc.constantFrom("", " COPY CURRENT GRANTS", " REVOKE CURRENT GRANTS");

/** Account-level statements, many of which fit together and some of which do not. */
const statements: fc.Arbitrary<string> = fc.oneof(
  role.map((r) => `CREATE ROLE ${r}`),
  role.map((r) => `DROP ROLE ${r}`),
  fc.tuple(role, role).map(([a, b]) => `ALTER ROLE ${a} RENAME TO ${b}`),
  warehouse.map((w) => `CREATE OR REPLACE WAREHOUSE ${w} COMMENT = 'x'`),
  warehouse.map((w) => `DROP WAREHOUSE ${w}`),
  fc.tuple(warehouse, fc.nat(100)).map(([w, n]) => `ALTER WAREHOUSE ${w} SET AUTO_SUSPEND = ${n}`),
  fc.constant("CREATE USER u1 EMAIL = 'u@example.com'"),
  fc.constant("DROP USER u1"),
  fc.tuple(role, user).map(([r, u]) => `GRANT ROLE ${r} TO USER ${u}`),
  fc.tuple(role, role, option).map(([a, b, o]) => `GRANT ROLE ${a} TO ROLE ${b}${o}`),
  fc.tuple(role, role).map(([a, b]) => `REVOKE ROLE ${a} FROM ROLE ${b}`),
  fc.tuple(privilege, warehouse, role, option).map(([p, w, r, o]) => `GRANT ${p} ON WAREHOUSE ${w} TO ROLE ${r}${o}`),
  fc.tuple(privilege, warehouse, role).map(([p, w, r]) => `REVOKE ${p} ON WAREHOUSE ${w} FROM ROLE ${r} CASCADE`),
  fc.tuple(warehouse, role, current).map(([w, r, c]) => `GRANT OWNERSHIP ON WAREHOUSE ${w} TO ROLE ${r}${c}`),
  fc.tuple(role, role, current).map(([a, b, c]) => `GRANT OWNERSHIP ON ROLE ${a} TO ROLE ${b}${c}`),
  role.map((r) => `GRANT CREATE WAREHOUSE, MANAGE GRANTS ON ACCOUNT TO ROLE ${r}`),
  fc.constant("ALTER ACCOUNT SET TIMEZONE = 'UTC'"),
  fc.constant("ALTER ACCOUNT UNSET TIMEZONE"),
);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "snowtower-store-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const SHOWS = [
  "SHOW ROLES",
  "SHOW USERS",
  "SHOW WAREHOUSES",
  "SHOW GRANTS ON ACCOUNT",
  "SHOW GRANTS TO ROLE r1",
  "SHOW GRANTS TO ROLE r2",
  "SHOW GRANTS OF ROLE r1",
  "SHOW GRANTS ON WAREHOUSE w1",
  "SHOW PARAMETERS IN ACCOUNT",
];

async function everything(account: LocalAccount): Promise<unknown> {
  const shown: unknown[] = [];
  for (const text of SHOWS) {
    const result = await run(account, text);
    shown.push(typeof result === "string" ? await show(account, text) : result);
  }
  return shown;
}

function newest(prefix: string): string {
  return join(
    dir,
    readdirSync(dir)
      .filter((name) => name.startsWith(prefix))
      .sort()
      .at(-1) ?? "",
  );
}

describe("an account in a folder", () => {
  it("is there again, with the files closed to others", async () => {
    const first = await LocalAccount.open(dir, { name: "MINE", edition: "STANDARD" });
    await must(first.account, "CREATE ROLE r1; CREATE USER u PASSWORD = 'x'; GRANT ROLE r1 TO USER u");
    const before = await everything(first.account);
    await first.account.close();
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(dir)) expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
    const second = await LocalAccount.open(dir);
    expect(second.account.info).toMatchObject({ name: "MINE", edition: "STANDARD" });
    expect(await everything(second.account)).toEqual(before);
    await second.account.close();
  });

  it("drops a torn last line, and says so", async () => {
    const { account } = await LocalAccount.open(dir);
    await must(account, "CREATE ROLE r1");
    const log = newest("log.");
    const whole = readFileSync(log);
    await account.close();
    writeFileSync(join(dir, "snapshot.9"), readFileSync(newest("snapshot.")));
    writeFileSync(join(dir, "log.9"), Buffer.concat([whole, Buffer.from('0123456789abcdef {"half')]));
    const again = await LocalAccount.open(dir);
    expect(again.warnings).toEqual([expect.stringContaining("log.9: the last line was not complete")]);
    await must(again.account, "CREATE ROLE r2");
    await again.account.close();
    const third = await LocalAccount.open(dir);
    expect(third.warnings).toEqual([]);
    expect((await show(third.account, "SHOW ROLES LIKE 'r_'")).map((row) => row.name)).toEqual(["R1", "R2"]);
    await third.account.close();
  });

  it("tells file and line of anything else that is wrong", async () => {
    const { account } = await LocalAccount.open(dir);
    await account.close();
    const snapshot = newest("snapshot.");
    const lines = readFileSync(snapshot, "utf8").split("\n");
    lines[3] = (lines[3] ?? "").replace("ROLE", "R0LE");
    writeFileSync(snapshot, lines.join("\n"));
    await expect(LocalAccount.open(dir)).rejects.toThrow(`${snapshot} line 4: the checksum is wrong`);
    rmSync(dir, { recursive: true, force: true });
    dir = mkdtempSync(join(tmpdir(), "snowtower-store-"));
    writeFileSync(join(dir, "notes.txt"), "mine");
    await expect(LocalAccount.open(dir)).rejects.toThrow("the folder is not empty");
    await expect(LocalAccount.open(dir)).rejects.toMatchObject({ name: "StoreError", reason: "damaged" });
  });

  it("lets one process in", async () => {
    const { account } = await LocalAccount.open(dir);
    await expect(LocalAccount.open(dir)).rejects.toThrow(`in use by process ${process.pid}`);
    await expect(LocalAccount.open(dir)).rejects.toMatchObject({ name: "StoreError", reason: "in use" });
    expect(LocalAccount.holder(dir)).toBe(process.pid);
    await account.close();
    expect(LocalAccount.holder(dir)).toBe(null);
    writeFileSync(join(dir, "lock"), "999999999 1\n");
    expect(LocalAccount.holder(dir)).toBe(null);
    const again = await LocalAccount.open(dir);
    await again.account.close();
    writeFileSync(join(dir, "lock"), `${process.pid} 1\n`);
    const reused = await LocalAccount.open(dir);
    await reused.account.close();
    expect(readdirSync(dir).filter((name) => name.includes("lock"))).toEqual([]);
  });

  it("says the same after random statements, whatever they were", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(statements, { minLength: 1, maxLength: 30 }), async (texts) => {
        const folder = mkdtempSync(join(dir, "run-"));
        const first = await LocalAccount.open(folder);
        for (const text of texts) await run(first.account, text);
        const before = await everything(first.account);
        // The log as a crash would leave it, then the snapshot of a clean close.
        const copy = `${folder}-crashed`;
        cpSync(folder, copy, { recursive: true });
        rmSync(join(copy, "lock"));
        const crashed = await LocalAccount.open(copy);
        expect(await everything(crashed.account)).toEqual(before);
        await crashed.account.close();
        await first.account.close();
        const clean = await LocalAccount.open(folder);
        expect(await everything(clean.account)).toEqual(before);
        await clean.account.close();
      }),
      { numRuns: 25 },
    );
  });
});
