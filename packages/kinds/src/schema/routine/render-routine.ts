import {
  body as bodyFragment,
  exactly,
  type Fragment,
  type Identifier,
  id,
  join,
  name,
  nothing,
  parens,
  parseIdentifier,
  parseQualifiedName,
  type Statement,
  sql,
  text,
  userSql,
  word,
} from "@snowtower/sql";
import { assignment } from "../../derive/assignments.ts";
import { type AnyObject, known } from "../../object.ts";
import type { Value } from "../../value.ts";
import type { RoutineArgument } from "./arguments.ts";
import type { Import } from "./imports.ts";
import { isTable, type Returns } from "./returns.ts";
import { routineFields } from "./routine-fields.ts";

interface RoutineClauses {
  /** Behind CREATE: `SECURE `, `SECURE AGGREGATE `. */
  readonly modifiers: readonly string[];
  /** `FUNCTION`, `PROCEDURE`. */
  readonly label: string;
  /** Behind the language: `MEMOIZABLE`. */
  readonly behaviour: readonly string[];
  /** Before the code: `EXECUTE AS CALLER`. */
  readonly last: readonly Fragment[];
}

/** CREATE FUNCTION or PROCEDURE. Replacing keeps the grants, which a plain OR REPLACE would lose. */
export function createRoutine(object: AnyObject, how: "create" | "replace", clauses: RoutineClauses): Statement {
  const value = (field: string): Value | undefined => known(object.fields[field]);
  const modifiers = clauses.modifiers.map((modifier) => `${modifier} `).join("");
  const lines: Fragment[] = [...(how === "replace" ? [userSql("COPY GRANTS")] : []), sql`RETURNS ${renderReturns((value("returns") ?? "VARIANT") as Returns)}`];
  lines.push(sql`LANGUAGE ${word(String(value("language") ?? "SQL"))}`);
  if (value("is_strict") === true) lines.push(userSql("STRICT"));
  if (value("is_immutable") === true) lines.push(userSql("IMMUTABLE"));
  lines.push(...clauses.behaviour.map((each) => word(each)), ...properties(value), ...clauses.last);
  const code = value("body");
  if (typeof code === "string") lines.push(sql`AS ${bodyFragment(code)}`);
  const replace = how === "replace" ? userSql("OR REPLACE ") : nothing;
  const args = ((value("arguments") ?? []) as readonly RoutineArgument[]).map(renderArgument);
  return sql`CREATE ${replace}${userSql(modifiers)}${word(clauses.label)} ${name(object.name)}(${join(args)})\n${join(lines, "\n")}`;
}

/** `"DB"."SC"."F"(VARCHAR, NUMBER)`: how ALTER names the overload. */
export function overload(object: AnyObject): Fragment {
  return sql`${name(object.name)}(${userSql((object.argumentTypes ?? []).join(", "))})`;
}

function renderArgument({ name: own, type, default: fallback }: RoutineArgument): Fragment {
  const head = sql`${id(exactly(own))} ${userSql(type)}`;
  return fallback === undefined ? head : sql`${head} DEFAULT ${userSql(fallback)}`;
}

function renderReturns(value: Returns): Fragment {
  if (!isTable(value)) return userSql(value);
  return sql`TABLE (${join(value.map((column) => sql`${id(exactly(column.name))} ${userSql(column.type)}`))})`;
}

function properties(value: (field: string) => Value | undefined): readonly Fragment[] {
  const clauses: Fragment[] = [];
  const textual = (field: string, property: string): void => {
    const given = value(field);
    if (typeof given === "string") clauses.push(assignment(property, text(given)));
  };
  const items = <T>(field: string): readonly T[] => (value(field) ?? []) as unknown as readonly T[];
  textual("runtime_version", "RUNTIME_VERSION");
  textual("comment", "COMMENT");
  const files = items<Import>("imports");
  if (files.length > 0) clauses.push(assignment("IMPORTS", routineFields.imports.type.render(files)));
  const packages = items<string>("packages");
  if (packages.length > 0) clauses.push(assignment("PACKAGES", parens(packages.map(text))));
  textual("handler", "HANDLER");
  const integrations = items<string>("external_access_integrations");
  if (integrations.length > 0) clauses.push(assignment("EXTERNAL_ACCESS_INTEGRATIONS", parens(integrations.map(bareName))));
  const secrets = Object.entries((value("secrets") ?? {}) as { readonly [variable: string]: string });
  if (secrets.length > 0)
    clauses.push(
      assignment("SECRETS", parens(secrets.map(([variable, secret]) => sql`${text(variable)} = ${name(parseQualifiedName(secret) ?? [exactly(secret)])}`))),
    );
  return clauses;
}

/** Snowflake takes no quotes here; a name that needs them is written with them all the same. */
function bareName(displayed: string): Fragment {
  const stored: Identifier = parseIdentifier(displayed) ?? exactly(displayed);
  return /^[A-Z][A-Z0-9_$]*$/.test(stored) ? word(stored) : id(stored);
}
