import type { Cursor } from "../parser/cursor.ts";
import { compilationError, invalidValue } from "../sql-error.ts";
import { ACCOUNT_PARAMETERS } from "./account-parameters.ts";
import { OBJECT_PARAMETERS } from "./object-parameters.ts";
import type { Parameter, ParameterLevel } from "./parameter.ts";
import { SESSION_PARAMETERS } from "./session-parameters.ts";

const BY_NAME: ReadonlyMap<string, Parameter> = new Map(
  [...SESSION_PARAMETERS, ...OBJECT_PARAMETERS, ...ACCOUNT_PARAMETERS].map((parameter) => [parameter.name, parameter]),
);

/** "A task supports all session parameters" (docs: sql-reference/sql/create-task). */
function isAt(parameter: Parameter, level: ParameterLevel): boolean {
  return level === "ACCOUNT" || parameter.levels.includes(level) || (level === "TASK" && parameter.levels.includes("SESSION"));
}

/** Every parameter that may be set at a level; the account takes all. In order of their names, as SHOW PARAMETERS prints them. */
export function parametersAt(level: ParameterLevel): readonly Parameter[] {
  const found = [...BY_NAME.values()].filter((parameter) => isAt(parameter, level));
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function parameterAt(level: ParameterLevel, name: string): Parameter | null {
  const parameter = BY_NAME.get(name);
  return parameter !== undefined && isAt(parameter, level) ? parameter : null;
}

export function parameterNamed(name: string): Parameter | null {
  return BY_NAME.get(name) ?? null;
}

/** (docs: sql-reference/sql/alter-session; the words are Snowflake's) */
export function unknownParameter(name: string, level: string): Error {
  return compilationError("001420", "22023", `invalid parameter '${name}' for '${level}'`);
}

/** Reads the value behind `PARAMETER =` and gives it as SHOW PARAMETERS prints it; `null` for NULL, which unsets. */
export function readParameterValue(cursor: Cursor, parameter: Parameter): string | null {
  if (cursor.accept("NULL")) return null;
  if (parameter.type === "BOOLEAN") return readBoolean(cursor, parameter);
  if (parameter.type === "NUMBER") return readNumber(cursor, parameter);
  return readString(cursor, parameter);
}

function readBoolean(cursor: Cursor, parameter: Parameter): string {
  const given = cursor.seesString() ? cursor.string() : cursor.next().text;
  const value = given.toLowerCase();
  if (value !== "true" && value !== "false") throw invalidValue(given, parameter.name);
  return value;
}

function readNumber(cursor: Cursor, parameter: Parameter): string {
  const given = cursor.seesString() ? cursor.string() : parameter.decimal === true ? cursor.next().text : String(cursor.integer());
  const value = Number(given);
  const isAllowed = parameter.values === undefined || parameter.values.includes(given);
  const isNumber = parameter.decimal === true ? /^\d+(\.\d+)?$/.test(given) : /^-?\d+$/.test(given);
  if (!isNumber || !isAllowed || value < (parameter.min ?? 0) || value > (parameter.max ?? Number.MAX_SAFE_INTEGER)) throw invalidValue(given, parameter.name);
  return parameter.decimal === true ? (given.includes(".") ? given : `${given}.0`) : String(value);
}

function readString(cursor: Cursor, parameter: Parameter): string {
  let given: string;
  if (cursor.seesString()) given = cursor.string();
  else {
    const from = cursor.mark();
    cursor.name();
    given = cursor.between(from, cursor.mark());
  }
  if (parameter.max !== undefined && given.length > parameter.max) throw invalidValue(given, parameter.name);
  if (parameter.check !== undefined && !parameter.check(given)) throw invalidValue(given, parameter.name);
  if (parameter.values === undefined) return given;
  const value = parameter.values.find((allowed) => allowed.toLowerCase() === given.toLowerCase());
  if (value === undefined) throw invalidValue(given, parameter.name);
  return value;
}
