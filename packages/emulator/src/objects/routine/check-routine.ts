import { type Catalog, overloadsOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { compilationError, unsupported } from "../../sql-error.ts";
import { checkProperties } from "./language-rules.ts";
import { checkReferences } from "./references.ts";
import { argumentsOf, languageOf } from "./routine.ts";
import { checkSqlBody } from "./sql-body.ts";

/** What CREATE OR ALTER cannot change (docs: sql-reference/sql/create-function, "CREATE OR ALTER FUNCTION usage notes"). */
const FIXED = ["HANDLER", "VOLATILITY", "NULL_HANDLING", "TARGET_PATH", "ARGUMENTS", "AGGREGATE"];

export function checkRoutine(context: Context, to: Entry, from: Entry | null): Entry {
  if (from !== null) checkFixed(to, from);
  else checkOverloads(context.draft.catalog, to);
  checkProperties(to.properties, languageOf(to), to.class);
  if (to.properties.BODY !== from?.properties.BODY) checkSqlBody(context, to);
  const { COPY_GRANTS: _done, ...properties } = to.properties;
  return checkReferences(context, withoutLostSecrets({ ...to, properties }, from), from);
}

function checkFixed(to: Entry, from: Entry): void {
  const changed = languageOf(to) === languageOf(from) ? FIXED.find((name) => !isSame(to, from, name)) : "LANGUAGE";
  if (changed !== undefined) throw unsupported(`CREATE OR ALTER ${to.class} with another ${changed.replace("_", " ")}`);
}

function isSame(to: Entry, from: Entry, name: string): boolean {
  return JSON.stringify(to.properties[name] ?? null) === JSON.stringify(from.properties[name] ?? null);
}

/** UNSET EXTERNAL_ACCESS_INTEGRATIONS takes the secrets with it, which nothing allows any more. */
function withoutLostSecrets(to: Entry, from: Entry | null): Entry {
  const { SECRETS: secrets, ...properties } = to.properties;
  if (secrets === undefined || from === null || to.properties.EXTERNAL_ACCESS_INTEGRATIONS !== undefined) return to;
  return from.properties.EXTERNAL_ACCESS_INTEGRATIONS === undefined ? to : { ...to, properties };
}

/** Two overloads that one call could mean: the same types as far as it goes, the rest optional (docs: developer-guide/udf-stored-procedure-arguments). */
export function checkOverloads(catalog: Catalog, entry: Entry): void {
  const rival = overloadsOf(catalog, entry).find((other) => other.id !== entry.id && other.args !== entry.args && isAmbiguous(entry, other));
  if (rival === undefined) return;
  throw compilationError("000949", "42723", `Cannot overload ${entry.class} '${entry.name}' as it would cause ambiguous ${entry.class} overloading.`);
}

function isAmbiguous(a: Entry, b: Entry): boolean {
  const [left, right] = [argumentsOf(a), argumentsOf(b)];
  const different = left.findIndex((argument, i) => argument.base !== right[i]?.base);
  const alike = different < 0 ? left.length : different;
  return Math.max(requiredCount(a), requiredCount(b)) <= Math.min(alike, left.length, right.length);
}

export function requiredCount(entry: Entry): number {
  return argumentsOf(entry).filter((argument) => argument.default === undefined).length;
}
