import { unsupported } from "../../sql-error.ts";
import { cast } from "../cast.ts";
import { arg, as, type Bound, byOwn, described, type ScalarFunction } from "../function.ts";
import { ARRAY, BOOLEAN, number, OBJECT, TEXT, type Type, typeText, VARIANT } from "../type.ts";
import type { Typed } from "../typed.ts";

/** Always NULL-able: a path may lead nowhere. */
function maybe(bound: Bound, args: readonly Typed[], type: Type, name = bound.name): Typed {
  return { ...byOwn(args, name, type), nullable: true };
}

function parse(bound: Bound): Typed {
  if (bound.args.length > 1) return described(bound.args, VARIANT, bound.name);
  const of = as(bound, 0, TEXT);
  const parsed = maybe(bound, [of], VARIANT, "PARSE_JSON");
  return bound.name === "TRY_PARSE_JSON" ? { ...parsed, sql: parsed.sql.replace("sf('", "sf('TRY:") } : parsed;
}

/** Every argument as a VARIANT. */
function variants(bound: Bound): readonly Typed[] {
  return bound.args.map((_arg, i) => as(bound, i, VARIANT));
}

function objectConstruct(bound: Bound): Typed {
  if (bound.call.hasStar) throw unsupported("OBJECT_CONSTRUCT(*)");
  const args = bound.args.map((_arg, i) => as(bound, i, i % 2 === 0 ? TEXT : VARIANT));
  return { ...byOwn(args, bound.name, OBJECT), nullable: false };
}

/** GET(array, index) or GET(object, name). */
function get(bound: Bound): Typed {
  const [of, key] = [arg(bound, 0), arg(bound, 1)];
  return path(of, [{ name: key, isIndex: key.type.kind === "NUMBER" }]);
}

export function path(of: Typed, steps: readonly { readonly name: Typed; readonly isIndex: boolean }[]): Typed {
  if (of.type.kind !== "VARIANT" && of.type.kind !== "OBJECT" && of.type.kind !== "ARRAY") throw unsupported(`a path into ${typeText(of.type)}`);
  const kinds = steps.map(({ isIndex }) => (isIndex ? "i" : "n")).join("");
  const texts = steps.map(({ name }) => name);
  const flagged: Typed = { ...of, sql: `'${kinds}'`, loose: [], refusal: null };
  return { ...byOwn([of, flagged, ...texts], "GET_PATH", VARIANT), nullable: true };
}

export const SEMI_STRUCTURED: Readonly<Record<string, ScalarFunction>> = {
  PARSE_JSON: { least: 1, most: 2, bind: parse },
  TRY_PARSE_JSON: { least: 1, most: 2, bind: parse },
  CHECK_JSON: { least: 1, most: 1, bind: (bound) => described(bound.args, TEXT, bound.name) },
  TO_JSON: { least: 1, most: 1, bind: (bound) => ({ ...cast(as(bound, 0, VARIANT), VARIANT, { mode: "coerce", settings: bound.settings }), type: TEXT }) },
  OBJECT_CONSTRUCT: { least: 0, most: 9999, bind: objectConstruct },
  OBJECT_CONSTRUCT_KEEP_NULL: { least: 0, most: 9999, bind: objectConstruct },
  ARRAY_CONSTRUCT: { least: 0, most: 9999, bind: (bound) => ({ ...byOwn(variants(bound), bound.name, ARRAY), nullable: false }) },
  ARRAY_SIZE: { least: 1, most: 1, bind: (bound) => ({ ...maybe(bound, [as(bound, 0, VARIANT)], number(18)), vague: true }) },
  ARRAY_CONTAINS: { least: 2, most: 2, bind: (bound) => maybe(bound, variants(bound), BOOLEAN) },
  ARRAY_TO_STRING: { least: 2, most: 2, bind: (bound) => ({ ...maybe(bound, [as(bound, 0, VARIANT), as(bound, 1, TEXT)], TEXT), vague: true }) },
  OBJECT_KEYS: { least: 1, most: 1, bind: (bound) => maybe(bound, [as(bound, 0, VARIANT)], ARRAY) },
  SPLIT: { least: 2, most: 2, bind: (bound) => maybe(bound, [as(bound, 0, TEXT), as(bound, 1, TEXT)], ARRAY) },
  TYPEOF: { least: 1, most: 1, bind: (bound) => ({ ...maybe(bound, [as(bound, 0, VARIANT)], TEXT), vague: true }) },
  IS_NULL_VALUE: { least: 1, most: 1, bind: (bound) => described(bound.args, BOOLEAN, bound.name) },
  GET: { least: 2, most: 2, bind: get },
};
