import type { Cursor } from "../parser/cursor.ts";
import type { Cells, Column } from "../result.ts";
import { compilationError } from "../sql-error.ts";
import { type Kind, rowFunction, type Typed, type Value } from "./row-functions.ts";

/** An expression over the columns of one relation, before its columns are known. */
export type RowExpression = (columns: readonly Column[]) => Typed;

/** `OR`, `AND`, `NOT`, comparisons with `=`, `IS NULL`, `||`, constants, columns and a few functions. Everything else is refused by name. */
export function readRowExpression(cursor: Cursor): RowExpression {
  return readChain(cursor, { operator: "OR", next: readAnd, isDecided: (value) => value === true });
}

function readAnd(cursor: Cursor): RowExpression {
  return readChain(cursor, { operator: "AND", next: readNot, isDecided: (value) => value === false });
}

interface Chain {
  readonly operator: string;
  readonly next: (cursor: Cursor) => RowExpression;
  readonly isDecided: (value: Value) => boolean;
}

/** OR and AND with NULL as the value that is not known. */
function readChain(cursor: Cursor, { operator, next, isDecided }: Chain): RowExpression {
  const first = next(cursor);
  const parts = [first];
  while (cursor.accept(operator)) parts.push(next(cursor));
  if (parts.length === 1) return first;
  return (columns) => {
    const bound = parts.map((part) => part(columns));
    return {
      kind: "boolean",
      of(row) {
        const values = bound.map(({ of }) => of(row));
        return values.find(isDecided) ?? (values.includes(null) ? null : operator === "AND");
      },
    };
  };
}

function readNot(cursor: Cursor): RowExpression {
  if (!cursor.accept("NOT")) return readComparison(cursor);
  const inner = readNot(cursor);
  return (columns) => {
    const { of } = inner(columns);
    return {
      kind: "boolean",
      of(row) {
        const value = of(row);
        return value === null ? null : value !== true;
      },
    };
  };
}

function readComparison(cursor: Cursor): RowExpression {
  const left = readConcatenation(cursor);
  if (cursor.accept("IS")) {
    const wantsNull = !cursor.accept("NOT");
    cursor.expect("NULL");
    return (columns) => {
      const { of } = left(columns);
      return { kind: "boolean", of: (row) => (of(row) === null) === wantsNull };
    };
  }
  const operator = cursor.acceptOneOf(["=", "<>", "!="]);
  if (operator === null) return left;
  const right = readConcatenation(cursor);
  return (columns) => {
    const [a, b] = [left(columns), right(columns)];
    return {
      kind: "boolean",
      of(row) {
        const [x, y] = [a.of(row), b.of(row)];
        return x === null || y === null ? null : (String(x) === String(y)) === (operator === "=");
      },
    };
  };
}

function readConcatenation(cursor: Cursor): RowExpression {
  const first = readPrimary(cursor);
  const parts = [first];
  while (cursor.accept("||")) parts.push(readPrimary(cursor));
  if (parts.length === 1) return first;
  return (columns) => {
    const bound = parts.map((part) => part(columns));
    return {
      kind: "text",
      of(row) {
        const values = bound.map(({ of }) => of(row));
        return values.includes(null) ? null : values.join("");
      },
    };
  };
}

function readPrimary(cursor: Cursor): RowExpression {
  if (cursor.accept("(")) {
    const inner = readRowExpression(cursor);
    cursor.expect(")");
    return inner;
  }
  if (cursor.seesString()) return constant("text", cursor.string());
  if (cursor.peek().kind === "number" || cursor.sees("-")) return constant("number", cursor.integer());
  if (cursor.accept("NULL")) return constant("text", null);
  const truth = cursor.acceptOneOf(["TRUE", "FALSE"]);
  if (truth !== null) return constant("boolean", truth === "TRUE");
  if (cursor.peek(1).text === "(") return readCall(cursor);
  return columnNamed(cursor.identifier());
}

function constant(kind: Kind, value: Value): RowExpression {
  return () => ({ kind, of: () => value });
}

function readCall(cursor: Cursor): RowExpression {
  const name = cursor.next().value;
  const call = rowFunction(name);
  if (call === null) cursor.refuse(`SELECT ${name}(...) FROM`);
  cursor.expect("(");
  const args: RowExpression[] = [];
  while (!cursor.accept(")")) {
    if (args.length > 0) cursor.expect(",");
    args.push(readRowExpression(cursor));
  }
  return (columns) => {
    const typed = call(args.map((arg) => arg(columns)));
    if (typed === null) throw compilationError("000938", "42000", `not enough arguments for function [${name}]`);
    return typed;
  };
}

const KINDS: Readonly<Partial<Record<Column["type"], Kind>>> = { fixed: "number", boolean: "boolean", variant: "json" };

function columnNamed(name: string): RowExpression {
  return (columns) => {
    const at = columns.findIndex((column) => column.name === name);
    const column = columns[at];
    if (column === undefined) throw compilationError("000904", "42000", `error line 1 at position 7\ninvalid identifier '${name}'`);
    const kind = KINDS[column.type] ?? "text";
    return { kind, of: (row) => readCell(kind, row[at] ?? null) };
  };
}

function readCell(kind: Kind, cell: string | null): Value {
  if (cell === null) return null;
  if (kind === "number") return Number(cell);
  return kind === "boolean" ? cell === "1" : cell;
}

/** A value as the wire has it. */
export function cellOf(value: Value): Cells[number] {
  if (typeof value === "boolean") return value ? "1" : "0";
  return value === null ? null : typeof value === "object" ? JSON.stringify(value) : String(value);
}
