import type { Entry, Value } from "../catalog/entry.ts";
import { isExempting, signatureOf } from "../objects/governance/policy.ts";
import { commentClause, identifier, literal, nameIn, type Write } from "./writing.ts";

/** A policy that is an expression (docs: sql-reference/functions/get_ddl, "Masking policies"). */
export const writeBodyPolicy: Write = (entry, writing) => {
  const args = signatureOf(entry).map(({ name, type }) => `${identifier(name)} ${type}`);
  const exempt = isExempting(entry) ? "\nEXEMPT_OTHER_POLICIES = TRUE" : "";
  const head = `create or replace ${entry.class.toLowerCase()} ${nameIn(writing, entry)} as (${args.join(", ")}) returns ${String(entry.properties.RETURNS)} ->`;
  return `${head}\n${String(entry.properties.BODY)}${exempt}${commentClause(entry.comment, "\n")};`;
};

function printed(value: Value): string {
  if (Array.isArray(value)) return `(${value.map((item) => literal(String(item))).join(", ")})`;
  if (typeof value === "object" && value !== null)
    return `(${Object.entries(value)
      .map(([key, field]) => `${key}=${printed(field as Value)}`)
      .join(" ")})`;
  return typeof value === "string" ? literal(value) : String(value).toUpperCase();
}

/** What was set of a policy of users: authentication, password, session. */
export const writeUserPolicy: Write = (entry: Entry, writing) => {
  const set = Object.entries(entry.properties).map(([name, value]) => `\n\t${name} = ${printed(value)}`);
  return `create or replace ${entry.class.toLowerCase()} ${nameIn(writing, entry)}${set.join("")}${commentClause(entry.comment, "\n\t")};`;
};
