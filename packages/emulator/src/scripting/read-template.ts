import type { Token } from "@snowtower/sql";
import { unsupported } from "../sql-error.ts";
import type { Expression, Template } from "./expression.ts";
import { invalidName, type Reading } from "./reading.ts";

/** `bare`: names of variables stand for them also without a colon, as in an expression outside of a subquery. */
interface TemplateOptions {
  readonly bare: boolean;
}

/** The source from a mark to here with `:name` as holes. */
export function readTemplate(reading: Reading, from: number, { bare }: TemplateOptions): Template {
  const { cursor } = reading;
  const tokens = cursor.readSince(from);
  const parts: (string | Expression)[] = [];
  const subqueries: boolean[] = [];
  let at = tokens[0]?.start ?? 0;
  const hole = (expression: Expression, start: number, end: number): void => {
    parts.push(cursor.source.slice(at, start), expression);
    at = end;
  };
  for (const [i, token] of tokens.entries()) {
    const [before, next] = [tokens[i - 1], tokens[i + 1]];
    if (token.text === "(" && token.kind === "symbol") subqueries.push(next?.value === "SELECT" || next?.value === "WITH");
    if (token.text === ")" && token.kind === "symbol") subqueries.pop();
    const bound = boundName(token, before, next);
    if (bound !== null) {
      const after = tokens[i + 2];
      if (after?.text === "." && after.start === bound.end) throw unsupported(":<row>.<column> in a statement of a block");
      hole(variableNamed(reading, bound), token.start, bound.end);
    } else if (bare && !subqueries.includes(true) && isBareName(reading, token, [before, next])) {
      hole({ kind: "variable", name: token.value }, token.start, token.end);
    }
  }
  parts.push(cursor.source.slice(at, tokens.at(-1)?.end ?? at));
  return parts;
}

/** The name in `:name`; a colon directly behind something else is the path of a VARIANT. */
function boundName(token: Token, before: Token | undefined, next: Token | undefined): Token | null {
  if (token.kind !== "symbol" || token.text !== ":" || next === undefined || next.start !== token.end) return null;
  if (next.kind !== "word" && next.kind !== "quoted") return null;
  const isPath = before !== undefined && before.end === token.start && (before.kind !== "symbol" || before.text === ")" || before.text === "]");
  return isPath ? null : next;
}

function variableNamed(reading: Reading, token: Token): Expression {
  if (reading.names.kindOf(token.value) === "variable" || isBuiltIn(token.value)) return { kind: "variable", name: token.value };
  const position = positionOf(reading, token);
  throw invalidName(token.value, position);
}

function positionOf({ cursor }: Reading, token: Token) {
  return cursor.positionAt(token.start);
}

function isBareName(reading: Reading, token: Token, [before, next]: readonly [Token | undefined, Token | undefined]): boolean {
  if (token.kind !== "word" && token.kind !== "quoted") return false;
  if (before?.text === "." || before?.text === ":" || next?.text === "." || next?.text === "(") return false;
  return reading.names.kindOf(token.value) === "variable" || (token.kind === "word" && isBuiltIn(token.value));
}

const BUILT_IN = new Set(["SQLCODE", "SQLERRM", "SQLSTATE", "SQLROWCOUNT", "SQLFOUND", "SQLNOTFOUND", "SQLID", "ACTIVITY_COUNT"]);

/** Variables that every script has (docs: developer-guide/snowflake-scripting/exceptions, dml-status, query-id). */
export function isBuiltIn(name: string): boolean {
  return BUILT_IN.has(name);
}
