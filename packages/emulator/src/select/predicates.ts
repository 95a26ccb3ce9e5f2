import type { Cursor } from "../parser/cursor.ts";
import type { Cells, Column } from "../result.ts";
import { compilationError } from "../sql-error.ts";
import { matchesLike } from "../statements/like.ts";
import type { Rows } from "./relations.ts";

type Test = (columns: readonly Column[]) => (row: Cells) => boolean;

/** `column { = | <> | IN | [I]LIKE | IS [NOT] NULL } constant`, joined by AND. Everything else is refused by name. */
export function readPredicates(cursor: Cursor): (rows: Rows) => Rows {
  const tests: Test[] = [];
  do tests.push(readPredicate(cursor));
  while (cursor.accept("AND"));
  if (cursor.sees("OR")) cursor.refuse("WHERE ... OR");
  return ({ columns, rows }) => {
    const checks = tests.map((test) => test(columns));
    return { columns, rows: rows.filter((row) => checks.every((check) => check(row))) };
  };
}

function readPredicate(cursor: Cursor): Test {
  if (!cursor.seesIdentifier() || cursor.peek(1).text === "(") cursor.refuse("WHERE <expression>");
  const name = cursor.identifier();
  if (cursor.accept("IS")) {
    const wantsNull = !cursor.accept("NOT");
    cursor.expect("NULL");
    return on(name, (cell) => (cell === null) === wantsNull);
  }
  const negated = cursor.accept("NOT");
  if (cursor.accept("IN (")) return readIn(cursor, name, negated);
  const like = cursor.acceptOneOf(["LIKE", "ILIKE"]);
  if (like !== null) return readLike(cursor, { name, negated, isCaseless: like === "ILIKE" });
  const operator = negated ? null : cursor.acceptOneOf(["=", "<>", "!="]);
  if (operator === null) cursor.refuse(`WHERE ... ${cursor.peek().text}`);
  const wanted = readConstant(cursor);
  return on(name, (cell) => cell !== null && (cell === wanted) === (operator === "="));
}

function readIn(cursor: Cursor, name: string, negated: boolean): Test {
  const values = new Set<string>();
  do values.add(readConstant(cursor));
  while (cursor.accept(","));
  cursor.expect(")");
  return on(name, (cell) => cell !== null && values.has(cell) !== negated);
}

function readLike(cursor: Cursor, of: { readonly name: string; readonly negated: boolean; readonly isCaseless: boolean }): Test {
  const pattern = cursor.string();
  return on(of.name, (cell) => cell !== null && (of.isCaseless ? matchesLike(pattern, cell) : matchesCase(pattern, cell)) !== of.negated);
}

/** SHOW's LIKE knows no case; a query's does. */
function matchesCase(pattern: string, cell: string): boolean {
  const source = pattern.replace(/\\(.)|([%_])|([\s\S])/gu, (_all, escaped: string | undefined, wild: string | undefined, plain: string | undefined) =>
    wild === "%" ? "[^]*" : wild === "_" ? "[^]" : (escaped ?? plain ?? "").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"),
  );
  return new RegExp(`^${source}$`, "u").test(cell);
}

function readConstant(cursor: Cursor): string {
  if (cursor.seesString()) return cursor.string();
  const word = cursor.acceptOneOf(["TRUE", "FALSE"]);
  return word === null ? String(cursor.integer()) : word === "TRUE" ? "1" : "0";
}

function on(name: string, check: (cell: string | null) => boolean): Test {
  return (columns) => {
    const at = columns.findIndex((column) => column.name === name);
    if (at < 0) throw compilationError("000904", "42000", `error line 1 at position 0\ninvalid identifier '${name}'`);
    return (row) => check(row[at] ?? null);
  };
}
