import { numberCell } from "./decimal.ts";
import type { Expression } from "./expression.ts";
import { isScriptFunction } from "./functions.ts";
import { readOr } from "./read-expression.ts";
import { isBuiltIn, readTemplate } from "./read-template.ts";
import { invalidName, type Reading } from "./reading.ts";
import { booleanValue, floatValue, NULL_VALUE, numberValue, textValue, type Value } from "./value.ts";

function constant(value: Value): Expression {
  return { kind: "value", value };
}

export function readPrimary(reading: Reading): Expression {
  const { cursor } = reading;
  const token = cursor.peek();
  if (cursor.sees("(")) return readParentheses(reading);
  if (cursor.accept("[")) return { kind: "call", name: "ARRAY_CONSTRUCT", args: readItems(reading, "]") };
  if (cursor.accept("{")) return { kind: "call", name: "OBJECT_CONSTRUCT", args: readPairs(reading) };
  if (token.kind === "string") return constant(textValue(cursor.next().value));
  if (token.kind === "number") return constant(numberConstant(cursor.next().text));
  if (token.kind === "variable") return { kind: "session", name: cursor.next().text.slice(1).toUpperCase() };
  if (cursor.seesBinding()) return constant(textOrNumber(cursor.binding()));
  if (cursor.sees(":")) return readBound(reading);
  if (cursor.accept("NULL")) return constant(NULL_VALUE);
  if (cursor.accept("TRUE")) return constant(booleanValue(true));
  if (cursor.accept("FALSE")) return constant(booleanValue(false));
  if (cursor.sees("CASE")) return readCase(reading);
  if (cursor.sees("CAST (")) return readCast(reading);
  if (token.kind === "word" && cursor.peek(1).text === "(") return readCall(reading);
  return readName(reading);
}

function numberConstant(text: string): Value {
  return /e/i.test(text) ? floatValue(Number(text)) : numberValue(numberCell(text));
}

function textOrNumber({ type, value }: { readonly type: string; readonly value: string | null }): Value {
  if (value === null) return NULL_VALUE;
  if (type === "FIXED") return numberValue(value);
  if (type === "REAL") return floatValue(Number(value));
  return type === "BOOLEAN" ? booleanValue(/^(1|true)$/i.test(value)) : textValue(value);
}

/** `( expression )` or `( SELECT ... )`. */
function readParentheses(reading: Reading): Expression {
  const { cursor } = reading;
  cursor.expect("(");
  if (cursor.sees("SELECT") || cursor.sees("WITH")) {
    const from = cursor.mark();
    for (let depth = 1; depth > 0; ) {
      const { text, kind } = cursor.peek();
      if (kind === "symbol" && text === "(") depth++;
      if (kind === "symbol" && text === ")") depth--;
      if (depth > 0) cursor.next();
    }
    const template = readTemplate(reading, from, { bare: false });
    cursor.expect(")");
    return { kind: "query", template };
  }
  const inner = readOr(reading);
  cursor.expect(")");
  return inner;
}

function readItems(reading: Reading, close: string): readonly Expression[] {
  const { cursor } = reading;
  const items: Expression[] = [];
  while (!cursor.accept(close)) {
    if (items.length > 0) cursor.expect(",");
    items.push(readOr(reading));
  }
  return items;
}

/** `'key': value` pairs. */
function readPairs(reading: Reading): readonly Expression[] {
  const { cursor } = reading;
  const items: Expression[] = [];
  while (!cursor.accept("}")) {
    if (items.length > 0) cursor.expect(",");
    items.push(constant(textValue(cursor.string())));
    cursor.expect(":");
    items.push(readOr(reading));
  }
  return items;
}

function readBound(reading: Reading): Expression {
  reading.cursor.expect(":");
  return readName(reading);
}

/** A variable, or a column of a row. */
function readName(reading: Reading): Expression {
  const { cursor, names } = reading;
  const at = cursor.position();
  const name = cursor.identifier();
  const kind = names.kindOf(name);
  if (kind === "row") {
    cursor.expect(".");
    return { kind: "field", row: name, column: cursor.identifier() };
  }
  if (kind !== "variable" && !isBuiltIn(name)) throw invalidName(name, at);
  return { kind: "variable", name };
}

function readCase(reading: Reading): Expression {
  const { cursor } = reading;
  cursor.expect("CASE");
  const subject = cursor.sees("WHEN") ? null : readOr(reading);
  const branches: (readonly [Expression, Expression])[] = [];
  while (cursor.accept("WHEN")) {
    const when = readOr(reading);
    cursor.expect("THEN");
    branches.push([when, readOr(reading)]);
  }
  if (branches.length === 0) cursor.fail();
  const otherwise = cursor.accept("ELSE") ? readOr(reading) : null;
  cursor.expect("END");
  return { kind: "case", subject, branches, otherwise };
}

function readCast(reading: Reading): Expression {
  const { cursor } = reading;
  cursor.expect("CAST (");
  const operand = readOr(reading);
  cursor.expect("AS");
  const type = cursor.dataType();
  cursor.expect(")");
  return { kind: "cast", operand, type };
}

/** A function that scripts compute themselves, or the text of one that a SELECT computes. */
function readCall(reading: Reading): Expression {
  const { cursor } = reading;
  const from = cursor.mark();
  const name = cursor.next().value;
  if (isScriptFunction(name)) {
    cursor.expect("(");
    return { kind: "call", name, args: readItems(reading, ")") };
  }
  cursor.parenthesised();
  return { kind: "sql", template: readTemplate(reading, from, { bare: true }) };
}
