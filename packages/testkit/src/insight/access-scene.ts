import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { readAccount } from "@snowtower/engine";
import { Access } from "@snowtower/insight";
import type { Catalog, Grantee } from "@snowtower/kinds";
import { exactly } from "@snowtower/sql";

/** Who and what there is before anything is granted. */
export const ROLES = ["R1", "R2", "R3", "R4", "R5"];
export const USERS = ["U1", "U2", "U3"];
export const DATABASE_ROLES = ["D.X", "D.Y", "E.Z"];
export const SCHEMAS = ["D.S", "D.M", "E.S"];
export const TABLES = ["D.S.A", "D.S.B", "D.M.A", "E.S.A"];
export const WAREHOUSES = ["W1", "W2"];
const SYSTEM_ROLES = ["ACCOUNTADMIN", "SECURITYADMIN", "USERADMIN", "SYSADMIN", "PUBLIC"];

const SETTING = [
  ...ROLES.map((name) => `CREATE ROLE ${name}`),
  "CREATE ROLE SINK",
  ...[...USERS, "KEY"].map((name) => `CREATE USER ${name}`),
  // He can be any role, one at a time.
  ...ROLES.map((name) => `GRANT ROLE ${name} TO USER KEY`),
  "CREATE DATABASE D",
  "CREATE DATABASE E",
  "CREATE SCHEMA D.S",
  "CREATE SCHEMA D.M WITH MANAGED ACCESS",
  "CREATE SCHEMA E.S",
  ...TABLES.map((name) => `CREATE TABLE ${name} (ID NUMBER(38,0))`),
  "CREATE VIEW D.S.V AS SELECT ID FROM D.S.A",
  "CREATE SEQUENCE D.S.Q",
  ...WAREHOUSES.map((name) => `CREATE WAREHOUSE ${name} INITIALLY_SUSPENDED = TRUE`),
  ...DATABASE_ROLES.map((name) => `CREATE DATABASE ROLE ${name}`),
];

let prepared: Promise<LocalAccount> | null = null;

/** A local account with the setting, to be forked. */
async function setting(): Promise<LocalAccount> {
  const account = LocalAccount.create({ user: "BOSS" });
  for (const text of SETTING) await mustRun(account, text);
  return account;
}

async function mustRun(account: LocalAccount, text: string): Promise<void> {
  const code = await asBoss(account, text);
  if (code !== null) throw new Error(`${text}: ${code}`);
}

/** `null` if the administrator may do it, else the code of the refusal. */
async function asBoss(account: LocalAccount, text: string): Promise<string | null> {
  const [outcome] = await account.openSession({ user: "BOSS", role: "ACCOUNTADMIN", secondaryRoles: "NONE" }).execute(text);
  return outcome?.kind === "failed" ? outcome.error.code : null;
}

export interface AccessScene {
  readonly account: LocalAccount;
  readonly catalog: Catalog;
  readonly access: Access;
  /** Statements that Snowflake would refuse: they changed nothing. */
  readonly refused: number;
}

/** What these statements make of the setting, as it is, as it is read, and as insight understands it. */
export async function accessScene(statements: readonly string[]): Promise<AccessScene> {
  prepared ??= setting();
  const account = (await prepared).fork();
  let refused = 0;
  for (const text of statements) if ((await asBoss(account, text)) !== null) refused++;
  for (const name of ROLES) await asBoss(account, `GRANT ROLE ${name} TO USER KEY`);
  const grantees: readonly Grantee[] = [
    ...[...ROLES, "SINK", ...SYSTEM_ROLES].map((name) => ({ type: "ROLE", name }) as const),
    ...[...USERS, "KEY", "BOSS"].map((name) => ({ type: "USER", name }) as const),
    ...DATABASE_ROLES.map((name) => ({ type: "DATABASE ROLE", name }) as const),
  ];
  const interest = { databases: ["D", "E"], objects: [], owners: [], grantees };
  const { catalog } = await readAccount(connectInProcess(account, { user: exactly("BOSS"), role: exactly("ACCOUNTADMIN") }), interest);
  return { account, catalog, access: new Access(catalog), refused };
}

/** As whom something is tried. */
export interface Trial {
  readonly user: string;
  readonly role: string;
  readonly secondary: "ALL" | "NONE";
}

/** What refuses for want of a privilege: not there or not to be seen, insufficient privileges, not granted, a role that is not his. */
const REFUSALS = ["002003", "002043", "003001", "003011", "003013", "003041", "390189"];

/** Who asks got as far as into the view: it is the view's owner who lacks something, and that is another question. */
const IN_THE_VIEW = "002037";

/** True if the account lets it be done. Nothing of it stays. Throws for a failure that has nothing to do with access. */
export async function isAllowed(
  account: LocalAccount,
  { user, role, secondary }: Trial,
  { text, only }: { readonly text: string; readonly only?: "describe" },
): Promise<boolean> {
  let session: ReturnType<LocalAccount["openSession"]>;
  try {
    session = account.fork().openSession({ user, role, secondaryRoles: secondary });
  } catch (error) {
    if (error instanceof Error && "code" in error && REFUSALS.includes(String(error.code))) return false;
    throw error;
  }
  const [outcome] = await session.execute(text, { describeOnly: only === "describe" });
  if (outcome?.kind !== "failed" || outcome.error.code === IN_THE_VIEW) return true;
  if (!REFUSALS.includes(outcome.error.code)) throw new Error(`${text}: ${outcome.error.code} ${outcome.error.message}`);
  return false;
}
