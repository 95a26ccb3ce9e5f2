import { type DataType, parseDataType } from "@snowtower/sql";
import { owns } from "../access/authorize.ts";
import { entryAt } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Conductor } from "../context.ts";
import { languageOf, type Returns, returnsOf } from "../objects/routine/routine.ts";
import { Cursor, type NameRef } from "../parser/cursor.ts";
import { type ResultSet, STATEMENT_TYPE, textColumn } from "../result.ts";
import { compilationError, SqlError, unsupported } from "../sql-error.ts";
import { neverRun, runScript } from "./block-command.ts";
import { converted, valueAt } from "./evaluate.ts";
import { type Bound, findProcedure } from "./find-procedure.ts";
import { parseBlock } from "./parse-script.ts";
import { Raised } from "./raised.ts";
import type { CallArgument } from "./read-call.ts";
import { readExpression } from "./read-expression.ts";
import { readingOf } from "./reading.ts";
import { ownersState } from "./rights.ts";
import { type Env, newState, type Returned } from "./run.ts";
import { type Rows, Scope } from "./scope.ts";
import { inTransactionScope } from "./transaction-scope.ts";
import { columnOf, nullOf, type Value } from "./value.ts";
import { valueResult } from "./value-result.ts";

/** CALL of a stored procedure in SQL. */
export function callCommand(ref: NameRef, args: readonly CallArgument[]): Command {
  return {
    type: STATEMENT_TYPE.select,
    readsOnly: false,
    describe(context) {
      const { entry } = findProcedure(
        context,
        ref,
        args.map(({ argument }) => ({ argument, value: nullOf(textColumn("")) })),
      );
      const returns = returnsOf(entry);
      if (returns.kind === "table") throw unsupported("a description of CALL of a procedure that returns a table");
      return [{ ...columnOf(typeOf(returns.type)), name: entry.name }];
    },
    run: neverRun,
    async conduct(conductor) {
      const env: Env = { conductor, state: newState(), scope: new Scope(null), resume: null };
      const given = [];
      for (const arg of args) given.push({ argument: arg.argument, value: await outside(valueAt(env, arg)) });
      const { entry, bound } = findProcedure(conductor.look(), ref, given);
      checkCallable(entry);
      const values = await argumentValues(
        env,
        bound,
        given.map(({ value }) => value),
      );
      if (entry.properties.NULL_HANDLING !== undefined && values.some(({ cell }) => cell === null)) return nothing(entry);
      return runProcedure(conductor, entry, { bound, values });
    },
  };
}

/** An argument is no part of a script: what is wrong in it is told without an exception around it. */
async function outside<T>(value: Promise<T>): Promise<T> {
  return value.catch((error: unknown) => {
    throw error instanceof Raised ? new SqlError(error.code, error.sqlState, error.message) : error;
  });
}

function checkCallable(entry: Entry): void {
  const language = languageOf(entry);
  if (language !== "SQL") throw unsupported(`CALL of a procedure in ${language}`);
  if (entry.properties.EXECUTE_AS === "RESTRICTED CALLER") throw unsupported("CALL of a procedure with EXECUTE AS RESTRICTED CALLER");
}

async function argumentValues(env: Env, bound: readonly Bound[], given: readonly Value[]): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (const { parameter, position } of bound) {
    const value = position === null ? await defaultOf(env, parameter.default ?? "NULL") : given[position];
    values.push(await converted(env, value ?? nullOf(textColumn("")), typeOf(parameter.type)));
  }
  return values;
}

async function defaultOf(env: Env, text: string): Promise<Value> {
  const cursor = new Cursor(text);
  const at = cursor.position();
  return outside(valueAt(env, { at, expression: readExpression(readingOf(cursor), []) }));
}

export function typeOf(text: string): DataType {
  const type = parseDataType(text);
  if (type === null) throw new Error(`no type ${text}`);
  return type;
}

interface Called {
  readonly bound: readonly Bound[];
  readonly values: readonly Value[];
}

async function runProcedure(conductor: Conductor, entry: Entry, called: Called): Promise<ResultSet> {
  const lost = called.bound.findIndex(({ parameter, position }) => parameter.out === true && (position === null || !conductor.takesBack.has(position)));
  // (docs: developer-guide/stored-procedure/stored-procedures-snowflake-scripting, "Limitations": values are given to variables only)
  if (lost >= 0) {
    const name = called.bound[lost]?.parameter.name ?? "";
    throw compilationError("002042", "42601", `output argument '${name}' of procedure '${entry.name}' is not given a variable`);
  }
  const scope = new Scope(null);
  for (const [i, { parameter }] of called.bound.entries()) {
    const value = called.values[i];
    if (value !== undefined) scope.declare(parameter.name, { kind: "variable", type: typeOf(parameter.type), value });
  }
  const block = parseBlock(
    String(entry.properties.BODY ?? ""),
    called.bound.map(({ parameter }) => parameter.name),
  );
  const inside = withRights(conductor, entry);
  const returned = await inTransactionScope(conductor, inside, () => runScript(inside, block, scope));
  for (const { parameter, position } of called.bound) {
    const value = scope.find(parameter.name, "variable")?.value;
    if (parameter.out === true && position !== null && value !== undefined) conductor.giveBack(position, value);
  }
  return asReturned(conductor, entry, returned);
}

/** "Any stored procedure called directly or indirectly from an owner's rights stored procedure behaves as an owner's rights stored procedure." */
function withRights(conductor: Conductor, entry: Entry): Conductor {
  const context = conductor.look();
  const { draft, session } = context;
  if (entry.properties.EXECUTE_AS === "CALLER") return conductor.called(null);
  const schema = entryAt(draft.catalog, entry.parent);
  if (entry.owner === null) throw unsupported("CALL of a procedure without an owner");
  return conductor.called(ownersState(session, { owner: entry.owner.role, database: schema.parent, schema: schema.id, isForeign: !owns(context, entry) }));
}

async function asReturned(conductor: Conductor, entry: Entry, returned: Returned): Promise<ResultSet> {
  const returns = returnsOf(entry);
  if (returns.kind === "table") return asTable(returns, returned);
  if (returned.kind === "table") throw incompatible("SCALAR", "TABLE");
  const env: Env = { conductor, state: newState(), scope: new Scope(null), resume: null };
  return valueResult(await converted(env, returned.value, typeOf(returns.type)), entry.name);
}

function incompatible(declared: string, actual: string): SqlError {
  return compilationError("090253", "42601", `Declared return type '${declared}' is incompatible with actual return type '${actual}'`);
}

/** The declared columns with the values returned; RETURNS TABLE () takes any (docs: sql-reference/snowflake-scripting/return). */
function asTable({ columns }: Extract<Returns, { kind: "table" }>, returned: Returned): ResultSet {
  if (returned.kind === "value") throw returned.value.cell === null ? missingReturn() : incompatible("TABLE", "SCALAR");
  const { table } = returned;
  if (columns.length === 0) return { ...table, status: "" };
  const declared = columns.map(({ name, type }) => ({ ...columnOf(typeOf(type)), name }));
  if (!fits(table, declared)) {
    throw new SqlError("090254", "42601", "Stored procedure execution error: data type of returned table does not match expected returned table type");
  }
  return { columns: declared.map((column, i) => ({ ...column, scale: table.columns[i]?.scale ?? column.scale })), rows: table.rows, status: "" };
}

function fits(table: Rows, declared: Rows["columns"]): boolean {
  return table.columns.length === declared.length && table.columns.every(({ type }, i) => type === declared[i]?.type);
}

function missingReturn(): SqlError {
  return compilationError("090255", "42601", "stored procedure is missing a return statement");
}

function nothing(entry: Entry): ResultSet {
  const returns = returnsOf(entry);
  if (returns.kind === "table") throw unsupported("RETURNS NULL ON NULL INPUT of a procedure that returns a table");
  return valueResult(nullOf(columnOf(typeOf(returns.type))), entry.name);
}
