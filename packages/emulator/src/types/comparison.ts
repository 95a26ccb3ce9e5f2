import type { Operator } from "../query/tree/expression.ts";
import { unsupported } from "../sql-error.ts";
import { cast, isSemiStructured } from "./cast.ts";
import type { Settings } from "./settings.ts";
import { BOOLEAN, commonType, isTimestamp, number, type Type, typeText } from "./type.ts";
import { made, type Typed } from "./typed.ts";

/** Both sides as one type, so that DuckDB compares what Snowflake compares. */
export function comparable(left: Typed, right: Typed, settings: Settings): readonly [Typed, Typed] {
  requirePlain(left);
  requirePlain(right);
  const to = meetingType(left, right);
  if (to === null) throw unsupported(`comparison of ${typeText(left.type)} with ${typeText(right.type)}`);
  const how = { mode: "coerce", settings } as const;
  return [cast(left, to, how), cast(right, to, how)];
}

/** What has a collation, or no order that DuckDB knows, is not compared here. */
export function requirePlain({ type }: Typed): void {
  if (type.kind === "VARCHAR" && type.collation !== undefined && type.collation !== "")
    throw unsupported(`comparison of text with COLLATE '${type.collation}'`);
  if (type.kind === "OTHER" || type.kind === "TIMESTAMP_TZ") throw unsupported(`comparison of ${typeText(type)}`);
  if (isSemiStructured(type)) throw unsupported(`comparison of ${typeText(type)}`);
}

/** The wider one; text that is a constant becomes what it is compared with (docs: sql-reference/data-type-conversion, "Implicit casting"). */
function meetingType(left: Typed, right: Typed): Type | null {
  const [a, b] = [left.type, right.type];
  if (a.kind === "NUMBER" && b.kind === "NUMBER") return number(38, Math.max(a.scale, b.scale));
  if (a.kind === "VARCHAR" && b.kind === "VARCHAR") return { kind: "VARCHAR", length: 134_217_728 };
  const common = commonType(a, b);
  if (common !== null) return common;
  if (a.kind === "VARCHAR" && left.constant !== undefined) return textMeets(b);
  if (b.kind === "VARCHAR" && right.constant !== undefined) return textMeets(a);
  if (isTimestamp(a.kind) && isTimestamp(b.kind) && a.kind !== "TIMESTAMP_TZ" && b.kind !== "TIMESTAMP_TZ") return { kind: "TIMESTAMP_LTZ", scale: 9 };
  return null;
}

function textMeets(type: Type): Type | null {
  if (type.kind === "NUMBER") return number(38, Math.max(type.scale, 5));
  return type.kind === "DATE" || type.kind === "TIME" || type.kind === "BOOLEAN" || type.kind === "FLOAT" || isTimestamp(type.kind) ? type : null;
}

export function comparison(operator: Operator, left: Typed, right: Typed, settings: Settings): Typed {
  const [a, b] = comparable(left, right, settings);
  return made([a, b], { type: BOOLEAN, sql: `(${a.sql} ${operator} ${b.sql})` });
}

/** TRUE or FALSE, also for NULLs. */
export function distinct(left: Typed, right: Typed, of: { readonly negated: boolean; readonly settings: Settings }): Typed {
  const [a, b] = comparable(left, right, of.settings);
  return made([a, b], { type: BOOLEAN, sql: `(${a.sql} IS ${of.negated ? "NOT " : ""}DISTINCT FROM ${b.sql})`, nullable: false });
}

/** A condition: what is no BOOLEAN becomes one, as numbers and text do by themselves. */
export function condition(of: Typed, settings: Settings): Typed {
  return cast(of, BOOLEAN, { mode: "coerce", settings });
}
