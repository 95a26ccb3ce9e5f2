import { beforeAll, expect, test } from "vitest";
import { valuesOf } from "../catalog/persistent-map.ts";
import { LocalAccount } from "../local-account.ts";
import { classNames } from "../objects/registry.ts";
import { fill } from "../testing/every-class.ts";
import { readRaw } from "../testing/raw-rows.ts";
import { must, run, show } from "../testing/run.ts";
import { compareWithSeed } from "./compare-with-seed.ts";
import type { Hole, Seed, SeedResult, SeedRow } from "./seed.ts";

interface Raw extends Omit<SeedResult, "rows"> {
  readonly rows: readonly SeedRow[];
}

const NOW = Date.parse("2026-11-21T12:00:00Z");
const now = () => NOW;
let facts: Seed["facts"];
let results: readonly Raw[];

beforeAll(async () => {
  const account = LocalAccount.create({ now, locator: "AB12345", organization: "ACME", name: "PROD", region: "AZURE_WESTEUROPE" });
  expect(await fill(account)).toEqual([]);
  const { seed, refused } = await readRaw(account);
  expect(refused).toEqual([]);

  // A seed is JSON-able.
  ({ facts, results } = JSON.parse(JSON.stringify(seed)) as { facts: Seed["facts"]; results: readonly Raw[] });
});

function said(holes: readonly Hole[]): readonly string[] {
  return holes.map(({ statement, object, column, why }) => `${statement} | ${object} | ${column} | ${why}`);
}

async function holesOf(seed: Seed): Promise<readonly string[]> {
  const { account, holes } = await LocalAccount.seed(seed, { now });
  return said([...holes, ...(await compareWithSeed(account, seed))]);
}

test("an account with objects of every class is given back row by row by its twin", async () => {
  expect(results.length).toBeGreaterThan(350);
  expect(await holesOf({ facts, results })).toEqual([]);
});

test("the account of these tests has an object of every class", async () => {
  const { account } = await LocalAccount.seed({ facts, results }, { now });
  const classes = new Set(valuesOf(account.catalog.entries).map((entry) => entry.class));
  // INTEGRATION stands for all of them.
  expect(classNames.filter((name) => !classes.has(name) && name !== "INTEGRATION")).toEqual([]);
});

test("results may come in any order, and rows one by one", async () => {
  async function* slowly(rows: readonly SeedRow[]) {
    for (const row of rows) yield row;
  }
  const { account, holes } = await LocalAccount.seed(
    { facts, results: [...results].reverse().map((result) => ({ ...result, rows: slowly(result.rows) })) },
    { now },
  );
  expect(said(holes)).toEqual([]);
  expect(said(await compareWithSeed(account, { facts, results }))).toEqual([]);
});

test("several roles may have read, each what it sees", async () => {
  const { account } = await LocalAccount.seed({ facts, results }, { now });
  const lesser: Raw[] = [];
  for (const role of ["LOADER", "ANALYST", "CREATOR"]) {
    const session = account.openSession({ user: "ADMIN", role: "ACCOUNTADMIN", secondaryRoles: "NONE" });
    await must(session, `GRANT ROLE ${role} TO USER admin; USE ROLE ${role}`);
    for (const statement of [
      "SHOW USERS",
      "SHOW WAREHOUSES",
      "SHOW TABLES IN ACCOUNT",
      "SHOW VIEWS IN ACCOUNT",
      "SHOW ROLES",
      `SHOW GRANTS TO ROLE ${role}`,
      "SHOW STREAMS IN ACCOUNT",
    ]) {
      const rows = await show(session, statement);
      const columns = Object.keys(rows[0] ?? {});
      if (rows.length > 0) lesser.push({ statement, role, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) });
    }
    await must(account, `REVOKE ROLE ${role} FROM USER admin`);
  }
  expect(lesser.length).toBeGreaterThan(12);
  // Each role was granted to ADMIN while it read.
  const counted = lesser.filter(({ statement }) => statement !== "SHOW ROLES");
  expect(await holesOf({ facts, results: [...results, ...counted] })).toEqual([]);
  expect(await holesOf({ facts, results: [...counted, ...results] })).toEqual([]);
});

test("times are read as the wire has them and as clients print them", async () => {
  const printed = edited(/^SHOW (WAREHOUSES|TABLES|USERS)/, (row, columns) =>
    row.map((cell, i) =>
      cell !== null && /^(created_on|updated_on|resumed_on|expires_at_time)$/.test(columns[i] ?? "")
        ? new Date(Number(cell) * 1000).toISOString().replace("T", " ").replace("Z", " +0000")
        : cell,
    ),
  );
  expect(printed).not.toEqual(results);
  expect(await holesOf({ facts, results: printed })).toEqual([]);
});

test("the comparison finds what the twin has lost, has too much or says otherwise", async () => {
  const { account } = await LocalAccount.seed({ facts, results }, { now });
  await must(account, "ALTER WAREHOUSE wh SET AUTO_SUSPEND = 61; DROP SEQUENCE d.s.plain; CREATE ROLE surplus");
  const found = said(await compareWithSeed(account, { facts, results }));
  expect(found).toContainEqual("SHOW WAREHOUSES | WH | auto_suspend | '60' was read, and the twin says '61'");
  expect(found).toContainEqual("SHOW SEQUENCES IN ACCOUNT | PLAIN D S | null | the twin does not have this row");
  expect(found).toContainEqual("SHOW ROLES | SURPLUS | null | the twin has this row, which was not read");
});

/** The results with the rows of some statements changed. */
function edited(words: RegExp, change: (row: SeedRow, columns: readonly string[]) => SeedRow | null): readonly Raw[] {
  return results.map((result) =>
    words.test(result.statement)
      ? { ...result, rows: result.rows.flatMap((row) => [change(row, result.columns) ?? []].filter((of) => of.length > 0)) }
      : result,
  );
}

function withCell(row: SeedRow, columns: readonly string[], cells: Readonly<Record<string, string | null>>): SeedRow {
  return row.map((cell, i) => cells[columns[i] ?? ""] ?? cell);
}

test("a role that is gone still owns and grants, and is listed nowhere", async () => {
  const vanished = edited(/^SHOW (TABLES|GRANTS (ON|TO))/, (row, columns) => {
    const name = row[columns.indexOf("name")];
    if (columns.includes("owner")) return name === "T" ? withCell(row, columns, { owner: "VANISHED" }) : row;
    if (name !== "D.S.T") return row;
    if (!row.includes("OWNERSHIP")) return withCell(row, columns, { granted_by: "VANISHED" });
    return columns.includes("granted_by_role_type") ? withCell(row, columns, { granted_by: "VANISHED", grantee_name: "VANISHED" }) : null;
  });
  const seed = { facts, results: vanished.filter(({ statement }) => !/INFORMATION_SCHEMA\.\w*(TABLES|PRIVILEGES)/.test(statement)) };
  expect(await holesOf(seed)).toEqual([]);
  const { account } = await LocalAccount.seed(seed, { now });
  expect((await show(account, "SHOW TABLES LIKE 'T' IN SCHEMA d.s"))[0]?.owner).toBe("VANISHED");
  expect((await show(account, "SHOW ROLES")).map(({ name }) => name)).not.toContain("VANISHED");
  expect(await run(account, "GRANT ROLE vanished TO ROLE analyst")).toMatchObject({ code: "002003" });
});

test("a broken view is seeded broken", async () => {
  const lost = results
    .filter(
      ({ statement }) =>
        !/(TABLE|ON|IN) D\.S\.CHILD\b|'D\.S\.CHILD'|KEYS|STREAMS|STREAM |REFERENCES|INFORMATION_SCHEMA|SHOW GRANTS|SHOW COLUMNS/.test(statement),
    )
    .map((result) => (result.statement === "SHOW TABLES IN ACCOUNT" ? { ...result, rows: result.rows.filter((row) => !row.includes("CHILD")) } : result));
  const { account } = await LocalAccount.seed({ facts, results: lost }, { now });
  expect((await show(account, "SHOW VIEWS LIKE 'WW' IN SCHEMA d.s"))[0]?.text).toContain("d.s.child");
  expect((await show(account, "DESC VIEW d.s.ww")).length).toBe(2);
  expect(await run(account, "SELECT * FROM d.s.ww")).toMatchObject({ code: expect.stringMatching(/^(002037|002003)$/) });
});

test("what this account does not know is told", async () => {
  const pipes: Raw = {
    statement: "SHOW PIPES IN ACCOUNT",
    columns: ["created_on", "name", "database_name", "schema_name"],
    rows: [["1700000000.000", "P", "D", "S"]],
  };
  const grant: Raw = {
    statement: "SHOW GRANTS TO ROLE CREATOR",
    columns: ["created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option", "granted_by"],
    rows: [["1700000000.000", "OPERATE", "PIPE", "D.S.P", "ROLE", "CREATOR", "false", "ACCOUNTADMIN"]],
  };
  const others = results.filter(({ statement }) => statement !== grant.statement && !statement.includes("CREATOR"));
  const { account, holes } = await LocalAccount.seed({ facts, results: [...others, pipes, grant] }, { now });
  expect(said(holes)).toEqual([
    "SHOW PIPES IN ACCOUNT | null | null | no statement of this account answers it: its rows are not part of the twin",
    "null | PIPE | null | objects of class PIPE are not known here: only their names and grants are",
  ]);
  const [row] = (await show(account, "SHOW GRANTS TO ROLE creator")).filter(({ granted_on: on }) => on === "PIPE");
  expect(row).toMatchObject({ privilege: "OPERATE", name: "D.S.P", grantee_name: "CREATOR" });
});

test("objects of classes that only a list knows are given back by that list", async () => {
  const more = results.map((result) => {
    const rowLike = (name: string, cells: Readonly<Record<string, string | null>>) => {
      const row = result.rows.find((of) => of.includes(name));
      return row === undefined ? result.rows : [...result.rows, withCell(row, result.columns, cells)];
    };
    if (result.statement === "SHOW TABLES IN ACCOUNT")
      return { ...result, rows: rowLike("TT", { name: "EVENTS", is_event: "Y", kind: "TABLE", rows: "12", cluster_by: "", automatic_clustering: "OFF" }) };
    if (result.statement === "SHOW INTEGRATIONS") return { ...result, rows: rowLike("EAI", { name: "GIT", type: "API", category: "API" }) };
    return result;
  });
  const seed = { facts, results: more.filter(({ statement }) => !/INFORMATION_SCHEMA\.TABLE|^DESCRIBE SCHEMA|^SHOW GRANTS TO DATABASE ROLE/.test(statement)) };
  expect(await holesOf(seed)).toEqual([]);
  const { account } = await LocalAccount.seed(seed, { now });
  expect((await show(account, "SHOW TABLES LIKE 'EVENTS' IN ACCOUNT"))[0]).toMatchObject({ is_event: "Y", rows: "12" });
  expect(await run(account, "CREATE TABLE d.s.events (a NUMBER)")).toMatchObject({ code: "002002" });
});

test("columns that are not known here, or were not read, are told", async () => {
  const columns = (statement: string, change: (names: readonly string[]) => readonly string[]) =>
    results.map((result) => (result.statement === statement ? { ...result, columns: change(result.columns) } : result));
  expect(await holesOf({ facts, results: columns("SHOW ROLES", (names) => names.map((name) => (name === "comment" ? "colour" : name))) })).toEqual([
    "SHOW ROLES | null | colour | the twin has no such column",
    "SHOW ROLES | null | comment | it was not read: what the twin prints is assumed",
  ]);
});

test("what a role was not told is not known, and the twin does not make it up", async () => {
  const hidden = edited(/^SHOW USERS$/, (row, columns) => (row.includes("ANN") ? row.map((cell, i) => (columns[i] === "name" ? cell : null)) : row)).filter(
    ({ statement }) => !/^(DESC|SHOW GRANTS|SHOW PARAMETERS).*USER ANN/.test(statement),
  );
  const { account, holes } = await LocalAccount.seed({ facts, results: hidden }, { now });
  expect(said(holes)).toEqual(["null | ANN | null | USER: the role that read it sees nothing but its name; everything else is not known"]);
  expect((await show(account, "SHOW USERS LIKE 'ANN'"))[0]).toMatchObject({ name: "ANN", login_name: null, disabled: null, type: null });
});

test("what was kept as read gives way to what a statement changes", async () => {
  const odd = edited(/^SHOW WAREHOUSES$/, (row, columns) => (row[0] === "WH" ? withCell(row, columns, { state: "RESUMING", running: "7" }) : row));
  const { account } = await LocalAccount.seed({ facts, results: odd }, { now });
  const shown = async () => (await show(account, "SHOW WAREHOUSES LIKE 'WH'"))[0];
  expect(await shown()).toMatchObject({ state: "RESUMING", running: "7" });
  await must(account, "ALTER WAREHOUSE wh SUSPEND");
  expect(await shown()).toMatchObject({ state: "SUSPENDED", running: "7" });
});

test("the twin answers as the account it was read from", async () => {
  const { account } = await LocalAccount.seed({ facts: { ...facts, version: "10.1.2", bundles: ["2026_07"] }, results }, { now });
  const [row] = await show(
    account,
    "SELECT CURRENT_ACCOUNT() A, CURRENT_ACCOUNT_NAME() N, CURRENT_ORGANIZATION_NAME() O, CURRENT_REGION() R, CURRENT_VERSION() V",
  );
  expect(row).toEqual({ A: "AB12345", N: "PROD", O: "ACME", R: "AZURE_WESTEUROPE", V: "10.1.2" });
  expect((await show(account, "SELECT SYSTEM$BEHAVIOR_CHANGE_BUNDLE_STATUS('2026_07') S"))[0]?.S).toBe("ENABLED");
});

test("an account of which little was read says what it assumes", async () => {
  const { account, holes } = await LocalAccount.seed({ facts, results: [] });
  expect(said(holes)).toEqual([
    "SHOW ROLES | null | null | it was not read: the system roles are assumed to be there",
    "SHOW GRANTS ON ACCOUNT | null | null | no grant on the account was read: the system roles are assumed to have what they have on the first day",
    "null | ADMIN | null | USER: the one who read was not read himself: only his name is known",
    "null | ADMIN | null | USER: nothing that was read says how he has role ACCOUNTADMIN, as which he read; it is assumed to be granted to him",
  ]);
  await must(account, "CREATE DATABASE x; CREATE ROLE y; GRANT USAGE ON DATABASE x TO ROLE y");
});

test("a fork of a twin is a twin of its own", async () => {
  const { account } = await LocalAccount.seed({ facts, results }, { now });
  const fork = account.fork();
  // It copies nothing.
  expect(fork.catalog).toBe(account.catalog);
  await must(fork, "DROP DATABASE td; GRANT SELECT ON TABLE d.s.t TO ROLE loader");
  expect(said(await compareWithSeed(account, { facts, results }))).toEqual([]);
});
