import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, must, run, show } from "../testing/run.ts";

function opened() {
  const account = LocalAccount.create();
  return { account, session: as(account, "ACCOUNTADMIN") };
}

async function value(session: ReturnType<typeof as>, text: string): Promise<string | null | undefined> {
  const [outcome] = await session.execute(text);
  if (outcome?.kind !== "done") throw new Error(outcome?.kind === "failed" ? `${outcome.error.code} ${outcome.error.message}` : text);
  return outcome.result.rows[0]?.[0];
}

describe("the statements of a block", () => {
  it("have an id of their own, are in the history in their order, and expressions are not", async () => {
    const { account, session } = opened();
    await must(session, "BEGIN LET x := UPPER('r') || CURRENT_ROLE(); CREATE ROLE a; CREATE ROLE b COMMENT = :x; END");
    const texts = account.history.all().map(({ text }) => text);
    expect(texts).toEqual([
      "BEGIN LET x := UPPER('r') || CURRENT_ROLE(); CREATE ROLE a; CREATE ROLE b COMMENT = :x; END",
      "CREATE ROLE a",
      "CREATE ROLE b COMMENT = :x",
    ]);
    expect(new Set(account.history.all().map(({ queryId }) => queryId)).size).toBe(3);
    expect(await show(session, "SHOW ROLES LIKE 'b'")).toMatchObject([{ comment: "RACCOUNTADMIN" }]);
  });

  it("stand in effect when a later one fails", async () => {
    const { account, session } = opened();
    expect(await run(session, "BEGIN CREATE ROLE stays; DROP ROLE nope; CREATE ROLE never; END")).toMatchObject({ code: "002003" });
    expect((await show(session, "SHOW ROLES LIKE '%'")).map(({ name }) => name).filter((name) => name === "STAYS" || name === "NEVER")).toEqual(["STAYS"]);
    expect(account.history.all().map(({ status }) => status)).toEqual(["failed", "done", "failed", "done"]);
  });

  it("keep no secret that was bound", async () => {
    const { account, session } = opened();
    await must(session, "DECLARE pw VARCHAR DEFAULT 'Not4You!x'; BEGIN CREATE USER u PASSWORD = :pw; END");
    expect(await run(session, "DECLARE pw VARCHAR DEFAULT 'Not4You!x'; BEGIN CREATE USER u PASSWORD = :pw; END")).toMatchObject({ code: "002002" });
    const inner = account.history.all().filter(({ text }) => text.startsWith("CREATE USER"));
    expect(inner.map(({ text, errorMessage }) => `${text} ${errorMessage}`).join()).not.toContain("Not4You");
  });

  it("keep no secret that stands in a text inside", async () => {
    const { account, session } = opened();
    await must(session, "EXECUTE IMMEDIATE 'CREATE USER a PASSWORD = ''Not4You!x''; '");
    await must(session, "EXECUTE IMMEDIATE $$ BEGIN EXECUTE IMMEDIATE 'CREATE USER b PASSWORD = ''Not4You!x'''; END $$");
    await must(session, "BEGIN EXECUTE IMMEDIATE 'EXECUTE IMMEDIATE ''CREATE USER c PASSWORD = ''''Not4You!x'''' '' '; END");
    await must(session, "CREATE DATABASE d; CREATE PROCEDURE p() RETURNS INT AS 'BEGIN CREATE USER e PASSWORD = ''Not4You!x''; RETURN 1; END'");
    const texts = account.history.all().map(({ text }) => text);
    expect(texts.join("\n")).not.toContain("Not4You");
  });

  it("move no files", async () => {
    const { session } = opened();
    await must(session, "CREATE DATABASE d; CREATE STAGE s");
    for (const text of [
      "BEGIN PUT 'file:///etc/hostname' @s; END",
      "EXECUTE IMMEDIATE $$GET @s 'file:///tmp/'$$",
      "SHOW ROLES ->> /* x */ PUT 'file:///etc/hostname' @s",
    ])
      expect(await run(session, text)).toMatchObject({ code: "000002" });
  });

  it("tell the block's role and the tag of the request", async () => {
    const { account, session } = opened();
    await session.execute("BEGIN CREATE ROLE r; END", { queryTag: "t" });
    expect(account.history.find("t").map(({ role, text }) => `${role} ${text}`)).toEqual([
      "ACCOUNTADMIN BEGIN CREATE ROLE r; END",
      "ACCOUNTADMIN CREATE ROLE r",
    ]);
  });

  it("change the session, but not in a procedure with owner's rights", async () => {
    const { session } = opened();
    await must(session, "CREATE DATABASE d; CREATE SCHEMA s; BEGIN USE SCHEMA public; SET a = 1; END");
    expect(session.current.schema).toBe("PUBLIC");
    await must(session, "CREATE PROCEDURE d.s.p() RETURNS VARCHAR AS 'BEGIN CREATE TABLE made (a INT); RETURN CURRENT_SCHEMA(); END'");
    expect(await value(session, "CALL d.s.p()")).toBe("S");
    expect(session.current).toMatchObject({ schema: "PUBLIC", role: "ACCOUNTADMIN" });
    expect(await show(session, "SHOW TABLES IN SCHEMA d.s")).toMatchObject([{ name: "MADE" }]);
  });

  it("give their result to LAST_QUERY_ID and RESULT_SCAN", async () => {
    const { session } = opened();
    expect(await value(session, "DECLARE id VARCHAR; BEGIN SHOW WAREHOUSES; id := LAST_QUERY_ID(); RETURN id = SQLID; END")).toBe("1");
    await must(session, "EXECUTE IMMEDIATE 'SHOW WAREHOUSES'");
    expect(await value(session, 'SELECT "name" FROM TABLE(RESULT_SCAN(LAST_QUERY_ID()))')).toBe("COMPUTE_WH");
  });
});

describe("a script that does not end", () => {
  const FOREVER = "BEGIN LOOP NULL; END LOOP; EXCEPTION WHEN OTHER THEN RETURN 'handled'; END";

  it("is ended by its client, by its time, by another session; no handler takes that", async () => {
    const { account, session } = opened();
    const abort = new AbortController();
    const running = session.execute(FOREVER, { signal: abort.signal });
    await must(as(account, "ACCOUNTADMIN"), "CREATE ROLE meanwhile");
    abort.abort();
    expect((await running)[0]).toMatchObject({ kind: "failed", error: { code: "000604" } });
    const timed = await session.execute("BEGIN CALL SYSTEM$WAIT(60); EXCEPTION WHEN OTHER THEN RETURN 1; END", {
      parameters: { STATEMENT_TIMEOUT_IN_SECONDS: "1" },
    });
    expect(timed[0]).toMatchObject({ kind: "failed", error: { code: "000630" } });
    const other = session.execute(FOREVER, { queryId: "01-other" });
    await new Promise((done) => setTimeout(done, 20));
    await must(as(account, "ACCOUNTADMIN"), "SELECT SYSTEM$CANCEL_QUERY('01-other')");
    expect((await other)[0]).toMatchObject({ kind: "failed", error: { code: "000604" } });
  });
});

describe("a chain of ->>", () => {
  it("has an id for each of its statements, and takes no values from outside", async () => {
    const { account, session } = opened();
    await must(session, 'SHOW WAREHOUSES ->> SELECT "name" FROM $1');
    expect(account.history.all().map(({ text }) => text)).toEqual(['SHOW WAREHOUSES ->> SELECT "name" FROM $1', "SHOW WAREHOUSES", 'SELECT "name" FROM $1']);
    const [bound] = await session.execute('SHOW WAREHOUSES LIKE ? ->> SELECT "name" FROM $1', { bindings: [{ type: "TEXT", value: "x" }] });
    expect(bound).toMatchObject({ kind: "failed", error: { code: "000002" } });
  });

  it("stands alone in its request", async () => {
    const { session } = opened();
    expect(await run(session, "CREATE ROLE a; SHOW ROLES ->> SHOW ROLES")).toMatchObject({ code: "000002" });
    expect(await show(session, "SHOW ROLES LIKE 'a'")).toEqual([]);
  });

  it.each(["SHOW ROLES ->>", "->> SHOW ROLES", "SHOW ROLES ->> ->> SHOW ROLES"])("%s is no statement", async (text) => {
    expect(await run(opened().session, text)).toMatchObject({ code: "001003" });
  });
});

describe("EXECUTE IMMEDIATE inside one another", () => {
  it("ends", async () => {
    const { session } = opened();
    await must(session, "SET again = 'EXECUTE IMMEDIATE $again'");
    expect(await run(session, "EXECUTE IMMEDIATE $again")).toMatchObject({ code: "090252" });
  });
});

describe("what this account cannot do", () => {
  it("is told, and not taken by a handler", async () => {
    const { session } = opened();
    for (const text of ["CREATE TABLE t CLONE s", "EXECUTE IMMEDIATE FROM @s/x.sql", "AWAIT ALL", "LET r RESULTSET := ASYNC (SHOW ROLES)"]) {
      expect(await run(session, `BEGIN ${text}; EXCEPTION WHEN OTHER THEN RETURN 'wrong'; END`)).toMatchObject({ code: "000002" });
    }
  });

  it("is described by its columns where they are known", async () => {
    const { session } = opened();
    await must(session, "CREATE DATABASE d; CREATE PROCEDURE p(a INT) RETURNS NUMBER(5,2) AS 'BEGIN RETURN a; END'");
    const names = async (text: string) => {
      const [outcome] = await session.execute(text, { describeOnly: true });
      return outcome?.kind === "done" ? outcome.result.columns.map(({ name, type }) => `${name} ${type}`) : outcome?.kind === "failed" && outcome.error.code;
    };
    expect(await names("BEGIN CREATE ROLE never_made; END")).toEqual(["anonymous block text"]);
    expect(await names("CALL p(1)")).toEqual(["P fixed"]);
    expect(await names("SHOW ROLES ->> SHOW ROLES")).toBe("000002");
    expect(await show(session, "SHOW ROLES LIKE 'never_made'")).toEqual([]);
  });
});

describe("numbers", () => {
  it.each([
    ["1 + 2.50", "3.50"],
    ["0.1 + 0.2", "0.3"],
    ["2 * 3.25", "6.50"],
    ["1 / 3", "0.333333"],
    ["10 / 4", "2.500000"],
    ["-7 % 3", "-1"],
    ["1e2 + 1", "101"],
    ["(2.345)::NUMBER(10,2)", "2.35"],
    ["(-2.345)::NUMBER(10,2)", "-2.35"],
    ["1.50::VARCHAR", "1.50"],
    ["CASE WHEN 2 > 10 THEN 'a' ELSE 'b' END", "b"],
    ["'2' < '10'", "0"],
    ["'2' < 10", "1"],
    ["NULL + 1", null],
    ["NULL OR TRUE", "1"],
    ["NULL AND TRUE", null],
    ["1 NOT IN (2, NULL)", null],
    ["3 BETWEEN 1 AND 3", "1"],
    ["'abc' LIKE 'a%' AND 'ABC' ILIKE 'a_c'", "1"],
    ["NVL(NULL, 'x') || IFF(1 = 1, 'y', 'z')", "xy"],
    ["[1, 'a'][1]::VARCHAR", "a"],
    ["{'k': {'l': 5}}:k.l::INT + 1", "6"],
    ["ARRAY_SIZE(ARRAY_APPEND([], 1))", "1"],
    ["'2020-02-29'::DATE::VARCHAR", "2020-02-29"],
    ["'yes'::BOOLEAN", "1"],
  ])("RETURN %s", async (expression, expected) => {
    expect(await value(opened().session, `BEGIN RETURN ${expression}; END`)).toBe(expected);
  });

  it.each([
    ["1 / 0", "100051"],
    ["'x'::INT", "100038"],
    ["123::NUMBER(2,0)", "100039"],
    ["'abc'::VARCHAR(2)", "100078"],
    ["'maybe'::BOOLEAN", "100037"],
    ["'2021-02-29'::DATE", "100040"],
    ["99999999999999999999999999999999999999 * 10", "100046"],
    ["missing + 1", "000904"],
  ])("%s is refused", async (expression, code) => {
    expect(await run(opened().session, `BEGIN RETURN ${expression}; END`)).toMatchObject({ code });
  });
});
