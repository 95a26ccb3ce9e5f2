import type { Value } from "../../catalog/entry.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { compilationError, invalidProperty, unsupported } from "../../sql-error.ts";
import type { Spec } from "../object-class.ts";
import type { Returns } from "./routine.ts";

interface Language {
  readonly properties: readonly string[];
  /** Without these there is nothing to run. */
  readonly required: Readonly<Record<RoutineClass, readonly string[]>>;
}

type RoutineClass = "FUNCTION" | "PROCEDURE";

const SNOWPARK = ["RUNTIME_VERSION", "IMPORTS", "PACKAGES", "HANDLER", "EXTERNAL_ACCESS_INTEGRATIONS", "SECRETS"];
const COMPILED: Language = {
  properties: [...SNOWPARK, "TARGET_PATH"],
  required: { FUNCTION: ["HANDLER"], PROCEDURE: ["RUNTIME_VERSION", "PACKAGES", "HANDLER"] },
};
const NONE: Language = { properties: [], required: { FUNCTION: [], PROCEDURE: [] } };

/** Which properties a language takes and needs (docs: sql-reference/sql/create-function, create-procedure, "Syntax"). */
const LANGUAGES: Readonly<Record<string, Language>> = {
  SQL: NONE,
  JAVASCRIPT: NONE,
  JAVA: COMPILED,
  SCALA: COMPILED,
  PYTHON: {
    properties: [...SNOWPARK, "ARTIFACT_REPOSITORY"],
    required: { FUNCTION: ["RUNTIME_VERSION", "HANDLER"], PROCEDURE: ["RUNTIME_VERSION", "HANDLER"] },
  },
};
const ALL = [...SNOWPARK, "TARGET_PATH", "ARTIFACT_REPOSITORY"];

/** Refuses what the language does not take. */
export function checkProperties(properties: Readonly<Record<string, Value>>, language: string, of: string): void {
  const known = LANGUAGES[language] ?? NONE;
  const stranger = ALL.find((property) => properties[property] !== undefined && !known.properties.includes(property));
  if (stranger !== undefined) throw invalidProperty(stranger, `${language} ${of}`);
}

/** Behind the last clause of CREATE: what the language does not take is refused, what it needs must be there. */
export function checkLanguage(cursor: Cursor, spec: Spec, of: RoutineClass): void {
  const { properties } = spec;
  if (properties.RETURNS === undefined) cursor.fail();
  const name = (properties.LANGUAGE as string | undefined) ?? "SQL";
  const language = LANGUAGES[name] ?? NONE;
  checkProperties(properties, name, of);
  const missing = language.required[of].filter((property) => properties[property] === undefined);
  if (missing.length > 0) throw compilationError("002029", "42601", `Missing option(s): [${missing.join(", ")}]`);
  const isStaged = properties.HANDLER !== undefined && properties.IMPORTS !== undefined;
  if (properties.BODY === undefined && !isStaged) cursor.fail();
  checkCombinations(cursor, spec, { of, language: name });
}

function checkCombinations(cursor: Cursor, { properties }: Spec, { of, language }: { readonly of: RoutineClass; readonly language: string }): void {
  const refuse = (construct: string): never => {
    throw unsupported(`${construct} ${of}`);
  };
  const returns = properties.RETURNS as unknown as Returns;
  if (returns.kind === "table") {
    // A procedure may leave the columns open, and JavaScript's give no table; Scala's functions do not either.
    if (of === "FUNCTION" && returns.columns.length === 0) cursor.fail();
    if (language === (of === "FUNCTION" ? "SCALA" : "JAVASCRIPT")) refuse(`RETURNS TABLE of a ${language}`);
  }
  // It is taken and has no effect: "SQL UDFs effectively use CALLED ON NULL INPUT" (docs: sql-reference/sql/create-function).
  if (of === "FUNCTION" && language === "SQL") delete properties.NULL_HANDLING;
  if (properties.MEMOIZABLE === true && language !== "SQL") refuse(`MEMOIZABLE ${language}`);
  if (properties.AGGREGATE === true && language !== "PYTHON") refuse(`AGGREGATE ${language}`);
  if (properties.AGGREGATE === true && properties.VOLATILITY === "IMMUTABLE") refuse("IMMUTABLE AGGREGATE");
}
