import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { StoreError } from "../catalog/store-error.ts";
import { SqlError, unsupported } from "../sql-error.ts";
import { type TextFunction, textFunction } from "../types/text-functions.ts";

/** One DuckDB database, loaded when it is first needed; statements run one after the other. */
export class Duckdb {
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;
  /** What one of this account's own functions threw: DuckDB hands on no more than a message. */
  private thrown: unknown = null;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.instance = instance;
    this.connection = connection;
  }

  /** `null`: in memory. It reads and writes no file beside its own, and loads nothing. */
  static async open(file: string | null): Promise<Duckdb> {
    const { DuckDBInstance: Instance } = await import("@duckdb/node-api");
    const instance = await opened(Instance, file);
    const duckdb = new Duckdb(instance, await instance.connect());
    await duckdb.register();
    return duckdb;
  }

  /** `sf('NAME', ...)`: see `types/text-functions.ts`. */
  private async register(): Promise<void> {
    const { DuckDBScalarFunction, VARCHAR } = await import("@duckdb/node-api");
    const known = new Map<string, TextFunction>();
    const of = (name: string): TextFunction => {
      const found = known.get(name) ?? callable(name);
      known.set(name, found);
      return found;
    };
    const sf = DuckDBScalarFunction.create({
      name: "sf",
      returnType: VARCHAR,
      varArgsType: VARCHAR,
      specialHandling: true,
      mainFunction: (info, input, output) => {
        try {
          const columns = Array.from({ length: input.columnCount }, (_, i) => input.getColumnVector(i));
          for (let row = 0; row < input.rowCount; row++) {
            const [name, ...args] = columns.map((column) => column.getItem(row) as string | null);
            output.setItem(row, of(name ?? "")(args));
          }
          output.flush();
        } catch (error) {
          this.thrown = error;
          info.setError("sf");
        }
      },
    });
    this.connection.registerScalarFunction(sf);
  }

  /** Throws `SqlError` where a value does not do. */
  async rows(sql: string): Promise<readonly (readonly unknown[])[]> {
    this.thrown = null;
    try {
      return (await this.connection.runAndReadAll(sql)).getRows();
    } catch (error) {
      if (this.thrown !== null) throw this.thrown;
      throw explained(error, sql);
    }
  }

  async append(table: string, rows: readonly (readonly (string | null)[])[]): Promise<void> {
    if (rows.length === 0) return;
    const appender = await this.connection.createAppender(table);
    for (const row of rows) {
      for (const cell of row) {
        if (cell === null) appender.appendNull();
        else appender.appendVarchar(cell);
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

const SETTINGS = {
  threads: "1",
  enable_external_access: "false",
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  order_by_non_integer_literal: "true",
};

async function opened(instances: typeof DuckDBInstance, file: string | null): Promise<DuckDBInstance> {
  try {
    return await instances.create(file ?? ":memory:", SETTINGS);
  } catch (error) {
    throw new StoreError("damaged", `${file}: the rows of this account cannot be opened: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `TRY:NAME` gives NULL for a value that does not do. */
function callable(name: string): TextFunction {
  const of = textFunction(name.replace(/^TRY:/, ""));
  if (!name.startsWith("TRY:")) return of;
  return (args) => {
    try {
      return of(args);
    } catch (error) {
      if (error instanceof SqlError && error.code !== "000002") return null;
      throw error;
    }
  };
}

/** Values that do not fit are told in this account's own words. That DuckDB did not take the SQL at all is a gap of `bind`: the query is refused, with DuckDB's reason. */
function explained(error: unknown, sql: string): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/Out of Range|Overflow|Conversion Error|Could not cast/i.test(message)) return new SqlError("100132", "22003", "Number out of representable range");
  if (/More than one row returned by a subquery/i.test(message)) return new SqlError("090150", "22000", "Single-row subquery returns more than one row.");
  if (/Table with name s\d+ does not exist/.test(message))
    return new StoreError("damaged", `rows.duckdb: rows that a table should have are not there: ${message}`);
  if (/^(?:Binder|Parser|Catalog|Not implemented) Error/i.test(message)) return unsupported(`this query on rows: ${message.split("\n")[0] ?? ""}`);
  return new Error(`DuckDB: ${message}\n${sql}`);
}
