import { SqlError } from "../sql-error.ts";
import { coerced } from "./coerce.ts";
import { calculate, compareDecimals, type Decimal, numberCell, parseDecimal, printDecimal } from "./decimal.ts";
import { matchesText } from "./like.ts";
import { plainText } from "./sql-literal.ts";
import { booleanValue, floatValue, NULL_VALUE, nullOf, numberValue, textValue, truth, type Value } from "./value.ts";

/** What a script computes itself; `null` for what only a query can: values of types that a conversion would have to bring together. */
export function binary(operator: string, left: Value, right: Value): Value | null {
  if (operator === "AND" || operator === "OR") return logic(operator, left, right);
  if (operator === "||") return concatenated(left, right);
  if (operator === "LIKE" || operator === "ILIKE") return like(operator, left, right);
  if (COMPARES[operator] !== undefined) return compared(operator, left, right);
  return calculated(operator, left, right);
}

/** With NULL as the value that is not known. */
function logic(operator: "AND" | "OR", left: Value, right: Value): Value {
  const decided = operator === "OR";
  const [a, b] = [truth(asBoolean(left)), truth(asBoolean(right))];
  if (a === decided || b === decided) return booleanValue(decided);
  return booleanValue(a === null || b === null ? null : !decided);
}

function asBoolean(value: Value): Value {
  if (value.column.type === "boolean" || value.cell === null) return value;
  return coerced(value, { base: "BOOLEAN", parameters: [] }) ?? value;
}

export function not(value: Value): Value {
  const known = truth(asBoolean(value));
  return booleanValue(known === null ? null : !known);
}

function concatenated(left: Value, right: Value): Value | null {
  if (left.cell === null || right.cell === null) return textValue(null);
  const [a, b] = [asText(left), asText(right)];
  return a === null || b === null ? null : textValue(a + b);
}

function asText(value: Value): string | null {
  return coerced(value, { base: "VARCHAR", parameters: [16777216] })?.cell ?? plainText(value);
}

function like(operator: "LIKE" | "ILIKE", left: Value, right: Value): Value | null {
  if (left.cell === null || right.cell === null) return booleanValue(null);
  if (left.column.type !== "text" || right.column.type !== "text") return null;
  return booleanValue(matchesText(right.cell, left.cell, { isCaseless: operator === "ILIKE" }));
}

const COMPARES: Readonly<Record<string, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

function compared(operator: string, left: Value, right: Value): Value | null {
  if (left.cell === null || right.cell === null) return booleanValue(null);
  const order = orderOf(left, right);
  return order === null ? null : booleanValue(COMPARES[operator]?.(order) ?? null);
}

/** Less than 0 if the left one comes first; `null` if they have to be converted first, which only a query does. */
function orderOf(left: Value, right: Value): number | null {
  const [a, b] = [left.cell ?? "", right.cell ?? ""];
  const types = new Set([left.column.type, right.column.type]);
  if (isNumeric(left) && isNumeric(right)) return types.has("real") ? Math.sign(Number(a) - Number(b)) : compareDecimals(decimal(a), decimal(b));
  if (types.has("text") && (types.has("fixed") || types.has("real"))) return Math.sign(Number(numeric(left)) - Number(numeric(right)));
  if (types.size > 1) return null;
  if (types.has("text")) return byCodePoint(a, b);
  if (types.has("boolean") || types.has("date")) return Math.sign(Number(a) - Number(b));
  return null;
}

/** Text beside a number is a number (docs: sql-reference/data-type-conversion). */
function numeric(value: Value): string {
  const number = coerced(value, { base: "FLOAT", parameters: [] });
  return number?.cell ?? "NaN";
}

function byCodePoint(a: string, b: string): number {
  return Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function isNumeric({ column }: Value): boolean {
  return column.type === "fixed" || column.type === "real";
}

function decimal(cell: string): Decimal {
  return parseDecimal(cell) ?? { digits: 0n, scale: 0 };
}

function calculated(operator: string, left: Value, right: Value): Value | null {
  const isUntyped = left === NULL_VALUE || right === NULL_VALUE;
  if (!isUntyped && (!isNumeric(left) || !isNumeric(right))) return null;
  if (left.cell === null || right.cell === null) return nullOf(left.cell === null ? left.column : right.column);
  if (left.column.type === "real" || right.column.type === "real") return floating(operator, Number(left.cell), Number(right.cell));
  return numberValue(printDecimal(calculate(operator, decimal(left.cell), decimal(right.cell))));
}

function floating(operator: string, a: number, b: number): Value {
  if ((operator === "/" || operator === "%") && b === 0) throw new SqlError("100051", "22012", "Division by zero");
  const result = operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : operator === "/" ? a / b : a % b;
  return floatValue(result);
}

export function minus(value: Value): Value | null {
  if (value.cell === null) return value;
  if (value.column.type === "real") return floatValue(-Number(value.cell));
  if (value.column.type !== "fixed") return null;
  const { digits, scale } = decimal(value.cell);
  return { column: value.column, cell: numberCell(printDecimal({ digits: -digits, scale })) };
}
