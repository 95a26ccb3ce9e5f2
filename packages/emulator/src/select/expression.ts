import type { Context } from "../context.ts";
import type { Binding, Cursor } from "../parser/cursor.ts";
import { booleanColumn, type Column, numberColumn, textColumn } from "../result.ts";
import { compilationError } from "../sql-error.ts";
import { boundScalar, checked } from "./bound-scalar.ts";
import { contextFunction } from "./context-functions.ts";

/** A value with its type: cells as on the wire. */
export interface Scalar {
  readonly column: Column;
  readonly cell: string | null;
}

/** Something a SELECT without rows can compute. */
export interface Expression {
  /** What the column is called when it has no alias: the text of the expression, in upper case where Snowflake folds it. */
  readonly label: string;
  evaluate(context: Context): Scalar;
}

function number(text: string): Scalar {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const digits = Math.max(1, whole.replace(/^0+(?=\d)/, "").length) + fraction.length;
  return { column: { ...numberColumn("", digits, fraction.length), nullable: false }, cell: text };
}

export function text(value: string | null): Scalar {
  return { column: { ...textColumn("", value === null ? 16777216 : Math.max(1, value.length)), nullable: value === null }, cell: value };
}

export function boolean(value: boolean | null): Scalar {
  return { column: booleanColumn(""), cell: value === null ? null : value ? "1" : "0" };
}

/** Constants, bound values, session variables, context functions. Everything else is refused by name. */
export function readExpression(cursor: Cursor): Expression {
  const from = cursor.mark();
  const expression = readPrimary(cursor);
  const isComplete = cursor.atEnd || [",", "AS", ")", "FROM"].some((next) => cursor.sees(next)) || cursor.seesIdentifier();
  if (!isComplete) cursor.refuse(`SELECT ... ${cursor.peek().text}`);
  return { ...expression, label: expression.label === "" ? cursor.between(from, cursor.mark()).toUpperCase() : expression.label };
}

function constant(scalar: Scalar, label = ""): Expression {
  return { label, evaluate: () => scalar };
}

function readPrimary(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === "string") return constant(text(cursor.string()), token.text);
  if (token.kind === "number" || (token.text === "-" && cursor.peek(1).kind === "number")) return constant(readNumber(cursor));
  if (token.kind === "variable") return constant(scalarOf(cursor.sessionVariable()), token.text.toUpperCase());
  if (cursor.seesBinding()) return bound(cursor);
  if (cursor.accept("NULL")) return constant(text(null), "NULL");
  if (cursor.accept("TRUE")) return constant(boolean(true), "TRUE");
  if (cursor.accept("FALSE")) return constant(boolean(false), "FALSE");
  if (token.kind !== "word") cursor.fail();
  return readFunction(cursor);
}

function readNumber(cursor: Cursor): Scalar {
  const sign = cursor.accept("-") ? "-" : "";
  if (cursor.peek().kind !== "number") cursor.fail();
  const { text: digits } = cursor.next();
  if (/e/i.test(digits)) cursor.refuse("a number with an exponent");
  return number(`${sign}${digits.startsWith(".") ? `0${digits}` : digits.replace(/\.$/, "")}`);
}

function bound(cursor: Cursor): Expression {
  const from = cursor.mark();
  const scalar = scalarOf(cursor.binding());
  return constant(scalar, cursor.between(from, cursor.mark()));
}

function scalarOf({ type, value }: Binding): Scalar {
  if (type === "TEXT" || type === "ANY") return text(value);
  if (type === "BOOLEAN") return boolean(value === null ? null : /^(1|true)$/i.test(checked(type, value, /^(1|0|true|false)$/i) ?? ""));
  if (type === "FIXED") return value === null ? text(null) : number(checked(type, value, /^-?\d+(\.\d+)?$/) ?? "");
  return boundScalar({ type, value });
}

/** A constant, as text. */
function readArgument(cursor: Cursor): string {
  if (cursor.seesString()) return cursor.string();
  return cursor.acceptOneOf(["TRUE", "FALSE"])?.toLowerCase() ?? readNumber(cursor).cell ?? "";
}

function readFunction(cursor: Cursor): Expression {
  const { value: name, text: written } = cursor.next();
  const args: string[] = [];
  const hasParens = cursor.accept("(");
  if (hasParens) {
    while (!cursor.accept(")")) {
      if (args.length > 0) cursor.expect(",");
      args.push(readArgument(cursor));
    }
  }
  const evaluate = contextFunction({ name, args, hasParens });
  if (evaluate !== null) return { label: "", evaluate };
  if (hasParens) throw compilationError("002140", "42601", `Unknown function ${name}`);
  throw compilationError("000904", "42000", `error line 1 at position 0\ninvalid identifier '${written.toUpperCase()}'`);
}
