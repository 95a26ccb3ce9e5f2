import type { Binding } from "../parser/cursor.ts";
import { unsupported } from "../sql-error.ts";
import type { Json } from "./call.ts";
import { badRequest } from "./wire-error.ts";

/** As many as a statement's text can name, and more rows than a driver sends without a stage. */
const MOST_COLUMNS = 16_384;
const MOST_VALUES = 1_000_000;

/** `{"1": {"type": "FIXED", "value": "10"}, ...}` in the order of the `?`. */
export function bindingsIn(json: unknown): readonly Binding[] {
  if (json === undefined || json === null) return [];
  if (typeof json !== "object" || Array.isArray(json)) throw badRequest("bindings must be an object");
  const entries = Object.entries(json as Json);
  if (entries.length > MOST_COLUMNS) throw badRequest(`more than ${MOST_COLUMNS} bindings`);
  const bindings = entries.sort(([a], [b]) => Number(a) - Number(b)).map(([key, bound]) => binding(key, bound));
  if (bindings.reduce((sum, { values }) => sum + (values?.length ?? 1), 0) > MOST_VALUES) throw badRequest(`more than ${MOST_VALUES} bound values`);
  return bindings;
}

function binding(key: string, bound: unknown): Binding {
  if (!/^[1-9]\d*$/.test(key)) throw unsupported("bindings by name");
  const { type, value } = (typeof bound === "object" && bound !== null ? bound : {}) as { readonly type?: unknown; readonly value?: unknown };
  if (typeof type !== "string") throw badRequest(`binding ${key} has no type`);
  if (Array.isArray(value)) return { type: type.toUpperCase(), value: null, values: value.map((each) => cell(key, each)) };
  return { type: type.toUpperCase(), value: cell(key, value) };
}

function cell(key: string, value: unknown): string | null {
  if (value !== null && value !== undefined && typeof value !== "string") throw badRequest(`binding ${key} must be text`);
  return value ?? null;
}
