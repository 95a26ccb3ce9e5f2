import { describe, expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import type { LocalSession } from "../session.ts";
import { as, must, run, show } from "../testing/run.ts";
import { parseFaults } from "./parse-faults.ts";

function faulty(spec: string): LocalAccount {
  const account = LocalAccount.create();
  for (const fault of parseFaults(spec)) account.faults.add(fault);
  return account;
}

async function roles(account: LocalAccount): Promise<readonly (string | null | undefined)[]> {
  return (await show(account, "SHOW ROLES LIKE 'R%'")).map(({ name }) => name);
}

describe("an error", () => {
  test("instead of the n-th statement that fits, once", async () => {
    const account = faulty("error 000625 state 57014 'locked' on 'CREATE ROLE%' nth 2");
    await must(account, "CREATE ROLE R1");
    await must(account, "CREATE WAREHOUSE W");
    expect(await run(account, "create role r2")).toEqual({ code: "000625", message: "locked" });
    await must(account, "CREATE ROLE R3");
    expect(await roles(account)).toEqual(["R1", "R3"]);
  });

  test("is in the history like any other", async () => {
    const account = faulty("error on 'CREATE%'");
    await run(account, "CREATE ROLE R");
    expect(account.history.all().at(-1)).toMatchObject({ text: "CREATE ROLE R", status: "failed", errorCode: "000603" });
  });

  test("only of one user, or in one session", async () => {
    const account = faulty("error 'u' user OTHER times all");
    await must(account, "CREATE USER OTHER; GRANT ROLE ACCOUNTADMIN TO USER OTHER");
    const [mine, his] = [as(account, "ACCOUNTADMIN"), as(account, "ACCOUNTADMIN", "OTHER")];
    await must(mine, "SELECT 1");
    expect(await run(his, "SELECT 1")).toMatchObject({ message: "u" });
    account.faults.clear();
    await must(his, "SELECT SYSTEM$LOCAL_FAULT('error session current')");
    await must(mine, "SELECT 1");
    expect(await run(his, "SELECT 1")).toMatchObject({ code: "000603" });
  });

  test("does not meet what is only described", async () => {
    const session = as(faulty("error"), "ACCOUNTADMIN");
    expect((await session.execute("SELECT 1", { describeOnly: true }))[0]?.kind).toBe("done");
    expect((await session.execute("SELECT 1"))[0]?.kind).toBe("failed");
  });
});

describe("half done", () => {
  async function granted(account: LocalAccount): Promise<number> {
    return (await show(account, "SHOW GRANTS TO ROLE R")).length;
  }

  test("GRANT ON ALL, and done again it is whole", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE ROLE R; CREATE DATABASE D");
    for (let i = 0; i < 6; i++) await must(account, `CREATE SCHEMA D.S${i}`);
    for (const fault of parseFaults("half 2 000630 'too long' on 'GRANT%'")) account.faults.add(fault);
    const text = "GRANT USAGE ON ALL SCHEMAS IN DATABASE D TO ROLE R";
    expect(await run(account, text)).toEqual({ code: "000630", message: "too long" });
    expect(await granted(account)).toBe(2);
    await must(account, text);
    expect(await granted(account)).toBe(7);
  });

  test("DROP ROLE: grants are gone, and the role is there", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE ROLE R; CREATE DATABASE D; GRANT OWNERSHIP ON SCHEMA D.PUBLIC TO ROLE R; GRANT USAGE ON DATABASE D TO ROLE R");
    await must(account, "SELECT SYSTEM$LOCAL_FAULT('half on ''DROP ROLE%''')");
    expect(await run(account, "DROP ROLE R")).toMatchObject({ code: "000603" });
    expect(await roles(account)).toEqual(["R"]);
    expect(await granted(account)).toBeLessThan(2);
    await must(account, "DROP ROLE R");
    expect(await roles(account)).toEqual([]);
  });

  test("never what is atomic", async () => {
    const account = faulty("half times all");
    await must(account, "CREATE DATABASE D; CREATE ROLE R; GRANT USAGE ON SCHEMA D.PUBLIC TO ROLE R; SHOW GRANTS TO ROLE R; DROP DATABASE D");
    expect(account.faults.list()).toMatchObject([{ seen: 0, met: 0 }]);
  });
});

describe("a delay", () => {
  async function timed(ran: Promise<unknown>): Promise<number> {
    const from = performance.now();
    await ran;
    return performance.now() - from;
  }

  test("of every statement that fits", async () => {
    const account = faulty("delay 60ms on 'CREATE%'");
    expect(await timed(must(account, "CREATE ROLE R1; CREATE ROLE R2"))).toBeGreaterThan(110);
    expect(account.faults.list()).toMatchObject([{ met: 2 }]);
    await must(account, "SHOW ROLES");
    expect(account.faults.list()).toMatchObject([{ seen: 2 }]);
  });

  test("ends with a cancel, and nothing is done", async () => {
    const account = faulty("delay 20s on 'CREATE%'");
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    const [outcome] = await as(account, "ACCOUNTADMIN").execute("CREATE ROLE R", { signal: abort.signal });
    expect(outcome).toMatchObject({ kind: "failed", error: { code: "000604" } });
    expect(await roles(account)).toEqual([]);
  });

  test("DDL of one role in one schema runs one after the other, everything else side by side", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE DATABASE D; CREATE SCHEMA D.A; CREATE SCHEMA D.B; GRANT OWNERSHIP ON SCHEMA D.B TO ROLE SYSADMIN COPY CURRENT GRANTS");
    await must(account, "GRANT USAGE ON DATABASE D TO ROLE SYSADMIN; GRANT ALL ON SCHEMA D.A TO ROLE SYSADMIN");
    await must(account, "CALL SYSTEM$LOCAL_FAULT('delay 120ms on ''CREATE%''')");
    const session = (role: string): LocalSession => as(account, role);
    const create = (role: string, name: string) => must(session(role), `CREATE SEQUENCE ${name}`);
    expect(await timed(Promise.all([create("ACCOUNTADMIN", "D.A.S1"), create("ACCOUNTADMIN", "D.A.S2"), create("ACCOUNTADMIN", "D.A.S3")]))).toBeGreaterThan(
      350,
    );
    expect(await timed(Promise.all([create("ACCOUNTADMIN", "D.A.S4"), create("SYSADMIN", "D.A.S5"), create("SYSADMIN", "D.B.S6")]))).toBeLessThan(330);
    expect(await show(account, "SHOW SEQUENCES IN DATABASE D")).toHaveLength(6);
  });

  test("who waits for its turn can be cancelled, and holds up nobody", async () => {
    const account = LocalAccount.create();
    await must(account, "CREATE DATABASE D; CALL SYSTEM$LOCAL_FAULT('delay 150ms on ''CREATE%''')");
    const create = (name: string, signal?: AbortSignal) =>
      as(account, "ACCOUNTADMIN").execute(`CREATE SEQUENCE D.PUBLIC.${name}`, signal === undefined ? {} : { signal });
    const outcomes = await Promise.all([create("S1"), create("S2", AbortSignal.timeout(30)), create("S3")]);
    expect(outcomes.map(([outcome]) => outcome?.kind)).toEqual(["done", "failed", "done"]);
    expect((await show(account, "SHOW SEQUENCES IN DATABASE D")).map(({ name }) => name)).toEqual(["S1", "S3"]);
  });

  test("statements of many sessions at once are all kept", async () => {
    const account = faulty("delay 0ms..5ms");
    await Promise.all(Array.from({ length: 40 }, (_, i) => must(as(account, "ACCOUNTADMIN"), `CREATE ROLE R${i}; COMMENT ON ROLE R${i} IS 'x'`)));
    expect(await roles(account)).toHaveLength(40);
  });
});

test("statements at once without any delay are all kept", async () => {
  const account = LocalAccount.create();
  const sessions = Array.from({ length: 20 }, () => as(account, "ACCOUNTADMIN"));
  await Promise.all(sessions.map((session, i) => must(session, `CREATE ROLE R${i}; ALTER SESSION SET QUERY_TAG = 'x'; CREATE ROLE RR${i}`)));
  expect(await roles(account)).toHaveLength(40);
});

describe("SYSTEM$LOCAL_FAULT", () => {
  test("is listed with how often it was met, and switched off", async () => {
    const account = LocalAccount.create();
    const call = async (text: string) => Object.values((await show(account, text))[0] ?? {})[0];
    expect(await call("SELECT SYSTEM$LOCAL_FAULT('error on ''DROP%''; drop after')")).toBe("1,2");
    await run(account, "DROP ROLE NOBODY; SELECT 1");
    expect(JSON.parse((await call("SELECT SYSTEM$LOCAL_FAULTS()")) ?? "")).toEqual([
      { id: 1, fault: "error on 'DROP%'", session: null, seen: 1, met: 1 },
      { id: 2, fault: "drop after", session: null, seen: 0, met: 0 },
    ]);
    expect(await call("SELECT SYSTEM$LOCAL_FAULT_CLEAR('2')")).toBe("1");
    expect(await call("SELECT SYSTEM$LOCAL_FAULT_CLEAR()")).toBe("1");
    expect(await call("SELECT SYSTEM$LOCAL_FAULTS()")).toBe("[]");
  });

  test("needs ACCOUNTADMIN, and says what it does not understand", async () => {
    const account = LocalAccount.create();
    for (const text of ["SELECT SYSTEM$LOCAL_FAULT('error')", "SELECT SYSTEM$LOCAL_FAULTS()", "SELECT SYSTEM$LOCAL_FAULT_CLEAR()"])
      expect(await run(as(account, "SYSADMIN"), text)).toMatchObject({ code: "003001" });
    expect(await run(account, "SELECT SYSTEM$LOCAL_FAULT('explode')")).toMatchObject({
      code: "001015",
      message: expect.stringContaining("not a fault: explode"),
    });
    expect(account.faults.any).toBe(false);
  });

  test("is not switched on by a description, nor in a fork", async () => {
    const account = LocalAccount.create();
    await as(account, "ACCOUNTADMIN").execute("SELECT SYSTEM$LOCAL_FAULT('error')", { describeOnly: true });
    expect(account.faults.any).toBe(false);
    await must(account, "SELECT SYSTEM$LOCAL_FAULT('error times all')");
    await must(account.fork(), "CREATE ROLE R");
    expect(await run(account, "CREATE ROLE R")).toMatchObject({ code: "000603" });
  });
});
