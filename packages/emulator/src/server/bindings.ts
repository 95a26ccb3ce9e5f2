import type { Binding } from "../parser/cursor.ts";
import { unsupported } from "../sql-error.ts";
import type { Json } from "./call.ts";
import { badRequest } from "./wire-error.ts";

/** `{"1": {"type": "FIXED", "value": "10"}, ...}` in the order of the `?`. */
export function bindingsIn(json: unknown): readonly Binding[] {
  if (json === undefined || json === null) return [];
  if (typeof json !== "object" || Array.isArray(json)) throw badRequest("bindings must be an object");
  return Object.entries(json as Json)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([key, bound]) => binding(key, bound));
}

function binding(key: string, bound: unknown): Binding {
  if (!/^[1-9]\d*$/.test(key)) throw unsupported("bindings by name");
  const { type, value } = (typeof bound === "object" && bound !== null ? bound : {}) as { readonly type?: unknown; readonly value?: unknown };
  if (typeof type !== "string") throw badRequest(`binding ${key} has no type`);
  // Many rows at once are for INSERT only, and there are no rows here yet.
  if (Array.isArray(value)) throw unsupported("array bindings");
  if (value !== null && value !== undefined && typeof value !== "string") throw badRequest(`binding ${key} must be text`);
  return { type: type.toUpperCase(), value: value ?? null };
}
