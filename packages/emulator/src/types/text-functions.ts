import { CAST_FUNCTIONS } from "./cast-functions.ts";
import { DATE_FUNCTIONS } from "./date-functions.ts";
import { JSON_FUNCTIONS } from "./json-functions.ts";
import { NUMBER_FUNCTIONS } from "./number-functions.ts";
import { STRING_FUNCTIONS } from "./string-functions.ts";

/** What a function of this account is told and gives: values as text, the way DuckDB writes what `duckdb-type.ts` says. */
export type Text = string | null;
export type TextFunction = (args: readonly Text[]) => Text;

/** Functions that DuckDB has not, or not as Snowflake has them; `sf('NAME', ...)` calls them there. They give NULL if an argument is NULL. */
const STRICT: Readonly<Record<string, (args: readonly string[]) => Text>> = {
  ...CAST_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...JSON_FUNCTIONS.strict,
  ...NUMBER_FUNCTIONS,
  ...STRING_FUNCTIONS,
};

export function textFunction(name: string): TextFunction {
  const lax = JSON_FUNCTIONS.lax[name];
  if (lax !== undefined) return lax;
  const strict = STRICT[name];
  if (strict === undefined) throw new Error(`no function ${name}`);
  return (args) => (args.includes(null) ? null : strict(args as readonly string[]));
}
