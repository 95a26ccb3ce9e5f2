import type { DataType } from "@snowtower/sql";
import { formatDataType } from "@snowtower/sql";
import type { Column } from "../result.ts";
import { compilationError, SqlError } from "../sql-error.ts";
import { builtIn } from "./built-in.ts";
import { coerced } from "./coerce.ts";
import type { Expression, Template } from "./expression.ts";
import { callFunction, elementOf } from "./functions.ts";
import { binary, minus, not } from "./operators.ts";
import { asRaised } from "./raised.ts";
import type { Env } from "./run.ts";
import type { Located } from "./script.ts";
import { sessionValue } from "./session-value.ts";
import { sqlLiteral } from "./sql-literal.ts";
import { booleanValue, NULL_VALUE, truth, type Value } from "./value.ts";

/** The value of an expression of a script; an error in it is an EXPRESSION_ERROR there. */
export async function valueAt(env: Env, { expression, at }: Located): Promise<Value> {
  try {
    return await evaluate(env, expression);
  } catch (error) {
    throw asRaised(error, "EXPRESSION_ERROR", at);
  }
}

export async function evaluate(env: Env, expression: Expression): Promise<Value> {
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "variable":
      return env.scope.find(expression.name, "variable")?.value ?? builtIn(env.state, expression.name) ?? NULL_VALUE;
    case "session":
      return sessionValue(env.conductor.look(), expression.name);
    case "field":
      return field(env, expression);
    case "query":
      return onlyCell(await rowsOf(env, await filled(env, expression.template)));
    case "sql":
      return onlyCell(await rowsOf(env, `SELECT ${await filled(env, expression.template)}`));
    case "case":
      return evaluateCase(env, expression);
    default:
      return operation(env, expression);
  }
}

type Operation = Exclude<Expression, { readonly kind: "value" | "variable" | "session" | "field" | "query" | "sql" | "case" }>;

async function operation(env: Env, expression: Operation): Promise<Value> {
  switch (expression.kind) {
    case "binary":
      return evaluateBinary(env, expression);
    case "unary": {
      const operand = await evaluate(env, expression.operand);
      if (expression.operator === "NOT") return not(operand);
      return minus(operand) ?? elsewhere(env, `-(${sqlLiteral(operand)})`);
    }
    case "is-null": {
      const { cell } = await evaluate(env, expression.operand);
      return booleanValue((cell === null) !== expression.negated);
    }
    case "in":
      return evaluateIn(env, expression);
    case "cast":
      return converted(env, await evaluate(env, expression.operand), expression.type);
    case "call": {
      const args = await evaluateAll(env, expression.args);
      return callFunction(expression.name, args) ?? elsewhere(env, `${expression.name}(${args.map(sqlLiteral).join(", ")})`);
    }
    case "element":
      return elementOf(await evaluate(env, expression.operand), await evaluate(env, expression.key));
  }
}

async function evaluateAll(env: Env, expressions: readonly Expression[]): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (const expression of expressions) values.push(await evaluate(env, expression));
  return values;
}

function field({ scope }: Env, { row, column }: Extract<Expression, { kind: "field" }>): Value {
  const slot = scope.find(row, "row");
  const at = slot?.columns.findIndex(({ name }) => name === column) ?? -1;
  const found = slot?.columns[at];
  if (found === undefined) throw compilationError("000904", "42000", `invalid identifier '${row}.${column}'`);
  return { column: { ...found, name: "" }, cell: slot?.cells[at] ?? null };
}

type Binary = Extract<Expression, { kind: "binary" }>;

/** From the left, however long it is: a chain of thousands would not fit the stack. */
async function evaluateBinary(env: Env, expression: Binary): Promise<Value> {
  const chain: Binary[] = [];
  let first: Expression = expression;
  for (; first.kind === "binary"; first = first.left) chain.push(first);
  let value = await evaluate(env, first);
  for (const { operator, right } of chain.reverse()) {
    const next = await evaluate(env, right);
    value = binary(operator, value, next) ?? (await elsewhere(env, `${sqlLiteral(value)} ${operator} ${sqlLiteral(next)}`));
  }
  return value;
}

/** Are they equal? NULL if one of them is not known. */
export async function equality(env: Env, left: Value, right: Value): Promise<Value> {
  return binary("=", left, right) ?? elsewhere(env, `${sqlLiteral(left)} = ${sqlLiteral(right)}`);
}

async function evaluateIn(env: Env, { operand, list, negated }: Extract<Expression, { kind: "in" }>): Promise<Value> {
  const wanted = await evaluate(env, operand);
  let isUnknown = false;
  for (const item of list) {
    const value = await evaluate(env, item);
    const isSame = truth(await equality(env, wanted, value));
    if (isSame === true) return booleanValue(!negated);
    if (isSame === null) isUnknown = true;
  }
  return booleanValue(isUnknown ? null : negated);
}

async function evaluateCase(env: Env, { subject, branches, otherwise }: Extract<Expression, { kind: "case" }>): Promise<Value> {
  const matched = subject === null ? null : await evaluate(env, subject);
  for (const [when, then] of branches) {
    const value = await evaluate(env, when);
    const taken = matched === null ? value : await equality(env, matched, value);
    if (truth(taken) === true) return evaluate(env, then);
  }
  return otherwise === null ? NULL_VALUE : evaluate(env, otherwise);
}

/** The value as one of the type, by a query if that is more than a script does itself. */
export async function converted(env: Env, value: Value, type: DataType): Promise<Value> {
  const inHouse = coerced(value, type);
  if (inHouse !== null) return inHouse;
  const found = await elsewhere(env, `CAST(${sqlLiteral(value)} AS ${formatDataType(type)})`);
  return found;
}

function elsewhere(env: Env, expression: string): Promise<Value> {
  return rowsOf(env, `SELECT ${expression}`).then(onlyCell);
}

interface Cell {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A query for a value, which is no statement of its own: it stands in no history. */
function rowsOf(env: Env, text: string): Promise<Cell> {
  return env.conductor.run(text, [], { quiet: true });
}

function onlyCell({ columns, rows }: Cell): Value {
  const [column] = columns;
  if (rows.length > 1) throw new SqlError("090150", "22000", "Single-row subquery returns more than one row.");
  if (column === undefined || columns.length > 1)
    throw compilationError("002210", "42601", "Subquery containing more than one column is not allowed in this context");
  return { column: { ...column, name: "" }, cell: rows[0]?.[0] ?? null };
}

/** The text with constants in the place of its holes. */
export async function filled(env: Env, template: Template): Promise<string> {
  let text = "";
  for (const part of template) text += typeof part === "string" ? part : sqlLiteral(await evaluate(env, part));
  return text;
}
