import { compilationError, unsupported } from "../sql-error.ts";
import { duckdbType } from "./duckdb-type.ts";
import type { Settings } from "./settings.ts";
import { isTimestamp, TEXT, type Type, typeText } from "./type.ts";
import { made, own, type Typed } from "./typed.ts";

/** `cast`: written as one. `coerce`: Snowflake does it by itself. `store`: into a column. `try`: NULL instead of an error. */
type CastMode = "cast" | "coerce" | "store" | "try";

interface Cast {
  readonly mode: CastMode;
  readonly settings: Settings;
}

/** The value as another type (docs: sql-reference/data-type-conversion). Throws for what Snowflake does not convert. */
export function cast(of: Typed, to: Type, { mode, settings }: Cast): Typed {
  const from = of.type;
  if (from.kind === "NULL") return made([of], { type: to, sql: `CAST(NULL AS ${duckdbType(to)})`, nullable: true });
  if (typeText(from) === typeText(to) && from.kind !== "OTHER") return { ...of, type: to, vague: false };
  const give = (sql: string | null): Typed => {
    if (sql === null) throw unsupported(`${typeText(from)} as ${typeText(to)}`);
    const text = mode === "try" ? sql.replace("sf('", "sf('TRY:") : sql;
    return made([of], { type: to, sql: text, nullable: mode === "try" || of.nullable });
  };
  if (mode === "try" && from.kind !== "VARCHAR")
    throw compilationError("001065", "22023", `Function TRY_CAST cannot be used with arguments of types ${typeText(from)} and ${typeText(to)}`);
  if (to.kind === "VARCHAR") return asText(of, to, { mode, settings });
  if (from.kind === "OTHER" || to.kind === "OTHER") return { ...made([of], { type: to, sql: of.sql }), refusal: `${typeText(from)} as ${typeText(to)}` };
  if (isSemiStructured(from)) return fromVariant(of, to, { mode, settings });
  return give(converted(of, to, settings));
}

export function isSemiStructured({ kind }: Type): boolean {
  return kind === "VARIANT" || kind === "OBJECT" || kind === "ARRAY";
}

/** The SQL of a conversion between types with values of their own; `null` if there is none. */
function converted(of: Typed, to: Type, settings: Settings): string | null {
  const { kind } = of.type;
  switch (to.kind) {
    case "NUMBER":
      return toNumber(of, to);
    case "FLOAT":
      return kind === "NUMBER" ? `CAST(${of.sql} AS DOUBLE)` : kind === "VARCHAR" ? own("TEXT_TO_FLOAT", [of], to) : null;
    case "BOOLEAN":
      return kind === "NUMBER" || kind === "FLOAT" ? `(${of.sql} <> 0)` : kind === "VARCHAR" ? own("TEXT_TO_BOOLEAN", [of], to) : null;
    case "DATE":
      return toDate(of, to, settings);
    case "TIME":
      if (kind === "TIME") return own("RESCALE_TIME", [of, String(to.scale)], to);
      if (kind === "TIMESTAMP_NTZ") return own("TIME_OF", [of], to);
      return kind === "VARCHAR" ? own("TEXT_TO_TIME", [of, String(to.scale)], to) : null;
    case "TIMESTAMP_NTZ":
    case "TIMESTAMP_LTZ":
    case "TIMESTAMP_TZ":
      return toTimestamp(of, to, settings);
    case "BINARY":
      return kind === "VARCHAR" || kind === "BINARY" ? own("TEXT_TO_HEX", [of, String(to.length)], to) : null;
    case "VARIANT":
      return toVariant(of, to);
    default:
      return null;
  }
}

function toNumber(of: Typed, to: Extract<Type, { readonly kind: "NUMBER" }>): string | null {
  const { kind } = of.type;
  const size = [String(to.precision), String(to.scale)];
  if (of.type.kind === "NUMBER") {
    const widens = to.scale >= of.type.scale && to.precision - to.scale >= of.type.precision - of.type.scale;
    return widens ? `CAST(${of.sql} AS ${duckdbType(to)})` : own("TEXT_TO_NUMBER", [of, ...size], to);
  }
  if (kind === "FLOAT") return own("FLOAT_TO_NUMBER", [of, ...size], to);
  if (kind === "BOOLEAN") return `CAST(CAST(${of.sql} AS INTEGER) AS ${duckdbType(to)})`;
  return kind === "VARCHAR" ? own("TEXT_TO_NUMBER", [of, ...size], to) : null;
}

function toDate(of: Typed, to: Type, settings: Settings): string | null {
  if (of.type.kind === "VARCHAR") return own("TEXT_TO_DATE", [of], to);
  if (of.type.kind === "TIMESTAMP_NTZ") return own("DATE_OF", [of], to);
  if (!isTimestamp(of.type.kind)) return null;
  return own(
    "DATE_OF",
    [made([of], { type: of.type, sql: own("RETIME", [of, of.type.kind, "TIMESTAMP_NTZ", settings.zone], { kind: "TIMESTAMP_NTZ", scale: 9 }) })],
    to,
  );
}

function toTimestamp(of: Typed, to: Extract<Type, { readonly scale: number }>, settings: Settings): string | null {
  const { kind } = of.type;
  if (kind === "VARCHAR") return own("TEXT_TO_TIMESTAMP", [of, to.kind, String(to.scale), settings.zone], to);
  const wall = { kind: "TIMESTAMP_NTZ", scale: 9 } as const;
  if (kind === "DATE") {
    const midnight = `CAST(${of.sql} AS DECIMAL(38,9)) * 86400`;
    const sql = `CAST(${midnight} AS DECIMAL(38,9))`;
    return to.kind === "TIMESTAMP_NTZ" ? sql : own("RETIME", [made([of], { type: wall, sql }), "TIMESTAMP_NTZ", to.kind, settings.zone], to);
  }
  if (kind === "NUMBER") return of.type.scale === 0 ? fromSeconds(of, to, settings) : null;
  if (!isTimestamp(kind)) return null;
  const moved =
    kind === to.kind ? of : made([of], { type: { kind: to.kind as "TIMESTAMP_NTZ", scale: 9 }, sql: own("RETIME", [of, kind, to.kind, settings.zone], to) });
  if (to.kind === "TIMESTAMP_TZ" || ("scale" in of.type && of.type.scale <= to.scale)) return moved.sql;
  return own("RESCALE_TIME", [moved, String(to.scale)], to);
}

/** A NUMBER counts seconds since 1970 (docs: sql-reference/functions/to_timestamp). */
function fromSeconds(of: Typed, to: Extract<Type, { readonly scale: number }>, settings: Settings): string {
  const seconds = `CAST(${of.sql} AS DECIMAL(38,9))`;
  if (to.kind !== "TIMESTAMP_TZ") return seconds;
  return own("RETIME", [made([of], { type: { kind: "TIMESTAMP_LTZ", scale: 9 }, sql: seconds }), "TIMESTAMP_LTZ", to.kind, settings.zone], to);
}

function toVariant(of: Typed, to: Type): string | null {
  const { kind } = of.type;
  if (kind === "VARCHAR") return own("TEXT_VARIANT", [of], to);
  if (kind === "NUMBER") return own("NUMBER_VARIANT", [of], to);
  if (kind === "FLOAT") return own("FLOAT_VARIANT", [of], to);
  return kind === "BOOLEAN" ? `CAST(${of.sql} AS VARCHAR)` : null;
}

function fromVariant(of: Typed, to: Type, how: Cast): Typed {
  const { kind } = of.type;
  const give = (sql: string, type: Type = to): Typed => made([of], { type, sql, nullable: true });
  if (to.kind === "VARIANT") return { ...made([of], { type: to, sql: of.sql }) };
  if (to.kind === "ARRAY") return give(own("VARIANT_ARRAY", [of], to));
  if (kind !== "VARIANT") throw unsupported(`${kind} as ${typeText(to)}`);
  if (to.kind === "OBJECT") return give(own("VARIANT_OBJECT", [of], to));
  if (to.kind === "BOOLEAN") return give(own("VARIANT_BOOLEAN", [of], to));
  const text = give(own("VARIANT_TEXT", [of], TEXT), TEXT);
  return { ...cast(text, to, { ...how, mode: how.mode === "try" ? "try" : "cast" }), nullable: true };
}

/** As text: what it looks like, cut off or refused if it is too long. */
function asText(of: Typed, to: Extract<Type, { readonly kind: "VARCHAR" }>, { mode, settings }: Cast): Typed {
  const { type } = of;
  const text = ((): string | null => {
    switch (type.kind) {
      case "VARCHAR":
      case "BINARY":
        return of.sql;
      case "NUMBER":
      case "BOOLEAN":
        return `CAST(${of.sql} AS VARCHAR)`;
      case "FLOAT":
        return own("FLOAT_TO_TEXT", [of], TEXT);
      case "DATE":
      case "TIME":
        return own(`${type.kind}_TO_TEXT`, [of, settings.formatOf(type)], TEXT);
      case "TIMESTAMP_NTZ":
      case "TIMESTAMP_LTZ":
      case "TIMESTAMP_TZ":
        return own("TIMESTAMP_TO_TEXT", [of, type.kind, settings.formatOf(type), settings.zone], TEXT);
      case "VARIANT":
        return own("VARIANT_TEXT", [of], TEXT);
      case "OBJECT":
      case "ARRAY":
        return of.sql;
      default:
        return null;
    }
  })();
  if (text === null) return { ...made([of], { type: to, sql: of.sql }), refusal: `${typeText(type)} as text` };
  const fits = type.kind === "VARCHAR" && type.length <= to.length;
  const whole = made([of], { type: TEXT, sql: text });
  const sql = fits || to.length >= TEXT_LENGTH ? text : own("TEXT_LIMIT", [whole, String(to.length), mode === "store" ? "" : "CAST"], to);
  return made([of], { type: to, sql, nullable: of.nullable || type.kind === "VARIANT" });
}

const TEXT_LENGTH = 16_777_216;
