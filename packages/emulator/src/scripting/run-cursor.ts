import type { Position } from "../parser/cursor.ts";
import { SqlError } from "../sql-error.ts";
import { assign } from "./assign.ts";
import { asRaised } from "./raised.ts";
import type { Env } from "./run.ts";
import { bindingsOf, runSql } from "./run-sql.ts";
import type { CursorSlot, Rows } from "./scope.ts";
import { nullOf } from "./value.ts";

function statementError(code: string, words: string, at: Position): unknown {
  return asRaised(new SqlError(code, "24000", words), "STATEMENT_ERROR", at);
}

/** OPEN: runs the query of a cursor; one for a RESULTSET has its rows already. (docs: developer-guide/snowflake-scripting/cursors) */
export async function openCursor(env: Env, name: string, of: { readonly using: readonly string[]; readonly at: Position }): Promise<void> {
  const slot = cursorOf(env, name);
  if (slot.open !== null) throw statementError("090247", `cursor '${name}' is already open`, of.at);
  slot.open = { result: await rowsFor(env, slot, of), at: 0 };
}

async function rowsFor(env: Env, slot: CursorSlot, of: { readonly using: readonly string[]; readonly at: Position }): Promise<Rows> {
  if (slot.query !== null) return runSql(env, slot.query, { at: of.at, bindings: bindingsOf(env, of.using) });
  const rows = slot.resultset === null ? null : (env.scope.find(slot.resultset, "resultset")?.result ?? null);
  if (rows === null) throw statementError("090248", `RESULTSET '${slot.resultset ?? ""}' has no rows yet`, of.at);
  return rows;
}

/** FETCH: the next row into variables; NULL behind the last one. Variables without a column stay as they are. */
export async function fetchRow(env: Env, name: string, of: { readonly into: readonly string[]; readonly at: Position }): Promise<void> {
  const { open } = cursorOf(env, name);
  if (open === null) throw statementError("090249", `cursor '${name}' is not open`, of.at);
  const row = open.result.rows[open.at];
  if (row !== undefined) open.at++;
  for (const [i, variable] of of.into.entries()) {
    const column = open.result.columns[i];
    if (column !== undefined) await assign(env, variable, { value: row === undefined ? nullOf(column) : { column, cell: row[i] ?? null }, at: of.at });
  }
}

export function closeCursor(env: Env, name: string, at: Position): void {
  const slot = cursorOf(env, name);
  if (slot.open === null) throw statementError("090249", `cursor '${name}' is not open`, at);
  slot.open = null;
}

/** All rows of a cursor or RESULTSET; a FOR loop opens a cursor that is not open, and RESULTSET_FROM_CURSOR has also the rows that were fetched. */
export async function resultOf(env: Env, name: string, at: Position): Promise<Rows> {
  const slot = env.scope.find(name, "cursor");
  if (slot !== null) {
    slot.open ??= { result: await rowsFor(env, slot, { using: [], at }), at: 0 };
    return slot.open.result;
  }
  const rows = env.scope.find(name, "resultset")?.result ?? null;
  if (rows === null) throw statementError("090248", `RESULTSET '${name}' has no rows yet`, at);
  return rows;
}

function cursorOf({ scope }: Env, name: string): CursorSlot {
  const slot = scope.find(name, "cursor");
  if (slot === null) throw new Error(`no cursor ${name}`);
  return slot;
}
