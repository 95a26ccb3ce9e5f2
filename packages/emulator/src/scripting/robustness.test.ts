import { describe, expect, it } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { as, run } from "../testing/run.ts";

const MANY = 10_000;
const many = (text: string): string => text.repeat(MANY);

/** Texts that would overflow the stack of a reader that calls itself without counting. */
const DEEP: readonly (readonly [string, string])[] = [
  ["parentheses in SELECT", `SELECT ${many("(")}1${many(")")}`],
  ["parentheses of a view", `CREATE VIEW d.public.v AS SELECT ${many("(")}1${many(")")} AS x`],
  ["subqueries", `SELECT * FROM ${many("(SELECT * FROM ")}t${many(")")}`],
  ["parentheses in an expression of a block", `BEGIN RETURN ${many("(")}1${many(")")}; END`],
  ["parentheses that are not closed", `BEGIN RETURN ${many("(")}1; END`],
  ["blocks", `${many("BEGIN ")}NULL; ${many("END; ")}`],
  ["branches", `BEGIN ${many("IF (TRUE) THEN ")}NULL; ${many("END IF; ")}END`],
  ["loops", `BEGIN ${many("LOOP ")}NULL; ${many("END LOOP; ")}END`],
  ["CASE expressions", `BEGIN RETURN ${many("CASE WHEN ")}TRUE ${many("THEN 1 END ")}; END`],
  ["arrays", `BEGIN RETURN ${many("[")}1${many("]")}; END`],
  ["declared procedures", `${many("DECLARE p PROCEDURE () RETURNS INT AS ")}BEGIN NULL; END; ${many("BEGIN NULL; END; ")}`],
  ["casts of a policy", `CREATE MASKING POLICY d.public.p AS (v VARCHAR) RETURNS VARCHAR -> ${many("(")}v${many(")")}`],
  ["NOT in a block", `BEGIN RETURN ${many("NOT ")}TRUE; END`],
  ["NOT in SELECT", `SELECT ${many("NOT ")}TRUE`],
  ["signs", `SELECT ${many("- ")}1`],
  ["CASE in SELECT", `SELECT ${many("CASE WHEN ")}TRUE ${many("THEN 1 END ")}`],
  ["NOT and parentheses", `SELECT ${"NOT NOT NOT NOT (".repeat(390)}TRUE${")".repeat(390)}`],
  ["a name", `GRANT ROLE ${many("(")}x TO USER y`],
];

const LENGTH = 3000;
const long = (text: string): string => text.repeat(LENGTH);

/** Long, and not deep: these are to be read. */
const LONG: readonly (readonly [string, string, unknown])[] = [
  ["sums", `BEGIN RETURN 0${long("+1")}; END`, String(LENGTH)],
  ["statements", `BEGIN LET x := 0; ${long("x := x + 1; ")}RETURN x; END`, String(LENGTH)],
  ["concatenations", `BEGIN RETURN LENGTH(''${long("||'a'")}); END`, String(LENGTH)],
];

describe("texts that are deep", () => {
  it.each(DEEP)("%s", async (_name, text) => {
    const account = LocalAccount.create();
    await run(account, "CREATE DATABASE d");
    const outcome = await run(account, text);
    expect(outcome).toMatchObject({ code: expect.stringMatching(/^(000002|001003|000008|002003|000904|002140)$/) });
  });

  it.each(LONG)("a long one is read: %s", async (_name, text, expected) => {
    const [outcome] = await as(LocalAccount.create(), "ACCOUNTADMIN").execute(text);
    expect(outcome).toMatchObject({ kind: "done", result: { rows: [[expected]] } });
  });
});

describe("texts that are nearly too deep", () => {
  it.each([
    ["a block", `BEGIN RETURN ${"(".repeat(90)}1${")".repeat(90)}; END`],
    ["a constant", `SELECT ${"(".repeat(390)}1${")".repeat(390)}`],
    ["a view", `CREATE VIEW d.public.v AS SELECT ${"(".repeat(390)}1${")".repeat(390)} AS x`],
    ["a policy", `CREATE MASKING POLICY d.public.p AS (v VARCHAR) RETURNS VARCHAR -> ${"(".repeat(390)}v${")".repeat(390)}`],
    ["a predicate", `SELECT * FROM d.INFORMATION_SCHEMA.TABLES WHERE ${"(".repeat(390)}TRUE${")".repeat(390)}`],
    ["CASE", `SELECT ${"CASE WHEN ".repeat(130)}TRUE ${"THEN TRUE END ".repeat(130)}`],
    ["NOT", `SELECT ${"NOT ".repeat(390)}TRUE`],
    ["signs", `SELECT ${"- ".repeat(390)}1`],
    ["blocks", `${"BEGIN ".repeat(30)}NULL; ${"END; ".repeat(30)}`],
  ])("%s: it has an answer", async (_name, text) => {
    const account = LocalAccount.create();
    await run(account, "CREATE DATABASE d");
    const answer = await run(account, text);
    // A stack that is too small would be no refusal.
    expect(typeof answer === "string" ? "000000" : answer.code).toMatch(/^\d{6}$/);
  });
});
