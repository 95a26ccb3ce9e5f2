import { type DataType, formatDataType, parseDataType } from "@snowtower/sql";

interface ShownType {
  readonly type: string;
  /** `null` where the answer does not tell. */
  readonly nullable: boolean | null;
  readonly collation?: string;
}

type Json = { readonly [key: string]: unknown };

/** Types of the column `data_type` of SHOW COLUMNS that go by another name, or have no parameters (docs: sql-reference/sql/show-columns). */
const BASES: Readonly<Record<string, string>> = { FIXED: "NUMBER", TEXT: "VARCHAR", REAL: "FLOAT" };

/** The cell `data_type` of SHOW COLUMNS: a JSON object, `{"type":"FIXED","precision":38,"scale":0,"nullable":true}`; `null` if it cannot be understood. */
export function readShownType(cell: string): ShownType | null {
  if (!cell.trimStart().startsWith("{")) return plainType(cell);
  let json: Json;
  try {
    json = JSON.parse(cell) as Json;
  } catch {
    return null;
  }
  const type = typeOf(json);
  if (type === null) return null;
  const collation = typeof json.collation === "string" && json.collation !== "" ? { collation: json.collation.toLowerCase() } : {};
  return { type: formatDataType(type), nullable: typeof json.nullable === "boolean" ? json.nullable : null, ...collation };
}

function plainType(cell: string): ShownType | null {
  const type = parseDataType(cell);
  return type === null ? null : { type: formatDataType(type), nullable: null };
}

function typeOf(json: Json): DataType | null {
  const shown = typeof json.type === "string" ? json.type.toUpperCase() : "";
  const base = BASES[shown] ?? shown;
  const parameters = parametersOf(base, json);
  // A type with parameters that were not told is not the same as one with the default ones.
  if (parameters === null) return null;
  return parseDataType(parameters.length === 0 ? base : `${base}(${parameters.join(",")})`);
}

function parametersOf(base: string, json: Json): readonly (number | string)[] | null {
  if (base === "NUMBER") return numbers(json, "precision", "scale");
  if (base === "VARCHAR" || base === "BINARY") return numbers(json, "length");
  if (base === "TIME" || base.startsWith("TIMESTAMP_")) return numbers(json, "scale");
  if (base === "DECFLOAT") return numbers(json, "precision") ?? [];
  if (base === "VECTOR") return vectorParameters(json);
  // A structured OBJECT, ARRAY or MAP has inner types, and of those the page says nothing.
  return "fields" in json || "elementType" in json || "keyType" in json ? null : [];
}

function vectorParameters(json: Json): readonly (number | string)[] | null {
  const dimension = json.dimension ?? json.vectorDimension;
  const element = json.vectorElementType ?? json.elementType;
  const name = typeof element === "string" ? element : typeof element === "object" && element !== null ? (element as Json).type : undefined;
  if (typeof dimension !== "number" || typeof name !== "string") return null;
  return [name.toUpperCase() === "FIXED" ? "INT" : name.toUpperCase() === "REAL" ? "FLOAT" : name.toUpperCase(), dimension];
}

function numbers(json: Json, ...keys: readonly string[]): readonly number[] | null {
  const values = keys.map((key) => json[key]);
  return values.every((value) => typeof value === "number") ? (values as number[]) : null;
}
