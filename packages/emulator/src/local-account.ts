import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Edition, parseIdentifier } from "@snowtower/sql";
import { mayActivate, publicRole } from "./access/active-roles.ts";
import { startWithBundles } from "./bundles/bundles.ts";
import { type Catalog, childrenOf, entryOf, findByName } from "./catalog/catalog.ts";
import type { Draft } from "./catalog/draft.ts";
import { ACCOUNT, type Entry, type Id } from "./catalog/entry.ts";
import { lockHolder } from "./catalog/lock-file.ts";
import { newAccount } from "./catalog/new-account.ts";
import { Store } from "./catalog/store.ts";
import type { AccountInfo } from "./context.ts";
import { DdlQueue } from "./faults/ddl-queue.ts";
import { Faults } from "./faults/faults.ts";
import { StageFiles } from "./files/stage-files.ts";
import { KeptResults } from "./kept-results.ts";
import { type LoginData, loginDataOf } from "./login-data.ts";
import { LoginHistory } from "./login-history.ts";
import { plainAddress } from "./objects/network/admits.ts";
import { loginNameOf } from "./objects/user.ts";
import { QueryHistory } from "./query-history.ts";
import { RowStore } from "./rows/row-store.ts";
import { RunningStatements } from "./running-statements.ts";
import { LocalSession } from "./session.ts";
import type { SessionLogin } from "./session-login.ts";
import type { SecondaryRoles, SessionState } from "./session-state.ts";
import { SqlError } from "./sql-error.ts";
import type { Hole, Seed } from "./twin/seed.ts";

interface LocalAccountOptions {
  readonly locator?: string;
  readonly organization?: string;
  readonly name?: string;
  readonly region?: string;
  readonly edition?: Edition;
  /** The first administrator; ACCOUNTADMIN is his role. */
  readonly user?: string;
  /** The behaviour-change bundles that are enabled, of those that can be switched; absent: as Snowflake has them by default. */
  readonly bundles?: readonly string[];
  readonly now?: () => number;
  /** Rows that a SHOW may have, for tests that cannot make 10,000 objects; not kept in the folder. */
  readonly mostShown?: number;
}

interface OpenSessionOptions {
  /** The user's name in stored form (not his login name). */
  readonly user: string;
  /** Names as SQL would write them: `my_role` is MY_ROLE. */
  readonly role?: string;
  readonly secondaryRoles?: SecondaryRoles;
  readonly warehouse?: string;
  readonly database?: string;
  readonly schema?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Where the session's requests come from: network policies ask for it. */
  readonly clientAddress?: string;
  /** How it came about, if somebody logged in. */
  readonly login?: SessionLogin;
}

/** Where statements are made durable; a fork and an account in memory have none. */
interface Durable {
  append(draft: Draft): Promise<void>;
  close(): Promise<void>;
}

/** CURRENT_VERSION(): the release of Snowflake whose documentation this was written from. */
export const CURRENT_RELEASE = "9.35.2";
/** (docs: sql-reference/sql/show-tables, "an error if the result set is larger than ten thousand rows") */
const MOST_SHOWN = 10_000;

/** A Snowflake account in this process. */
export class LocalAccount {
  readonly info: AccountInfo;
  readonly history = new QueryHistory();
  readonly logins = new LoginHistory();
  readonly running = new RunningStatements();
  readonly results = new KeptResults();
  /** What goes wrong on demand. */
  readonly faults = new Faults();
  readonly ddl = new DdlQueue();
  /** What lies on its internal stages. */
  readonly files: StageFiles;
  /** The rows of its tables, and of its forks'. */
  readonly rows: RowStore;
  readonly now: () => number;
  readonly mostShown: number;
  private state: Catalog;
  private readonly store: Durable | null;
  private nextSession = 1;

  constructor(parts: {
    readonly info: AccountInfo;
    readonly catalog: Catalog;
    readonly now: () => number;
    readonly store: Durable | null;
    readonly mostShown?: number;
    readonly files?: StageFiles;
    readonly rows?: RowStore;
  }) {
    this.info = parts.info;
    this.state = parts.catalog;
    this.now = parts.now;
    this.mostShown = parts.mostShown ?? MOST_SHOWN;
    this.store = parts.store;
    this.files = parts.files ?? new StageFiles(null);
    this.rows = parts.rows ?? new RowStore(null);
    this.rows.keepFor(this);
  }

  /** A new account in memory. */
  static create(options: LocalAccountOptions = {}): LocalAccount {
    const now = options.now ?? Date.now;
    const info = accountInfo(options);
    return new LocalAccount({ info, catalog: firstDay(info, options, now()).catalog, now, store: null, mostShown: options.mostShown ?? MOST_SHOWN });
  }

  /** The account kept in a folder; a new one is made there if it is empty. `warnings` tell what a crash had left behind. */
  static async open(dir: string, options: LocalAccountOptions = {}): Promise<{ readonly account: LocalAccount; readonly warnings: readonly string[] }> {
    const now = options.now ?? Date.now;
    const opened = await Store.open(dir, () => {
      const info = accountInfo(options);
      return { info, draft: firstDay(info, options, now()) };
    });
    const { info, catalog, store, warnings } = opened;
    const files = new StageFiles(join(dir, "files"));
    files.sweep((id) => entryOf(catalog, id) !== undefined);
    const rows = new RowStore(join(dir, "rows.duckdb"));
    return { account: new LocalAccount({ info, catalog, now, store, mostShown: options.mostShown ?? MOST_SHOWN, files, rows }), warnings };
  }

  /** An account in memory that starts as another one was read: raw rows, taken as they are. `holes` tell what of them is not part of it. */
  static async seed(seed: Seed, options: { readonly now?: () => number } = {}): Promise<{ readonly account: LocalAccount; readonly holes: readonly Hole[] }> {
    // A twin is not needed to open an account, and the account is what a twin is made of.
    const { twinOf } = await import("./twin/twin.ts");
    return twinOf(seed, options);
  }

  /** The living process that has the folder's account open, or `null`. */
  static holder(dir: string): number | null {
    return lockHolder(join(dir, "lock"));
  }

  /** The account's state at this moment. */
  get catalog(): Catalog {
    return this.state;
  }

  /** Another account that starts where this one is. Neither sees what the other does from now on; the fork is kept in memory only. */
  fork(options: { readonly now?: () => number } = {}): LocalAccount {
    return new LocalAccount({
      info: this.info,
      catalog: this.state,
      now: options.now ?? this.now,
      store: null,
      mostShown: this.mostShown,
      files: this.files.fork(),
      rows: this.rows,
    });
  }

  /** Takes over what a statement did. Resolves when it is durable. */
  async commit(draft: Draft): Promise<void> {
    if (draft.mutations.length === 0) return;
    this.state = draft.catalog;
    await this.store?.append(draft);
  }

  nextQueryId(): string {
    const hex = randomBytes(16).toString("hex");
    return `01${hex.slice(2, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  }

  /** What a server needs to let a user in; by his login name, which has no case. `null` if there is no such user. */
  user(loginName: string): LoginData | null {
    const entry = this.userEntry(loginName);
    return entry === null ? null : loginDataOf(this.state, entry, this.now());
  }

  /** The user of a login name, as the catalog has him. */
  userEntry(loginName: string): Entry | null {
    return childrenOf(this.state, ACCOUNT, "USER").find((user) => loginNameOf(user) === loginName.toUpperCase()) ?? null;
  }

  /** Opens a session for a user who has proven who he is. Throws `SqlError` if the role is not his. */
  openSession(options: OpenSessionOptions): LocalSession {
    const user = this.named("USER", options.user);
    if (user === undefined) throw new SqlError("390100", "08001", "Incorrect username or password was specified.");
    const { login = null } = options;
    const state: SessionState = {
      user: user.id,
      role: login?.role ?? this.roleFor(user, options.role),
      secondaryRoles: login?.role != null ? "NONE" : (options.secondaryRoles ?? (isNone(user.properties.DEFAULT_SECONDARY_ROLES) ? "NONE" : "ALL")),
      warehouse: this.idOf("WAREHOUSE", options.warehouse ?? textOf(user, "DEFAULT_WAREHOUSE")),
      ...this.namespace(options, textOf(user, "DEFAULT_NAMESPACE")),
      clientAddress: options.clientAddress === undefined ? null : plainAddress(options.clientAddress),
      login,
      parameters: options.parameters ?? {},
      variables: {},
    };
    return new LocalSession(this, { id: String(this.nextSession++), state });
  }

  async close(): Promise<void> {
    this.files.close();
    await this.rows.leave(this, { ends: this.store !== null });
    await this.store?.close();
  }

  private named(className: string, name: string): Entry | undefined {
    return findByName(this.state, { parent: ACCOUNT, class: className, name, args: null });
  }

  private idOf(className: string, written: string | null | undefined): Id | null {
    return written === null || written === undefined || written === "" ? null : (this.named(className, stored(written))?.id ?? null);
  }

  /** Given, else the user's default if it is his, else PUBLIC (docs: user-guide/security-access-control-overview). */
  private roleFor(user: Entry, given: string | undefined): Id {
    if (given !== undefined && given !== "") {
      const role = this.named("ROLE", stored(given));
      if (role !== undefined && mayActivate(this.state, user.id, role.id)) return role.id;
      throw new SqlError(
        "390189",
        "08001",
        `Role '${stored(given)}' specified in the connect string does not exist or not authorized. Contact your local system administrator, or attempt to login with another role, e.g. PUBLIC.`,
      );
    }
    const fallback = this.idOf("ROLE", textOf(user, "DEFAULT_ROLE"));
    if (fallback !== null && mayActivate(this.state, user.id, fallback)) return fallback;
    return publicRole(this.state) ?? user.id;
  }

  private namespace(options: OpenSessionOptions, fallback: string | null): { readonly database: Id | null; readonly schema: Id | null } {
    const [db, sc] = options.database === undefined ? (fallback ?? "").split(".") : [options.database, options.schema];
    const database = this.idOf("DATABASE", db);
    if (database === null) return { database: null, schema: null };
    const name = sc === undefined || sc === "" ? "PUBLIC" : stored(sc);
    return { database, schema: findByName(this.state, { parent: database, class: "SCHEMA", name, args: null })?.id ?? null };
  }
}

function firstDay(info: AccountInfo, options: LocalAccountOptions, now: number): Draft {
  const draft = newAccount({ name: info.name, user: options.user ?? "ADMIN", now });
  if (options.bundles !== undefined) startWithBundles(draft, options.bundles);
  return draft;
}

function accountInfo(options: LocalAccountOptions): AccountInfo {
  return {
    locator: options.locator ?? "LOCAL",
    organization: options.organization ?? "SNOWTOWER",
    name: options.name ?? "LOCAL",
    region: options.region ?? "AWS_US_WEST_2",
    edition: options.edition ?? "ENTERPRISE",
    version: CURRENT_RELEASE,
  };
}

function stored(written: string): string {
  return parseIdentifier(written) ?? written;
}

function textOf(entry: Entry, property: string): string | null {
  const value = entry.properties[property];
  return typeof value === "string" ? value : null;
}

function isNone(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
