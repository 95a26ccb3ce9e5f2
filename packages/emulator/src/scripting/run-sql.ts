import type { ConductedResult } from "../context.ts";
import type { Position } from "../parser/cursor.ts";
import { SqlError } from "../sql-error.ts";
import { assign } from "./assign.ts";
import { filled } from "./evaluate.ts";
import { fillBindings } from "./fill-bindings.ts";
import { asRaised } from "./raised.ts";
import type { Env } from "./run.ts";
import type { Sql } from "./script.ts";
import { NULL_VALUE, nullOf, type Value } from "./value.ts";

interface RunOptions {
  readonly at: Position;
  /** Values of `?`, or of `:1`. */
  readonly bindings?: readonly Value[];
  /** Positions of a CALL's arguments that are variables, which the procedure may give a value. */
  readonly takesBack?: ReadonlySet<number>;
}

/** Runs a SQL statement of a script; an error in it is a STATEMENT_ERROR there. */
export async function runSql(env: Env, sql: Sql, { at, bindings = [], takesBack }: RunOptions): Promise<ConductedResult> {
  try {
    const text = fillBindings(await filled(env, sql.template), bindings);
    const result = await env.conductor.run(text, [], { shown: sql.shown, ...(takesBack === undefined ? {} : { takesBack }) });
    note(env, result);
    await giveInto(env, result, { into: sql.into, at });
    return result;
  } catch (error) {
    throw asRaised(error, "STATEMENT_ERROR", at);
  }
}

/** The values of variables behind USING. */
export function bindingsOf({ scope }: Env, names: readonly string[]): readonly Value[] {
  return names.map((name) => scope.find(name, "variable")?.value ?? NULL_VALUE);
}

/** Statement types of INSERT, UPDATE, DELETE, MERGE (protocol notes 1.5). */
function isDml(type: number): boolean {
  return type >= 0x3000 && type < 0x4000;
}

/** SQLID, SQLROWCOUNT and the like of the last statement. */
export function note({ state }: Env, { queryId, type, columns, rows }: ConductedResult): void {
  const changed = isDml(type) ? (rows[0] ?? []).slice(0, columns.length).reduce((sum, cell) => sum + Number(cell ?? 0), 0) : null;
  state.sqlId = queryId;
  state.rowCount = changed;
  state.activity = changed ?? (type === 0x1000 ? rows.length : null);
}

/** INTO: no row leaves NULL, two are an error. */
export async function giveInto(env: Env, result: ConductedResult, { into, at }: { readonly into: readonly string[]; readonly at: Position }): Promise<void> {
  if (into.length === 0) return;
  const { columns, rows } = result;
  if (rows.length > 1) throw new SqlError("090250", "22000", `A SELECT INTO statement expects exactly 1 returned row, but got ${rows.length}.`);
  if (columns.length !== into.length) throw new SqlError("090251", "42601", `INTO has ${into.length} variable(s) for ${columns.length} column(s)`);
  const [row] = rows;
  for (const [i, name] of into.entries()) {
    const column = columns[i];
    if (column !== undefined) await assign(env, name, { value: row === undefined ? nullOf(column) : { column, cell: row[i] ?? null }, at });
  }
}
