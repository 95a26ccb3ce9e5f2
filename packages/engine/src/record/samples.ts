import { exactly, type QualifiedName, userSql } from "@snowtower/sql";
import type { Sample } from "./questions.ts";

/** Objects of a class that are asked about. */
const PER_LIST = 2;

/** SHOW's word for many -> DESCRIBE's word for one, where it is not the same without its ending. */
const ONE: Readonly<Record<string, string>> = { "USER FUNCTIONS": "FUNCTION", "USER PROCEDURES": "PROCEDURE", INTEGRATIONS: "INTEGRATION" };
/** Lists whose objects another list has too, or which are not described by name. */
const NOT_SAMPLED = /^(?:TERSE|GRANTS|FUTURE|PARAMETERS|COLUMNS|PRIMARY|UNIQUE|IMPORTED|FUNCTIONS|PROCEDURES|SHARES|\w+ INTEGRATIONS)\b/;

/** `F(NUMBER, VECTOR(FLOAT, 3)) RETURN VARCHAR`: the types of the arguments, with their parentheses. */
const SIGNATURE = /(\((?:[A-Z0-9_ ,]|\([A-Z0-9_ ,]*\))*\))/;

/** The first objects that a list gave; nothing for what is no list. */
export function samplesIn(
  asked: string,
  found: { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] },
): readonly Sample[] {
  const words = /^SHOW (.+?)(?: IN ACCOUNT)?(?: LIMIT \d+)?$/.exec(asked)?.[1];
  if (words === undefined || NOT_SAMPLED.test(words)) return [];
  const of = ONE[words] ?? singular(words);
  const cell = (row: readonly (string | null)[], column: string): string | null => row[found.columns.indexOf(column)] ?? null;
  // What Snowflake itself made has no owner and is not everywhere the same.
  const own = found.rows.filter((row) => cell(row, "owner") !== "" && cell(row, "name") !== "INFORMATION_SCHEMA" && cell(row, "database_name") !== "SNOWFLAKE");
  return own.slice(0, PER_LIST).flatMap((row) => {
    const parts = [cell(row, "database_name") ?? cell(row, "catalog_name"), cell(row, "schema_name"), cell(row, "name")].filter(
      (part) => part !== null && part !== "",
    );
    const args = cell(row, "arguments");
    const types = args === null ? "" : (SIGNATURE.exec(args)?.[1] ?? null);
    // What an account prints is SQL here only if it is nothing but types.
    if (types === null) return [];
    const signature = args === null ? null : userSql(types);
    return parts.length === 0 ? [] : [{ class: of, name: parts.map((part) => exactly(part ?? "")) as unknown as QualifiedName, signature }];
  });
}

function singular(words: string): string {
  return words.endsWith("IES") ? `${words.slice(0, -3)}Y` : words.replace(/S$/, "");
}
