import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { applyPlan, type BoundPlan, planAccount, readAccount } from "@snowtower/engine";
import { type AnyObject, type Desired, type Interest, idOf, type Mode } from "@snowtower/kinds";
import { type Account, exactly, type Identifier, nameOf, rehydrate, rowsOf } from "@snowtower/sql";
import { plainDesired } from "../plain-desired.ts";
import { lawSecrets } from "./describe-object.ts";

const USER = exactly("BOSS");
const ADMIN = exactly("ACCOUNTADMIN");

/** What random objects may refer to; every kind that lives in something lives in LAW.LAW. */
const SURROUNDINGS = [
  "CREATE DATABASE LAW",
  "CREATE SCHEMA LAW.LAW",
  // What streams may follow: their undo leaves change tracking on, and the laws compare all there is.
  "CREATE TABLE LAW.LAW.OTHER (A NUMBER(38,0) NOT NULL, PRIMARY KEY (A)) CHANGE_TRACKING = TRUE",
  "CREATE TABLE LAW.LAW.PARENT (A NUMBER(38,0) NOT NULL, PRIMARY KEY (A)) CHANGE_TRACKING = TRUE",
  "CREATE SEQUENCE LAW.LAW.OTHER",
  "CREATE NETWORK RULE LAW.LAW.OTHER TYPE = IPV4 MODE = INGRESS VALUE_LIST = ('10.0.0.0/8')",
  "CREATE NETWORK RULE LAW.LAW.OUTSIDE TYPE = HOST_PORT MODE = EGRESS VALUE_LIST = ('example.com')",
  "CREATE NETWORK RULE LAW.LAW.ELSEWHERE TYPE = HOST_PORT MODE = EGRESS VALUE_LIST = ('example.org')",
  "CREATE SECRET LAW.LAW.OTHER TYPE = SYMMETRIC_KEY ALGORITHM = GENERIC",
  "CREATE FILE FORMAT LAW.LAW.OTHER",
  "CREATE STAGE LAW.LAW.OTHER DIRECTORY = (ENABLE = TRUE)",
  "CREATE TASK LAW.LAW.OTHER AS SELECT 1",
  "CREATE TASK LAW.LAW.PARENT AS SELECT 1",
  "CREATE WAREHOUSE OTHER INITIALLY_SUSPENDED = TRUE",
  "CREATE ROLE NOBODY",
  "GRANT ROLE NOBODY TO USER BOSS",
  "CREATE ROLE LESSER",
  "GRANT ROLE LESSER TO USER BOSS",
  "GRANT USAGE ON DATABASE LAW TO ROLE LESSER",
  "GRANT USAGE ON SCHEMA LAW.LAW TO ROLE LESSER",
];

let prepared: Promise<LocalAccount> | null = null;

/** A fresh account with the surroundings. */
export async function lawAccount(): Promise<LawAccount> {
  prepared ??= prepare();
  return new LawAccount((await prepared).fork());
}

async function prepare(): Promise<LocalAccount> {
  let now = Date.UTC(2025, 0, 1);
  const tick = (): number => {
    now += 1000;
    return now;
  };
  const local = LocalAccount.create({ user: USER, now: tick });
  const account = connectInProcess(local, { user: USER, role: ADMIN });
  for (const text of SURROUNDINGS) {
    const [outcome] = await account.execute({ statements: [rehydrate({ text, secrets: [] })] });
    await rowsOf(outcome);
  }
  return local;
}

/** One object at a time is the project's: everything else is looked at, and left alone. */
export class LawAccount {
  readonly account: Account;

  constructor(local: LocalAccount) {
    // A table is replaced by a query.
    this.account = connectInProcess(local, { user: USER, role: ADMIN, warehouse: exactly("OTHER") });
  }

  async plan(wanted: readonly AnyObject[], subject: AnyObject, options: { readonly role?: Identifier } = {}): Promise<BoundPlan> {
    return (await planAccount(this.account, this.#desired(wanted, subject), options)).plan;
  }

  /** Throws the `ApplyError` of a run that does not reach its end. */
  async apply(plan: BoundPlan): Promise<void> {
    await applyPlan(plan, this.account, { run: "law", parallel: 1, reveal: (ref) => lawSecrets.reveal(ref), clock: () => new Date(0) });
  }

  async undo(plan: BoundPlan): Promise<void> {
    for (const step of [...plan.steps].reverse()) {
      if (step.undo.kind === "none") continue;
      for (const statement of step.undo.statements) {
        const [outcome] = await this.account.execute({ statements: [statement], role: step.as }, { reveal: (ref) => lawSecrets.reveal(ref) });
        await rowsOf(outcome);
      }
    }
  }

  async read(interest: Interest, role?: Identifier): ReturnType<typeof readAccount> {
    return readAccount(this.account, interest, { clock: () => new Date(0), ...(role === undefined ? {} : { role }) });
  }

  /** What is refused is left. */
  async tryTo(text: string): Promise<void> {
    await this.account.execute({ statements: [rehydrate({ text, secrets: [] })] });
  }

  #desired(wanted: readonly AnyObject[], subject: AnyObject): Desired {
    const databases = subject.name.length > 1 || subject.kind === "database" ? subject.name.slice(0, 1) : [];
    const modeOf = ({ id }: AnyObject): Mode => (id === subject.id ? "strict" : "observe");
    return plainDesired({ facts: this.account.facts, objects: [...containersOf(subject), ...wanted], databases, modeOf });
  }
}

/** Described as nothing but there. */
function containersOf({ name }: AnyObject): AnyObject[] {
  const kinds = ["database", "schema"].slice(0, name.length - 1);
  return kinds.map((kind, depth) => {
    const own = nameOf(...name.slice(0, depth + 1));
    return { kind, id: idOf(kind, own), name: own, owner: undefined, fields: {} };
  });
}
