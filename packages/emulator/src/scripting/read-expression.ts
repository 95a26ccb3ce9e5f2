import { SqlError } from "../sql-error.ts";
import type { Expression } from "./expression.ts";
import { readPrimary } from "./read-primary.ts";
import { readTemplate } from "./read-template.ts";
import { deeper, type Reading } from "./reading.ts";

/** Reads an expression up to one of the words or symbols. What is richer than a script's own expressions is left to a SELECT. */
export function readExpression(reading: Reading, stops: readonly string[]): Expression {
  const { cursor } = reading;
  const from = cursor.mark();
  const { depth } = reading;
  try {
    const expression = readOr(reading);
    if (stops.some((stop) => cursor.sees(stop)) || cursor.atEnd) return expression;
  } catch (error) {
    // A name that is not there, or a depth that is too much, is no reason to try it another way.
    if (!(error instanceof SqlError) || error.code !== "001003") throw error;
  }
  reading.depth = depth;
  cursor.reset(from);
  skipTo(reading, stops);
  if (cursor.mark() === from) cursor.fail();
  return { kind: "sql", template: readTemplate(reading, from, { bare: true }) };
}

/** Goes to one of the stops outside parentheses and CASE. */
function skipTo({ cursor }: Reading, stops: readonly string[]): void {
  const open: string[] = [];
  for (let token = cursor.peek(); token.kind !== "end"; token = cursor.peek()) {
    if (open.length === 0 && stops.some((stop) => cursor.sees(stop))) return;
    if (token.kind === "symbol" && /^[([{]$/.test(token.text)) open.push(token.text);
    else if (token.kind === "word" && token.value === "CASE") open.push("CASE");
    else if (token.kind === "symbol" ? /^[)\]}]$/.test(token.text) : token.kind === "word" && token.value === "END" && open.at(-1) === "CASE") {
      if (open.pop() === undefined) cursor.fail();
    } else if (token.kind === "symbol" && token.text === ";") cursor.fail();
    cursor.next();
  }
}

export function readOr(reading: Reading): Expression {
  return deeper(reading, () => readChain(reading, ["OR"], (inner) => readChain(inner, ["AND"], readNot)));
}

function readChain(reading: Reading, operators: readonly string[], next: (reading: Reading) => Expression): Expression {
  let left = next(reading);
  for (let operator = reading.cursor.acceptOneOf(operators); operator !== null; operator = reading.cursor.acceptOneOf(operators)) {
    left = { kind: "binary", operator, left, right: next(reading) };
  }
  return left;
}

function readNot(reading: Reading): Expression {
  let negations = 0;
  while (reading.cursor.accept("NOT")) negations++;
  const operand = readComparison(reading);
  return negations === 0 ? operand : negations % 2 === 1 ? negated(operand) : negated(negated(operand));
}

function negated(operand: Expression): Expression {
  return { kind: "unary", operator: "NOT", operand };
}

const COMPARISONS = ["=", "<>", "!=", "<=", ">=", "<", ">"];

function readComparison(reading: Reading): Expression {
  const { cursor } = reading;
  const left = readAdditive(reading);
  if (cursor.accept("IS")) {
    const isNegated = cursor.accept("NOT");
    cursor.expect("NULL");
    return { kind: "is-null", operand: left, negated: isNegated };
  }
  const isNegated = cursor.accept("NOT");
  if (cursor.accept("BETWEEN")) return readBetween(reading, left, isNegated);
  if (cursor.accept("IN")) return readIn(reading, left, isNegated);
  const like = cursor.acceptOneOf(["LIKE", "ILIKE"]);
  if (like !== null && !cursor.sees("ANY") && !cursor.sees("ALL")) {
    const matched: Expression = { kind: "binary", operator: like, left, right: readAdditive(reading) };
    return isNegated ? negated(matched) : matched;
  }
  if (isNegated || like !== null) cursor.fail();
  const operator = cursor.acceptOneOf(COMPARISONS);
  if (operator === null) return left;
  return { kind: "binary", operator: operator === "!=" ? "<>" : operator, left, right: readAdditive(reading) };
}

function readBetween(reading: Reading, operand: Expression, isNegated: boolean): Expression {
  const low = readAdditive(reading);
  reading.cursor.expect("AND");
  const high = readAdditive(reading);
  const between: Expression = {
    kind: "binary",
    operator: "AND",
    left: { kind: "binary", operator: ">=", left: operand, right: low },
    right: { kind: "binary", operator: "<=", left: operand, right: high },
  };
  return isNegated ? negated(between) : between;
}

function readIn(reading: Reading, operand: Expression, isNegated: boolean): Expression {
  const { cursor } = reading;
  cursor.expect("(");
  if (cursor.sees("SELECT") || cursor.sees("WITH")) cursor.fail();
  const list: Expression[] = [];
  do list.push(readOr(reading));
  while (cursor.accept(","));
  cursor.expect(")");
  return { kind: "in", operand, list, negated: isNegated };
}

function readAdditive(reading: Reading): Expression {
  return readChain(reading, ["+", "-", "||"], (inner) => readChain(inner, ["*", "/", "%"], readUnary));
}

function readUnary(reading: Reading): Expression {
  let isNegative = false;
  for (let sign = reading.cursor.acceptOneOf(["-", "+"]); sign !== null; sign = reading.cursor.acceptOneOf(["-", "+"])) {
    if (sign === "-") isNegative = !isNegative;
  }
  const operand = readPostfix(reading);
  return isNegative ? { kind: "unary", operator: "-", operand } : operand;
}

/** `::type`, `[0]`, `:key.key`. */
function readPostfix(reading: Reading): Expression {
  const { cursor } = reading;
  let operand = readPrimary(reading);
  for (;;) {
    if (cursor.accept("::")) operand = { kind: "cast", operand, type: cursor.dataType() };
    else if (cursor.accept("[")) {
      operand = { kind: "element", operand, key: readOr(reading) };
      cursor.expect("]");
    } else if (cursor.sees(":") && cursor.peek(1).start === cursor.peek().end) {
      cursor.expect(":");
      operand = readKey(reading, operand);
      while (cursor.accept(".")) operand = readKey(reading, operand);
    } else return operand;
  }
}

function readKey({ cursor }: Reading, operand: Expression): Expression {
  const token = cursor.next();
  if (token.kind !== "word" && token.kind !== "quoted") cursor.fail();
  // The keys of a path are case-sensitive (docs: user-guide/querying-semistructured).
  const key = token.kind === "word" ? token.text : token.value;
  return {
    kind: "element",
    operand,
    key: { kind: "value", value: { column: { name: "", type: "text", nullable: true, length: null, precision: null, scale: null }, cell: key } },
  };
}
