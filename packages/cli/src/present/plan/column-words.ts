import type { Value } from "@snowtower/kinds";
import { valueWords } from "./value-words.ts";

type Column = { readonly [key: string]: Value };

/** A column as CREATE TABLE would say it, without its name: `NUMBER(38,0) DEFAULT 0 NOT NULL COMMENT 'How many'`. */
export function columnWords({ type, not_null: never, collate, default: value, default_sequence: sequence, expression, comment, ...others }: Column): string {
  const parts = [
    type === undefined ? "" : valueWords(type),
    collate === undefined ? "" : `COLLATE ${literal(collate)}`,
    value === undefined ? "" : isIdentity(value) ? String(value) : `DEFAULT ${String(value)}`,
    sequence === undefined ? "" : `DEFAULT ${String(sequence)}.NEXTVAL`,
    never === true ? "NOT NULL" : "",
    expression === undefined ? "" : `AS (${String(expression)})`,
    ...Object.entries(others).map(([key, each]) => `${key.replaceAll("_", " ")} ${valueWords(each)}`),
    comment === undefined ? "" : `COMMENT ${literal(comment)}`,
  ];
  return parts.filter(Boolean).join(" ");
}

/** `NUMBER(10,0) NOT NULL`. */
export function typeWords({ type, not_null: never }: Column): string {
  return `${valueWords(type)}${never === true ? " NOT NULL" : ""}`;
}

/** An identity stands without the word DEFAULT (docs: sql-reference/sql/create-table). */
function isIdentity(value: Value): boolean {
  return /^(?:IDENTITY|AUTOINCREMENT)\b/i.test(String(value));
}

function literal(value: Value): string {
  return `'${String(value).replaceAll("'", "''")}'`;
}
