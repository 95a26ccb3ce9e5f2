import { type Account, AccountError, exactly, type Identifier, name, type QualifiedName, type Row, rowsOf, sql, text } from "@snowtower/sql";
import { readOnly } from "../read/read-only-account.ts";

/** What the state schema holds: a table a thing, whose comment says it. */
interface StateTable {
  readonly name: Identifier;
  readonly comment: string;
  /** As the account says it. */
  readonly createdOn: string | null;
}

/** `off`: the project wants none. `absent`: not there, or not visible to this role; Snowflake does not tell the two apart. */
export type StateReading =
  | { readonly kind: "off" }
  | { readonly kind: "absent"; readonly schema: QualifiedName; readonly why: string }
  | { readonly kind: "present"; readonly schema: QualifiedName; readonly tables: readonly StateTable[] };

/** SHOW without LIMIT is refused above this many rows; inside one schema FROM goes on behind a name (RA 7). */
const PAGE = 10_000;

/** Looks whether the account has the state schema, and at what is in it. Reads only; needs no warehouse. */
export async function readState(account: Account, schema: QualifiedName | null): Promise<StateReading> {
  if (schema === null) return { kind: "off" };
  const reader = readOnly(account);
  const tables = new Map<string, StateTable>();
  try {
    for (let from: string | null = null; ; ) {
      const page = await showTables(reader, schema, from);
      const before = tables.size;
      for (const table of page) tables.set(table.name, table);
      const last = page.at(-1);
      if (page.length < PAGE || last === undefined || tables.size === before) break;
      from = last.name;
    }
  } catch (error) {
    if (error instanceof AccountError && error.details.kind === "statement") return { kind: "absent", schema, why: error.message };
    throw error;
  }
  return { kind: "present", schema, tables: [...tables.values()] };
}

async function showTables(account: Account, schema: QualifiedName, from: string | null): Promise<readonly StateTable[]> {
  const list = sql`SHOW TABLES IN SCHEMA ${name(schema)} LIMIT 10000`;
  const [outcome] = await account.execute({ statements: [from === null ? list : sql`${list} FROM ${text(from)}`] });
  const { columns, rows } = await rowsOf(outcome);
  const cell = (row: Row, column: string): string | null => row[columns.indexOf(column)] ?? null;
  return rows.map((row) => ({ name: exactly(cell(row, "name") ?? ""), comment: cell(row, "comment") ?? "", createdOn: cell(row, "created_on") }));
}
