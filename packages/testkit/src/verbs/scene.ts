import { join } from "node:path";
import { connectInProcess, LocalAccount } from "@snowtower/emulator";
import { type AccountPlan, diskFiles, envPrefix, loadProject, planAccount, readSettings, SecretStore, scopeIn } from "@snowtower/engine";
import type { Catalog, Desired, Diagnostic } from "@snowtower/kinds";
import { type Account, type Edition, exactly, type Identifier, parseIdentifier, type Row, rehydrate, rowsOf } from "@snowtower/sql";
import { ScriptFailure } from "../script/script-failure.ts";

const USER = exactly("BOSS");
/** Makes the account what it is before a project comes. */
const ROOT = exactly("ACCOUNTADMIN");
/** The role that a project is deployed with: it has no more privileges than it needs. */
const DEPLOYER = exactly("DEPLOYER");

const SET_UP = [
  "CREATE ROLE DEPLOYER COMMENT = 'deploys projects'",
  "GRANT ROLE DEPLOYER TO ROLE ACCOUNTADMIN",
  "GRANT ROLE DEPLOYER TO USER BOSS",
  "GRANT CREATE DATABASE, CREATE ROLE, CREATE USER, CREATE WAREHOUSE, MANAGE GRANTS ON ACCOUNT TO ROLE DEPLOYER",
];

/** A second a question: times differ, and are the same in each run. */
function tickingClock(): () => number {
  let now = Date.UTC(2025, 0, 1);
  return () => {
    now += 1000;
    return now;
  };
}

/** What was applied last: for its undo. */
interface Applied {
  readonly made: AccountPlan["plan"];
  readonly before: Catalog;
  readonly desired: Desired;
}

interface Project {
  readonly desired: Desired | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The account of one script, and what its verbs know between them. The account is made when something first asks for it. */
export class Scene {
  edition: Edition = "ENTERPRISE";
  prefix = "";
  /** An environment of the project's own snowtower.yaml. */
  environment: string | null = null;
  warehouse: Identifier | undefined;
  /** The role that the deployer logs in with. */
  role: Identifier = DEPLOYER;
  applied: Applied | null = null;
  readonly secrets = new SecretStore("a key of this script's");
  #local: LocalAccount | null = null;

  get isOpen(): boolean {
    return this.#local !== null;
  }

  /** The account as the deployer meets it; every time with new sessions, as every command has them. */
  async account(): Promise<Account> {
    const warehouse = this.warehouse === undefined ? {} : { warehouse: this.warehouse };
    return connectInProcess(await this.#open(), { user: USER, role: this.role, ...warehouse });
  }

  /** The same account, of which this script sees nothing more: to try things out. */
  async fork(): Promise<Account> {
    const warehouse = this.warehouse === undefined ? {} : { warehouse: this.warehouse };
    return connectInProcess((await this.#open()).fork(), { user: USER, role: this.role, ...warehouse });
  }

  /** What somebody else does with a connection of his own. Throws the `AccountError` of a refusal. */
  async query(text: string, role: Identifier = ROOT): Promise<{ readonly columns: readonly string[]; readonly rows: readonly Row[]; readonly status: string }> {
    return queryAs(await this.#open(), { text, role });
  }

  /** Reads the project in a folder of the script. Paths in messages start at that folder. */
  async project(dir: string, folder: string): Promise<Project> {
    const found: Diagnostic[] = [];
    const files = diskFiles(join(dir, folder));
    const settings = readSettings(files, (diagnostic) => found.push(diagnostic));
    const environment = this.environment === null ? undefined : settings.environments.get(this.environment);
    if (this.environment !== null && environment === undefined) throw new ScriptFailure(`no environment ${this.environment} in ${folder}`);
    const prefix = envPrefix(environment?.prefix ?? this.prefix);
    if ("refused" in prefix) throw new ScriptFailure(prefix.refused);
    const { placeholders, overrides, scope } = environment ?? {};
    const loaded = loadProject(files, {
      prefix: prefix.prefix,
      secrets: this.secrets,
      scope: scopeIn(settings.scope, scope),
      placeholders: placeholders === undefined ? [] : [{ kind: "node", node: placeholders }],
      ...(overrides === undefined ? {} : { overrides }),
    });
    const diagnostics = [...found, ...loaded.diagnostics];
    const isWrong = diagnostics.some(({ severity }) => severity === "error");
    return { desired: isWrong ? null : loaded.describe((await this.account()).facts), diagnostics };
  }

  async plan(desired: Desired, options: Parameters<typeof planAccount>[2] = {}): Promise<AccountPlan> {
    return planAccount(await this.account(), desired, options);
  }

  async #open(): Promise<LocalAccount> {
    if (this.#local !== null) return this.#local;
    const local = LocalAccount.create({ user: USER, edition: this.edition, now: tickingClock() });
    this.#local = local;
    for (const text of SET_UP) await queryAs(local, { text, role: ROOT });
    return local;
  }
}

async function queryAs(local: LocalAccount, { text, role }: { readonly text: string; readonly role: Identifier }) {
  const account = connectInProcess(local, { user: USER, role });
  const [outcome] = await account.execute({ statements: [rehydrate({ text, secrets: [] })] });
  const answer = await rowsOf(outcome);
  await account.close();
  return { ...answer, status: outcome !== undefined && "done" in outcome ? outcome.done.status : "" };
}

/** The stored name of a role as a script writes it. */
export function roleNamed(written: string): Identifier {
  const role = parseIdentifier(written);
  if (role === null) throw new ScriptFailure(`not the name of a role: ${written}`);
  return role;
}
