import { entryAt } from "../catalog/catalog.ts";
import type { Binding } from "../parser/cursor.ts";
import type { Expression, Step } from "../query/tree/expression.ts";
import { boundScalar, checked } from "../select/bound-scalar.ts";
import { contextFunction } from "../select/context-functions.ts";
import { compilationError, invalidIdentifier, unsupported } from "../sql-error.ts";
import { arithmetic, negated } from "../types/arithmetic.ts";
import { cast } from "../types/cast.ts";
import { comparison, condition, distinct } from "../types/comparison.ts";
import { duckdbText, duckdbType } from "../types/duckdb-type.ts";
import { path } from "../types/functions/semi-structured.ts";
import { collated, concatenated } from "../types/functions/strings.ts";
import { BOOLEAN, number, TEXT, type Type, typeOf, typeText, varchar } from "../types/type.ts";
import { booleanConstant, made, NULL, numberConstant, type Typed, textConstant } from "../types/typed.ts";
import { choice } from "../types/unify.ts";
import { bindCall } from "./bind-call.ts";
import { bindInterval } from "./bind-interval.ts";
import { bindExists, bindIn, bindScalar } from "./bind-subquery.ts";
import type { Binder } from "./binder.ts";
import { typeOfColumn } from "./loaded.ts";
import { columnAt, findColumn, type Scope } from "./scope.ts";

/** Finds out what an expression means: its type and its SQL. Throws as Snowflake does for what is not there. */
export function bind(expression: Expression, scope: Scope, binder: Binder): Typed {
  const bound = bindAny(expression, scope, binder);
  // What it is grouped by stands for itself.
  return scope.groups?.has(bound.sql) === true ? { ...bound, loose: [] } : bound;
}

function bindAny(expression: Expression, scope: Scope, binder: Binder): Typed {
  const { settings } = binder;
  const inner = (of: Expression): Typed => bind(of, scope, binder);
  const test = (of: Expression): Typed => condition(inner(of), settings);
  switch (expression.kind) {
    case "number":
      if (/e/i.test(expression.text)) throw unsupported("a number with an exponent");
      return numberConstant(expression.text.replace(/\.$/, ""));
    case "string":
      return textConstant(expression.value);
    case "boolean":
      return booleanConstant(expression.value);
    case "null":
      return NULL;
    case "bound":
      return boundValue(expression.binding);
    case "interval":
      throw unsupported(`INTERVAL '${expression.text}'`);
    case "column":
      return bindColumn(expression, scope, binder);
    case "position":
      return columnAt(scope, expression);
    case "unary":
      if (expression.operator !== "NOT") return expression.operator === "-" ? negated(inner(expression.of), settings) : inner(expression.of);
      return not(test(expression.of));
    case "binary":
      return bindBinary(expression, { scope, binder });
    case "is":
      return bindIs(expression, inner(expression.of));
    case "distinct":
      return distinct(inner(expression.left), inner(expression.right), { negated: expression.negated, settings });
    case "between": {
      const [of, low, high] = [inner(expression.of), inner(expression.low), inner(expression.high)];
      const [above, below] = [comparison(">=", of, low, settings), comparison("<=", of, high, settings)];
      return notIf(expression.negated, made([above, below], { type: BOOLEAN, sql: `(${above.sql} AND ${below.sql})` }));
    }
    case "in":
      return notIf(
        expression.negated,
        Array.isArray(expression.among) ? bindAmong(inner(expression.of), expression.among.map(inner), binder) : bindIn(expression, scope, binder),
      );
    case "like":
      return notIf(expression.negated, bindLike(expression, { scope, binder }));
    case "case":
      return bindCase(expression, scope, binder);
    case "cast":
      return bindCast(expression, inner(expression.of), binder);
    case "path":
      return path(
        inner(expression.of),
        expression.steps.map((step) => bindStep(step, inner)),
      );
    case "collate":
      return collated(inner(expression.of), expression.collation);
    case "exists":
      return bindExists(expression.query, scope, binder);
    case "subquery":
      return bindScalar(expression.query, scope, binder);
    case "tuple":
      throw unsupported("(a, b) as a value");
    case "call":
      return bindCall(expression, scope, binder);
  }
}

function bindCase({ of, when, otherwise }: Extract<Expression, { readonly kind: "case" }>, scope: Scope, binder: Binder): Typed {
  const { settings } = binder;
  const inner = (one: Expression): Typed => bind(one, scope, binder);
  const subject = of === null ? null : inner(of);
  const conditions = when.map(({ condition: one }) => (subject === null ? condition(inner(one), settings) : comparison("=", subject, inner(one), settings)));
  const results = [...when.map(({ result }) => inner(result)), otherwise === null ? NULL : inner(otherwise)];
  return choice(conditions, results, settings);
}

function boundValue(binding: Binding): Typed {
  const { type, value } = binding;
  if (value === null) return NULL;
  if (type === "FIXED") return checked(type, value, /^-?\d+(\.\d+)?$/)?.startsWith("-") === true ? negativeConstant(value) : numberConstant(value);
  if (type === "BOOLEAN") return booleanConstant(/^(1|true)$/i.test(checked(type, value, /^(0|1|true|false)$/i) ?? ""));
  if (type === "TEXT") return textConstant(value);
  const { column, cell } = boundScalar(binding);
  const of = typeOfColumn(column);
  if (of.kind === "VARIANT") throw unsupported("a bound value of type VARIANT");
  return made([], { type: of, sql: `CAST(${duckdbText(cell ?? "")} AS ${duckdbType(of)})`, nullable: false });
}

function negativeConstant(value: string): Typed {
  const { type, sql } = numberConstant(value.slice(1));
  return { ...made([], { type, sql: `CAST(-(${sql}) AS DECIMAL(38,${type.kind === "NUMBER" ? type.scale : 0}))` }), nullable: false, constant: value };
}

/** A column of a relation; else what the select list calls so. */
function bindColumn(expression: Extract<Expression, { readonly kind: "column" }>, scope: Scope, binder: Binder): Typed {
  const { parts, at } = expression;
  const here = findColumn(scope, parts);
  if (here !== null) return here;
  const [name = ""] = parts;
  const alias = parts.length === 1 ? scope.aliases.get(name) : undefined;
  if (alias !== undefined) return bind(alias, { ...scope, aliases: without(scope.aliases, name) }, binder);
  for (let outer = scope.outer; outer !== null; outer = outer.outer) {
    const found = findColumn(outer, parts);
    // To the inner query a column of the outer one is a constant.
    if (found !== null) return { ...found, loose: [] };
  }
  // No relation is called so: what is meant is a sequence (docs: user-guide/querying-sequences).
  if (parts.length > 1 && parts.at(-1) === "NEXTVAL") throw unsupported("SELECT ... <sequence>.NEXTVAL");
  throw invalidIdentifier(parts.join("."), at);
}

function without<V>(map: ReadonlyMap<string, V>, name: string): ReadonlyMap<string, V> {
  return new Map([...map].filter(([key]) => key !== name));
}

interface In {
  readonly scope: Scope;
  readonly binder: Binder;
}

function bindBinary({ operator, left, right }: Extract<Expression, { readonly kind: "binary" }>, { scope, binder }: In): Typed {
  const { settings } = binder;
  if (right.kind === "interval" && (operator === "+" || operator === "-"))
    return bindInterval(bind(left, scope, binder), { operator, text: right.text, settings });
  const [a, b] = [bind(left, scope, binder), bind(right, scope, binder)];
  if (operator === "AND" || operator === "OR") {
    const [x, y] = [condition(a, settings), condition(b, settings)];
    return made([x, y], { type: BOOLEAN, sql: `(${x.sql} ${operator} ${y.sql})` });
  }
  if (operator === "||") return concatenated([a, b], settings);
  if (operator === "+" || operator === "-" || operator === "*" || operator === "/" || operator === "%") return arithmetic(operator, [a, b], settings);
  return comparison(operator, a, b, settings);
}

function not(of: Typed): Typed {
  return made([of], { type: BOOLEAN, sql: `(NOT ${of.sql})` });
}

function notIf(negated: boolean, of: Typed): Typed {
  return negated ? not(of) : of;
}

function bindIs({ what, negated }: Extract<Expression, { readonly kind: "is" }>, of: Typed): Typed {
  if (what !== "NULL" && of.type.kind !== "BOOLEAN") throw unsupported(`${typeText(of.type)} IS ${what}`);
  return made([of], { type: BOOLEAN, sql: `(${of.sql} IS ${negated ? "NOT " : ""}${what})`, nullable: false });
}

/** `a IN (b, c)` is `a = b OR a = c`. */
function bindAmong(of: Typed, among: readonly Typed[], { settings }: Binder): Typed {
  const tests = among.map((one) => comparison("=", of, one, settings));
  return made(tests, { type: BOOLEAN, sql: `(${tests.map(({ sql }) => sql).join(" OR ")})` });
}

function bindLike({ of, word, patterns, escaped }: Extract<Expression, { readonly kind: "like" }>, { scope, binder }: In): Typed {
  const more = escaped === null ? [] : [escaped];
  const call = (pattern: Expression): Typed => {
    const args = [of, pattern, ...more];
    return bind(
      {
        kind: "call",
        name: [word],
        args,
        named: {},
        isDistinct: false,
        hasStar: false,
        within: null,
        ignoresNulls: false,
        over: null,
        at: { line: 1, position: 0 },
      },
      scope,
      binder,
    );
  };
  const tests = patterns.of.map(call);
  const [first] = tests;
  if (patterns.how === "one" && first !== undefined) return first;
  return made(tests, { type: BOOLEAN, sql: `(${tests.map(({ sql }) => sql).join(patterns.how === "any" ? " OR " : " AND ")})` });
}

function bindCast({ type: data, isTry }: Extract<Expression, { readonly kind: "cast" }>, of: Typed, { settings }: Binder): Typed {
  const type = timestampMapped(typeOf(data), settings.timestamp);
  const { mode } = { mode: isTry ? ("try" as const) : ("cast" as const) };
  const done = cast(of, type, { mode, settings });
  return of.constant !== undefined && type.kind === "VARCHAR" && of.type.kind === "VARCHAR" ? { ...done, constant: of.constant } : done;
}

/** The type reader takes TIMESTAMP for TIMESTAMP_NTZ; where the session means another, the text does not tell them apart. */
function timestampMapped(type: Type, mapping: string): Type {
  if (type.kind === "TIMESTAMP_NTZ" && mapping !== "TIMESTAMP_NTZ") throw unsupported(`a cast to TIMESTAMP with TIMESTAMP_TYPE_MAPPING = ${mapping}`);
  return type;
}

function bindStep(step: Step, inner: (of: Expression) => Typed): { readonly name: Typed; readonly isIndex: boolean } {
  if (step.kind === "name") return { name: textConstant(step.name), isIndex: false };
  const name = inner(step.of);
  return { name, isIndex: name.type.kind === "NUMBER" };
}

/** In a view CURRENT_DATABASE and CURRENT_SCHEMA are the view's (docs: sql-reference/sql/create-view). */
export function bindContextFunction(name: string, args: readonly Typed[], { context, home }: Binder): Typed | null {
  const texts = args.map(({ constant }) => constant);
  if (texts.includes(undefined)) return null;
  const evaluate = contextFunction({ name, args: texts as string[], hasParens: true });
  if (evaluate === null) return null;
  const { column, cell } = evaluate(
    home === null ? context : { ...context, session: { ...context.session, schema: home, database: entryAt(context.draft.catalog, home).parent } },
  );
  if (column.type === "boolean") return cell === null ? { ...NULL, type: BOOLEAN } : booleanConstant(cell === "1");
  if (column.type === "fixed") return cell === null ? NULL : { ...numberConstant(cell), type: number(column.precision ?? 38, column.scale ?? 0) };
  if (column.type !== "text") throw compilationError("002140", "42601", `Unknown function ${name}`);
  const type = TEXT;
  return cell === null ? { ...NULL, type, sql: "CAST(NULL AS VARCHAR)", vague: true } : { ...textConstant(cell), type: varchar(16_777_216), vague: true };
}
