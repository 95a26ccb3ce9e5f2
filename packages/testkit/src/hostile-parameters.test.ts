// The session is part of the input (RA 13): an account and a user whose parameters are set to what would change statements and answers read the same.
import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { planAccount, readAccount } from "@snowtower/engine";
import type { AnyObject, Interest, Mode } from "@snowtower/kinds";
import { exactly, rehydrate, rowsOf } from "@snowtower/sql";
import { expect, test } from "vitest";
import { catalogBytes } from "./laws/catalog-bytes.ts";
import { plainDesired } from "./plain-desired.ts";

const LOGIN = { user: exactly("BOSS"), role: exactly("ACCOUNTADMIN") };
const interest: Interest = { databases: ["db"], objects: [], owners: ["ACCOUNTADMIN"], grantees: [{ type: "ROLE", name: "R" }] };

const MADE = [
  'CREATE DATABASE "db" DATA_RETENTION_TIME_IN_DAYS = 7',
  'CREATE SCHEMA "db"."sc"',
  `CREATE TABLE "db"."sc"."t" ("id" NUMBER(38,0), "at" TIMESTAMP_NTZ(9) DEFAULT '2024-01-01'::TIMESTAMP_NTZ, "text" VARCHAR(10))`,
  'CREATE VIEW "db"."sc"."v" AS SELECT "id" FROM "db"."sc"."t"',
  "CREATE USER U PASSWORD = 'Corr3ct-Horse-Battery'",
  "CREATE ROLE R",
  'GRANT SELECT ON TABLE "db"."sc"."t" TO ROLE R',
];

const HOSTILE = [
  "QUOTED_IDENTIFIERS_IGNORE_CASE = TRUE",
  "ROWS_PER_RESULTSET = 1",
  "TIMEZONE = 'Asia/Kolkata'",
  "AUTOCOMMIT = FALSE",
  "TIMESTAMP_TYPE_MAPPING = 'TIMESTAMP_TZ'",
  "TIMESTAMP_OUTPUT_FORMAT = 'DD/MM/YY'",
  "TIMESTAMP_LTZ_OUTPUT_FORMAT = 'DD/MM/YY'",
  "DATE_OUTPUT_FORMAT = 'DD/MM/YY'",
  "BINARY_OUTPUT_FORMAT = 'BASE64'",
  "JSON_INDENT = 0",
  "STATEMENT_TIMEOUT_IN_SECONDS = 1",
  "USE_CACHED_RESULT = FALSE",
];

async function run(local: LocalAccount, texts: readonly string[]): Promise<void> {
  const account = connectInProcess(local, LOGIN);
  for (const text of texts) {
    const [outcome] = await account.execute({ statements: [rehydrate({ text, secrets: [] })] });
    await rowsOf(outcome);
  }
  await account.close();
}

/** What is read, and what is planned for a project that describes all of it and one table more. */
async function seenIn(local: LocalAccount): Promise<readonly string[]> {
  const account = connectInProcess(local, LOGIN);
  const { catalog } = await readAccount(account, interest);
  const objects = [...catalog.objects.values()].filter(({ name }) => name[0] === "db").map((object) => ({ ...object, owner: undefined }));
  const [table] = objects.filter(({ kind }) => kind === "table") as [AnyObject];
  const name = [...table.name.slice(0, 2), exactly("T2")];
  const modeOf = ({ name: [database] }: AnyObject): Mode => (database === "db" ? "strict" : "observe");
  const more = { ...table, id: `table:"db"."sc".T2` as AnyObject["id"], name };
  const { plan } = await planAccount(account, plainDesired({ facts: account.facts, objects: [...objects, more], databases: ["db"], modeOf }), {});
  // What is set on the user who reads is his own, and seen to be.
  const rest = new Map([...catalog.objects].filter(([id]) => id !== "user:BOSS"));
  return [catalogBytes({ ...catalog, objects: rest }), JSON.stringify([plan.steps, plan.notes, plan.footprint])];
}

test("hostile parameters of the account and of the user change neither what is read nor what is planned", async () => {
  const local = LocalAccount.create({ user: "BOSS", now: () => Date.UTC(2025, 0, 1) });
  await run(local, MADE);
  const [catalog, plan] = await seenIn(local);
  expect(plan).toContain(`CREATE TABLE \\"db\\".\\"sc\\".\\"T2\\"`);
  for (const whose of ["ACCOUNT", "USER BOSS"]) {
    await run(
      local,
      HOSTILE.map((setting) => `ALTER ${whose} SET ${setting}`),
    );
    const [catalogNow, planNow] = await seenIn(local);
    expect(catalogNow).toBe(catalog);
    expect(planNow).toBe(plan);
  }
});
