import { chmodSync, existsSync } from "node:fs";
import type { Load } from "../bind/binder.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { valuesOf } from "../catalog/persistent-map.ts";
import type { Segment } from "../objects/table/table-rows.ts";
import { segmentsOf } from "../objects/table/table-rows.ts";
import type { Cells } from "../result.ts";
import { SqlError } from "../sql-error.ts";
import type { Type } from "../types/type.ts";
import { cellOf } from "./cells.ts";
import { Duckdb } from "./duckdb.ts";

/** A query for DuckDB with what it is given beside the tables. */
interface Query {
  readonly sql: string;
  readonly loads: readonly Load[];
}

/** An account whose tables' rows are here. */
interface Keeper {
  readonly catalog: Catalog;
}

/** Segments that may be no table's any more are looked for after so many new ones. */
const SWEEP_AFTER = 200;

/**
 * The rows of an account and of all its forks, in one DuckDB database: physical tables called by number, which never change once they are written. Which of
 * them make up a table says the catalog (`table-rows.ts`), so that a fork shares them all and neither sees what the other writes from then on. What is
 * written is on the disk before the catalog names it; what no catalog names is swept.
 */
export class RowStore {
  private readonly file: string | null;
  private readonly accounts = new Set<WeakRef<Keeper>>();
  private opening: Promise<Duckdb> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private next = 1;
  private sinceSweep = 0;
  private underWay = 0;
  private isClosed = false;
  /** Written for a statement that has not been taken over yet. */
  private readonly pending = new Set<number>();

  /** `null`: in memory. */
  constructor(file: string | null) {
    this.file = file;
  }

  /** Whose segments are kept. */
  keepFor(account: Keeper): void {
    this.accounts.add(new WeakRef(account));
  }

  /** The account is closed. With the one whose folder the rows are in (`ends`) they are closed to its forks, too. */
  async leave(account: Keeper, { ends }: { readonly ends: boolean }): Promise<void> {
    for (const known of this.accounts) if (known.deref() === account || known.deref() === undefined) this.accounts.delete(known);
    if (ends || this.accounts.size === 0) await this.close();
  }

  get isOpen(): boolean {
    return this.opening !== null;
  }

  /** The cells of a query's rows. */
  query({ sql, loads }: Query, types: readonly Type[]): Promise<readonly Cells[]> {
    return this.exclusively(async (duckdb) => {
      await this.load(duckdb, loads);
      try {
        const rows = await duckdb.rows(sql);
        return rows.map((row) => row.map((value, i) => cellOf(value, types[i] ?? { kind: "NULL" })));
      } finally {
        await this.unload(duckdb, loads);
      }
    });
  }

  /** What a query gives as a new segment, whose physical columns are c0, c1, ... It belongs to nobody until a catalog names it: `release` says that it does, or will not. */
  write({ sql, loads }: Query, columns: readonly string[]): Promise<Segment> {
    return this.exclusively(async (duckdb) => {
      await this.load(duckdb, loads);
      const id = this.next++;
      try {
        await duckdb.rows(`CREATE TABLE s${id} AS ${sql}`);
        this.pending.add(id);
        this.protect();
        return await measured(duckdb, id, columns);
      } finally {
        await this.unload(duckdb, loads);
      }
    });
  }

  /** The statement that wrote it has ended. */
  release(segments: readonly Segment[]): void {
    for (const { id } of segments) this.pending.delete(id);
    this.sinceSweep += segments.length;
    if (this.sinceSweep >= SWEEP_AFTER) void this.sweep();
  }

  /** Drops what no account names. */
  async sweep(): Promise<void> {
    this.sinceSweep = 0;
    await this.exclusively(async (duckdb) => {
      // A query that waits its turn may name a segment that its table has lost meanwhile.
      if (this.underWay <= 1) await this.dropUnnamed(duckdb);
    });
  }

  private async dropUnnamed(duckdb: Duckdb): Promise<void> {
    const named = new Set(this.pending);
    for (const known of this.accounts) {
      const catalog = known.deref()?.catalog;
      if (catalog === undefined) this.accounts.delete(known);
      else for (const entry of valuesOf(catalog.entries)) for (const { id } of segmentsOf(entry)) named.add(id);
    }
    for (const id of await segmentIds(duckdb)) if (!named.has(id)) await duckdb.rows(`DROP TABLE s${id}`);
  }

  private async close(): Promise<void> {
    this.isClosed = true;
    await this.last.catch(() => undefined);
    const duckdb = await this.opening?.catch(() => null);
    duckdb?.close();
    this.opening = null;
  }

  private async load(duckdb: Duckdb, loads: readonly Load[]): Promise<void> {
    for (const { table, columns, rows } of loads) {
      await duckdb.rows(`CREATE OR REPLACE TEMP TABLE ${table} (${columns.map((_column, i) => `c${i} VARCHAR`).join(", ")})`);
      await duckdb.append(table, rows);
    }
  }

  private async unload(duckdb: Duckdb, loads: readonly Load[]): Promise<void> {
    for (const { table } of loads) await duckdb.rows(`DROP TABLE IF EXISTS ${table}`);
  }

  /** One after the other: a temporary table, and the sweep, are nobody else's business. */
  private exclusively<T>(work: (duckdb: Duckdb) => Promise<T>): Promise<T> {
    this.underWay++;
    const done = this.last
      .catch(() => undefined)
      .then(async () => work(await this.open()))
      .finally(() => this.underWay--);
    this.last = done;
    return done;
  }

  private open(): Promise<Duckdb> {
    if (this.isClosed) throw new SqlError("000002", "0A000", "The rows of this account were closed with its folder.");
    this.opening ??= Duckdb.open(this.file).then(async (duckdb) => {
      this.protect();
      // What a crash, or a fork, has left.
      await this.dropUnnamed(duckdb);
      this.next = Math.max(0, ...(await segmentIds(duckdb))) + 1;
      return duckdb;
    });
    return this.opening;
  }

  /** DuckDB makes its files readable for everybody; the folder is not, and they are not to be either. */
  private protect(): void {
    if (this.file !== null) for (const path of [this.file, `${this.file}.wal`]) if (existsSync(path)) chmodSync(path, 0o600);
  }
}

async function segmentIds(duckdb: Duckdb): Promise<readonly number[]> {
  const rows = await duckdb.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 's%'");
  return rows.map(([name]) => Number(String(name).slice(1))).filter((id) => Number.isInteger(id));
}

/** How much is in it, and which of its columns hold no NULL. */
async function measured(duckdb: Duckdb, id: number, columns: readonly string[]): Promise<Segment> {
  const items = columns.flatMap((_column, i) => [`count(c${i})`, `coalesce(sum(octet_length(encode(CAST(c${i} AS VARCHAR)))), 0)`]);
  const [row = []] = await duckdb.rows(`SELECT ${["count(*)", ...items].join(", ")} FROM s${id}`);
  const numbers = row.map(Number);
  const rows = numbers[0] ?? 0;
  const full = columns.flatMap((_column, i) => (numbers[1 + 2 * i] === rows ? [i] : []));
  const bytes = columns.reduce((sum, _column, i) => sum + (numbers[2 + 2 * i] ?? 0), 0);
  return { id, rows, bytes, columns, full };
}
