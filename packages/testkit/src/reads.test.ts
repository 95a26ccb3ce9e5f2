// What reading a large account costs, in statements: the number that a bill and an hour are made of (RA 7, 8, 12).
import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { type AccountPlan, planAccount, readAccount } from "@snowtower/engine";
import { type AnyObject, catalogue, type Interest, type Mode } from "@snowtower/kinds";
import { type Account, exactly, rehydrate } from "@snowtower/sql";
import { describe, expect, test } from "vitest";
import { plainDesired } from "./plain-desired.ts";

const LOGIN = { user: exactly("BOSS"), role: exactly("ACCOUNTADMIN") };
const interest: Interest = { databases: ["BIG"], objects: [], owners: [], grantees: [] };

/** An account with BIG, and in it these schemas with so many tables each. */
async function bigAccount(shape: { readonly schemas: number; readonly tables: number; readonly columns: number }, warehouse?: string): Promise<Account> {
  const account = connectInProcess(LocalAccount.create({ user: "BOSS" }), { ...LOGIN, ...(warehouse === undefined ? {} : { warehouse: exactly(warehouse) }) });
  const columns = Array.from({ length: shape.columns }, (_, i) => `C${i} NUMBER(38,0)`).join(", ");
  const statements = ["CREATE DATABASE BIG"];
  for (let schema = 0; schema < shape.schemas; schema++) {
    statements.push(`CREATE SCHEMA BIG.S${schema}`);
    for (let table = 0; table < shape.tables; table++) statements.push(`CREATE TABLE BIG.S${schema}.T${table} (${columns})`);
  }
  for (const outcome of await account.execute({ statements: statements.map((text) => rehydrate({ text, secrets: [] })) })) {
    if (!("done" in outcome)) throw "failed" in outcome ? outcome.failed : new Error("not reached");
  }
  return account;
}

interface Counted extends AccountPlan {
  readonly texts: readonly string[];
  readonly tables: readonly AnyObject[];
}

/** Plans what is there already, and counts what was asked for that. */
async function planWhatIsThere(account: Account): Promise<Counted> {
  const { catalog } = await readAccount(account, interest);
  const objects = [...catalog.objects.values()].filter(({ name }) => name[0] === "BIG").map((object) => ({ ...object, owner: undefined }));
  const modeOf = ({ name }: AnyObject): Mode => (name[0] === "BIG" ? "strict" : "observe");
  const desired = plainDesired({ facts: account.facts, objects, databases: ["BIG"], modeOf });
  const texts: string[] = [];
  const counting: Account = {
    facts: account.facts,
    execute: (request, options) => {
      texts.push(...request.statements.map(({ text }) => text));
      return account.execute(request, options);
    },
    find: (tag) => account.find(tag),
    cancel: (queryId) => account.cancel(queryId),
    close: () => account.close(),
  };
  const planned = await planAccount(counting, desired, {});
  expect(planned.statistics.statements).toBe(texts.length);
  return { ...planned, texts, tables: objects.filter(({ kind }) => kind === "table") };
}

describe("a plan that finds nothing to do", () => {
  test("costs fewer than 100 statements for 10,000 tables in 12 schemas", { timeout: 120_000 }, async () => {
    const { plan, texts, tables } = await planWhatIsThere(await bigAccount({ schemas: 12, tables: 834, columns: 2 }));
    expect(tables).toHaveLength(10_008);
    expect(tables.every(({ fields }) => Array.isArray(fields.columns) && fields.columns.length === 2)).toBe(true);
    expect(plan.steps).toEqual([]);
    expect(texts.length).toBeLessThan(100);
  });

  test("asks nothing of a single table where a schema has more columns than SHOW lists, if there is a warehouse", { timeout: 120_000 }, async () => {
    const { plan, texts, tables } = await planWhatIsThere(await bigAccount({ schemas: 1, tables: 3000, columns: 20 }, "COMPUTE_WH"));
    expect(tables.every(({ fields }) => Array.isArray(fields.columns) && fields.columns.length === 20)).toBe(true);
    expect(plan.steps).toEqual([]);
    expect(texts.filter((text) => / TABLE "/.test(text))).toEqual([]);
    expect(texts.filter((text) => text.includes("INFORMATION_SCHEMA"))).toHaveLength(1);
    // The lists that the kinds name, whatever there is of them, and what they say of the database and its schema.
    const lists = catalogue.flatMap(({ sources }) => sources.filter(({ from }) => from === "show")).length;
    expect(texts.length).toBeLessThan(lists + 20);
  });

  test("without a warehouse asks table by table, and still reads all", { timeout: 120_000 }, async () => {
    const { plan, texts, tables } = await planWhatIsThere(await bigAccount({ schemas: 1, tables: 520, columns: 20 }));
    expect(tables.every(({ fields }) => Array.isArray(fields.columns) && fields.columns.length === 20)).toBe(true);
    expect(plan.steps).toEqual([]);
    expect(texts.filter((text) => text.startsWith("SHOW COLUMNS IN TABLE"))).toHaveLength(520);
  });
});
