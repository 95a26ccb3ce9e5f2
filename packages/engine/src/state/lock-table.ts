import {
  type Account,
  AccountError,
  exactly,
  type Identifier,
  name,
  type Outcome,
  type QualifiedName,
  type Row,
  rowsOf,
  type Statement,
  sql,
  text,
} from "@snowtower/sql";
import { instantOf } from "./instant.ts";
import { type LockHolder, staleName } from "./lock-name.ts";

/** What a look at a lock found, and when, by the account's clock. */
interface LockSeen {
  readonly now: number;
  readonly holder: LockHolder | null;
}

/**
 * The statements about a lock. The end of its lease is the comment of a column that is named after the run: renewing it fails on a lock that
 * has become another run's, which a comment of the table could not do.
 */
export class LockTable {
  readonly fullName: QualifiedName;
  readonly name: Identifier;
  readonly #schema: QualifiedName;

  constructor(schema: QualifiedName, lock: Identifier) {
    this.#schema = schema;
    this.name = lock;
    this.fullName = [...schema, lock];
  }

  /** Plain CREATE: of several who try, one succeeds. It needs no warehouse. */
  create({ run, who, host }: Omit<LockHolder, "until">, until: number): Statement {
    const column = sql`${name([columnOf(run)])} BOOLEAN COMMENT ${text(new Date(until).toISOString())}`;
    const comment = text(JSON.stringify({ lock: 1, run, who, host: host.slice(0, 100) }));
    return sql`CREATE TRANSIENT TABLE ${name(this.fullName)} (${column}) DATA_RETENTION_TIME_IN_DAYS = 0 COMMENT = ${comment}`;
  }

  renew(run: string, until: number): Statement {
    return sql`COMMENT ON COLUMN ${name([...this.fullName, columnOf(run)])} IS ${text(new Date(until).toISOString())}`;
  }

  setAside(run: string): Statement {
    return sql`ALTER TABLE ${name(this.fullName)} RENAME TO ${name([...this.#schema, staleName(this.name, run)])}`;
  }

  /** When it was set aside: it was created long before. */
  noteSetAside(run: string, now: number): Statement {
    return sql`COMMENT ON TABLE ${name([...this.#schema, staleName(this.name, run)])} IS ${text(JSON.stringify({ aside: new Date(now).toISOString() }))}`;
  }

  drop(table: Identifier = this.name): Statement {
    return sql`DROP TABLE IF EXISTS ${name([...this.#schema, table])}`;
  }

  /** One request, so that the clock and the lock are of one moment. Reads only. */
  async look(account: Account): Promise<LockSeen> {
    // LIKE takes _ for any character (docs: sql-reference/sql/show-tables): what is listed besides is left out by its name.
    const list = sql`SHOW TABLES LIKE ${text(this.name)} IN SCHEMA ${name(this.#schema)}`;
    const [time, listed, described] = await account.execute({
      statements: [sql`SELECT CURRENT_TIMESTAMP()`, list, sql`DESCRIBE TABLE ${name(this.fullName)}`],
    });
    const now = instantOf((await rowsOf(time)).rows[0]?.[0]) ?? Date.now();
    const { columns, rows } = await rowsOf(listed);
    const row = rows.find((each) => each[columns.indexOf("name")] === this.name);
    const lease = await leaseOf(described);
    return { now, holder: lease === null ? null : { ...wordsOf(row?.[columns.indexOf("comment")] ?? ""), ...lease } };
  }
}

function columnOf(run: string): Identifier {
  return exactly(`RUN ${run}`);
}

/** `null` if there is no such table. */
async function leaseOf(described: Outcome | undefined): Promise<Pick<LockHolder, "run" | "until"> | null> {
  try {
    const { columns, rows } = await rowsOf(described);
    const cell = (row: Row | undefined, column: string): string => row?.[columns.indexOf(column)] ?? "";
    return { run: cell(rows[0], "name").replace(/^RUN /, ""), until: instantOf(cell(rows[0], "comment")) };
  } catch (error) {
    if (error instanceof AccountError && error.details.kind === "statement") return null;
    throw error;
  }
}

function wordsOf(comment: string): Pick<LockHolder, "who" | "host"> {
  try {
    const { who, host } = JSON.parse(comment) as { readonly who?: unknown; readonly host?: unknown };
    if (typeof who === "string" && typeof host === "string") return { who, host };
  } catch {
    // It is not ours, or of another version.
  }
  return { who: "somebody", host: "an unknown machine" };
}

/** When a lock was set aside, by the comment of its table; `null` if that does not say. */
export function setAsideAt(comment: string): number | null {
  try {
    const { aside } = JSON.parse(comment) as { readonly aside?: unknown };
    return typeof aside === "string" ? instantOf(aside) : null;
  } catch {
    return null;
  }
}
