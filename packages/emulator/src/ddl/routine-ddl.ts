import { owns } from "../access/authorize.ts";
import type { Entry } from "../catalog/entry.ts";
import { listOf, secretsOf } from "../objects/routine/references.ts";
import { argumentsOf, isSecure, languageOf, returnsOf } from "../objects/routine/routine.ts";
import { doesNotExist } from "../sql-error.ts";
import { commentClause, identifier, literal, nameIn, quoted, type Write } from "./writing.ts";

function argumentList(entry: Entry): string {
  return argumentsOf(entry)
    .map(
      ({ name, type, default: fallback, out }) => `${out === true ? "OUT " : ""}${quoted(name)} ${type}${fallback === undefined ? "" : ` DEFAULT ${fallback}`}`,
    )
    .join(", ");
}

function returned(entry: Entry): string {
  const returns = returnsOf(entry);
  if (returns.kind === "table") return `TABLE (${returns.columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(", ")})`;
  return `${returns.type}${returns.notNull ? " NOT NULL" : ""}`;
}

function text(entry: Entry, property: string): readonly string[] {
  const value = entry.properties[property];
  return typeof value === "string" ? [`${property} = ${literal(value)}`] : [];
}

function texts(entry: Entry, property: string): readonly string[] {
  const values = listOf(entry, property);
  return values.length === 0 ? [] : [`${property} = (${values.map(literal).join(",")})`];
}

function settings(entry: Entry): readonly string[] {
  const integrations = listOf(entry, "EXTERNAL_ACCESS_INTEGRATIONS");
  const secrets = secretsOf(entry);
  return [
    ...text(entry, "RUNTIME_VERSION"),
    ...texts(entry, "PACKAGES"),
    ...texts(entry, "IMPORTS"),
    ...text(entry, "HANDLER"),
    ...text(entry, "TARGET_PATH"),
    ...(integrations.length === 0 ? [] : [`EXTERNAL_ACCESS_INTEGRATIONS = (${integrations.map(identifier).join(",")})`]),
    ...(secrets.length === 0 ? [] : [`SECRETS = (${secrets.map(([variable, name]) => `${literal(variable)}=${name}`).join(",")})`]),
  ];
}

/** Names in quotes, the code in single quotes, EXECUTE AS also where it is the default (docs: sql-reference/functions/get_ddl, "UDFs and stored procedures"; its first example leaves FUNCTION out). */
export const writeRoutine: Write = (entry, writing) => {
  if (isSecure(entry) && !owns(writing.context, entry)) throw doesNotExist(entry.class === "FUNCTION" ? "Function" : "Procedure", identifier(entry.name));
  const { properties } = entry;
  const words = ["SECURE", "AGGREGATE"].filter((word) => properties[word] === true).map((word) => `${word} `);
  const name = writing.qualified ? nameIn(writing, entry) : quoted(entry.name);
  const language = languageOf(entry);
  const isProcedure = entry.class === "PROCEDURE";
  const code = properties.BODY;
  return `${[
    `CREATE OR REPLACE ${words.join("")}${entry.class} ${name}(${argumentList(entry)})`,
    `RETURNS ${returned(entry)}`,
    ...(language === "SQL" && !isProcedure ? [] : [`LANGUAGE ${language}`]),
    ...(typeof properties.NULL_HANDLING === "string" ? [properties.NULL_HANDLING] : []),
    ...(properties.VOLATILITY === "IMMUTABLE" ? ["IMMUTABLE"] : []),
    ...(properties.MEMOIZABLE === true ? ["MEMOIZABLE"] : []),
    ...settings(entry),
    ...(entry.comment === null ? [] : [commentClause(entry.comment)]),
    ...(isProcedure ? [`EXECUTE AS ${String(properties.EXECUTE_AS ?? "OWNER")}`] : []),
    ...(typeof code === "string" ? [`AS ${literal(code)}`] : []),
  ].join("\n")};`;
};
