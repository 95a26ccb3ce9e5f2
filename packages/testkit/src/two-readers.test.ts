// Who reads (docs/decisions/0006): the role that owns what the project describes, and where that is shown a part only, the session's role as well.
import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { planAccount } from "@snowtower/engine";
import { type AnyObject, type Desired, idOf, type ObjectId } from "@snowtower/kinds";
import { type Account, exactly, nameOf, type Request, rehydrate, rowsOf } from "@snowtower/sql";
import { expect, test } from "vitest";
import { plainDesired } from "./plain-desired.ts";

const [BOSS, DEPLOYER, OWNER] = [exactly("BOSS"), exactly("DEPLOYER"), exactly("OWNER")];

const MADE = [
  "CREATE ROLE DEPLOYER",
  "CREATE ROLE OWNER",
  "GRANT ROLE DEPLOYER TO USER BOSS",
  "GRANT ROLE OWNER TO USER BOSS",
  "GRANT MANAGE GRANTS ON ACCOUNT TO ROLE DEPLOYER",
  "CREATE WAREHOUSE HIDDEN WAREHOUSE_SIZE = 'SMALL' AUTO_SUSPEND = 60 ENABLE_QUERY_ACCELERATION = FALSE INITIALLY_SUSPENDED = TRUE",
  "CREATE DATABASE DB",
  "CREATE SECURE VIEW DB.PUBLIC.V AS SELECT 1 AS A",
  "GRANT OWNERSHIP ON VIEW DB.PUBLIC.V TO ROLE OWNER",
  "GRANT OWNERSHIP ON SCHEMA DB.PUBLIC TO ROLE OWNER",
  "GRANT OWNERSHIP ON DATABASE DB TO ROLE OWNER",
];

async function made(more: readonly string[] = []): Promise<Account> {
  const local = LocalAccount.create({ user: BOSS });
  const root = connectInProcess(local, { user: BOSS, role: exactly("ACCOUNTADMIN") });
  for (const text of [...MADE, ...more]) {
    const [outcome] = await root.execute({ statements: [rehydrate({ text, secrets: [] })] });
    await rowsOf(outcome);
  }
  return connectInProcess(local, { user: BOSS, role: DEPLOYER });
}

function thing(kind: string, dotted: string, fields: AnyObject["fields"] = {}): AnyObject {
  const name = nameOf(...dotted.split("."));
  return { kind, id: idOf(kind, name), name, owner: undefined, fields };
}

/** What is there, as it is there: there is nothing to do. */
function wanted(account: Account): Desired {
  const view = thing("view", "DB.PUBLIC.V", { text: "SELECT 1 AS A", is_secure: true });
  const objects = [thing("warehouse", "HIDDEN", { size: "SMALL" }), thing("database", "DB"), thing("schema", "DB.PUBLIC"), view];
  const desired = plainDesired({ facts: account.facts, objects, databases: ["DB"], modeOf: () => "observe" });
  return { ...desired, scope: { ...desired.scope, admin: OWNER } };
}

async function planned(account: Account, role?: typeof OWNER) {
  const readers = new Set<string | undefined>();
  const watched: Account = {
    ...account,
    facts: account.facts,
    execute: (request: Request, options) => {
      if (request.statements.some(({ text }) => text.startsWith("SHOW VIEWS"))) readers.add(request.role);
      return account.execute(request, options);
    },
  };
  const { plan } = await planAccount(watched, wanted(account), role === undefined ? {} : { role });
  const notes = plan.notes.map(({ code, about }) => [code, about as ObjectId] as const);
  return { steps: plan.steps.map(({ id }) => id), notes: notes.filter(([code]) => code.startsWith("ST200")), readers: [...readers] };
}

test("each alone is not told all: one not the text, the other one not the warehouse", async () => {
  const account = await made();
  expect(await planned(account, DEPLOYER)).toMatchObject({ steps: [], notes: [["ST2002", "view:DB.PUBLIC.V"]] });
  expect(await planned(account, OWNER)).toMatchObject({ steps: [], notes: [["ST2001", "warehouse:HIDDEN"]] });
});

test("together they know that there is nothing to do", async () => {
  expect(await planned(await made())).toEqual({ steps: [], notes: [], readers: ["OWNER", "DEPLOYER"] });
});

test("the session's role is not asked where the owner inherits it, nor where the owner sees everything", async () => {
  const inherits = await made(["GRANT ROLE DEPLOYER TO ROLE OWNER"]);
  expect(await planned(inherits)).toEqual({ steps: [], notes: [], readers: ["OWNER"] });
  const poor = await made(["REVOKE MANAGE GRANTS ON ACCOUNT FROM ROLE DEPLOYER", "GRANT ROLE DEPLOYER TO ROLE OWNER"]);
  expect(await planned(poor)).toMatchObject({ notes: [["ST2001", "warehouse:HIDDEN"]], readers: ["OWNER"] });
});
