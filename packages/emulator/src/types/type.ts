import { type DataType, formatDataType, parseDataType } from "@snowtower/sql";

/** The type of an expression. OTHER is one whose values are not understood here (GEOGRAPHY, VECTOR, structured types). */
export type Type =
  | { readonly kind: "NUMBER"; readonly precision: number; readonly scale: number }
  | { readonly kind: "VARCHAR"; readonly length: number; readonly collation?: string }
  | { readonly kind: "BINARY"; readonly length: number }
  | { readonly kind: "TIME"; readonly scale: number }
  | { readonly kind: Timestamp; readonly scale: number }
  | { readonly kind: "FLOAT" | "BOOLEAN" | "DATE" | "VARIANT" | "OBJECT" | "ARRAY" | "NULL" }
  | { readonly kind: "OTHER"; readonly text: string };

type Timestamp = "TIMESTAMP_NTZ" | "TIMESTAMP_LTZ" | "TIMESTAMP_TZ";

export const FLOAT: Type = { kind: "FLOAT" };
export const BOOLEAN: Type = { kind: "BOOLEAN" };
export const DATE: Type = { kind: "DATE" };
export const VARIANT: Type = { kind: "VARIANT" };
export const OBJECT: Type = { kind: "OBJECT" };
export const ARRAY: Type = { kind: "ARRAY" };
/** The length a text gets that is told none (docs: sql-reference/data-types-text). */
export const TEXT: Type = { kind: "VARCHAR", length: 16_777_216 };

export function number(precision: number, scale = 0): Extract<Type, { readonly kind: "NUMBER" }> {
  return { kind: "NUMBER", precision: Math.min(38, Math.max(1, precision)), scale };
}

/** Longer than any text is as long as the longest. */
export function varchar(length: number): Type {
  return { kind: "VARCHAR", length: Math.max(1, Math.min(length, 134_217_728)) };
}

const PLAIN = new Set(["FLOAT", "BOOLEAN", "DATE", "VARIANT", "OBJECT", "ARRAY"]);

export function typeOf(data: DataType): Type {
  const [first = 0, second = 0] = data.parameters.map(Number);
  if (data.base === "NUMBER") return number(first, second);
  if (data.base === "VARCHAR") return { kind: "VARCHAR", length: first };
  if (data.base === "BINARY") return { kind: "BINARY", length: first };
  if (data.base === "TIME" || isTimestamp(data.base)) return { kind: data.base, scale: first };
  if (PLAIN.has(data.base) && data.parameters.length === 0) return { kind: data.base as "FLOAT" };
  return { kind: "OTHER", text: formatDataType(data) };
}

/** A type as the catalog keeps it. */
export function typeNamed(text: string, collation?: string): Type {
  const data = parseDataType(text);
  const type: Type = data === null ? { kind: "OTHER", text } : typeOf(data);
  return collation === undefined || collation === "" || type.kind !== "VARCHAR" ? type : { ...type, collation };
}

/** As SHOW and DESC print it; a NULL of no type is text. */
export function typeText(type: Type): string {
  if (type.kind === "NUMBER") return `NUMBER(${type.precision},${type.scale})`;
  if (type.kind === "VARCHAR" || type.kind === "BINARY") return `${type.kind}(${type.length})`;
  if (type.kind === "OTHER") return type.text;
  if (type.kind === "NULL") return typeText(TEXT);
  return "scale" in type ? `${type.kind}(${type.scale})` : type.kind;
}

export function isTimestamp(kind: string): kind is Timestamp {
  return kind === "TIMESTAMP_NTZ" || kind === "TIMESTAMP_LTZ" || kind === "TIMESTAMP_TZ";
}

/** The type that two values both go to: of CASE, COALESCE, UNION; `null` where no page says, or only with a look at the values. */
export function commonType(a: Type, b: Type): Type | null {
  if (a.kind === "NULL") return b;
  if (b.kind === "NULL") return a;
  if (a.kind === "NUMBER" && b.kind === "NUMBER") {
    const scale = Math.max(a.scale, b.scale);
    return number(Math.max(a.precision - a.scale, b.precision - b.scale) + scale, scale);
  }
  if (a.kind === "VARCHAR" && b.kind === "VARCHAR") return a.collation === b.collation ? (a.length >= b.length ? a : b) : null;
  if (a.kind === b.kind) return sameKind(a, b);
  const kinds = [a.kind, b.kind];
  if (kinds.includes("FLOAT") && kinds.includes("NUMBER")) return FLOAT;
  if (kinds.includes("DATE") && isTimestamp(a.kind)) return a;
  if (kinds.includes("DATE") && isTimestamp(b.kind)) return b;
  return null;
}

function sameKind(a: Type, b: Type): Type | null {
  if (a.kind === "OTHER" && b.kind === "OTHER") return a.text === b.text ? a : null;
  if ("scale" in a && "scale" in b) return a.scale >= b.scale ? a : b;
  if ("length" in a && "length" in b) return a.length >= b.length ? a : b;
  return a;
}
