import { isDeepStrictEqual } from "node:util";
import type { JsonSchema } from "@snowtower/kinds";
import type { Plain } from "./type-samples.ts";

type Check = (rule: never, value: Plain, root: JsonSchema, siblings: JsonSchema) => boolean;

/** Of JSON Schema 2020-12 what the product's schemas use. Written from the standard; a keyword that is missing here is refused. */
const KEYWORDS: Readonly<Record<string, Check>> = {
  type: (rule: string | readonly string[], value) => (typeof rule === "string" ? [rule] : rule).some((type) => isOfType(value, type)),
  enum: (rule: readonly Plain[], value) => rule.some((each) => isDeepStrictEqual(each, value)),
  const: (rule: Plain, value) => isDeepStrictEqual(rule, value),
  pattern: (rule: string, value) => typeof value !== "string" || new RegExp(rule, "u").test(value),
  minLength: (rule: number, value) => typeof value !== "string" || [...value].length >= rule,
  minimum: (rule: number, value) => typeof value !== "number" || value >= rule,
  maximum: (rule: number, value) => typeof value !== "number" || value <= rule,
  items: (rule: JsonSchema, value, root) => !isArray(value) || value.every((each) => fits(rule, each, root)),
  minItems: (rule: number, value) => !isArray(value) || value.length >= rule,
  required: (rule: readonly string[], value) => !isMap(value) || rule.every((name) => Object.hasOwn(value, name)),
  minProperties: (rule: number, value) => !isMap(value) || Object.keys(value).length >= rule,
  propertyNames: (rule: JsonSchema, value, root) => !isMap(value) || Object.keys(value).every((name) => fits(rule, name, root)),
  properties: (rule: Readonly<Record<string, JsonSchema>>, value, root) =>
    !isMap(value) || Object.entries(value).every(([name, each]) => !Object.hasOwn(rule, name) || fits(rule[name] as JsonSchema, each, root)),
  patternProperties: (rule: Readonly<Record<string, JsonSchema>>, value, root) =>
    !isMap(value) ||
    Object.entries(value).every(([name, each]) =>
      Object.entries(rule).every(([pattern, schema]) => !new RegExp(pattern, "u").test(name) || fits(schema, each, root)),
    ),
  additionalProperties: (rule: JsonSchema | false, value, root, siblings) =>
    !isMap(value) || Object.entries(value).every(([name, each]) => isNamed(siblings, name) || (rule !== false && fits(rule, each, root))),
  anyOf: (rule: readonly JsonSchema[], value, root) => rule.some((each) => fits(each, value, root)),
  not: (rule: JsonSchema, value, root) => !fits(rule, value, root),
  $ref: (rule: string, value, root) => fits((root.$defs as Readonly<Record<string, JsonSchema>>)[rule.replace("#/$defs/", "")] as JsonSchema, value, root),
};

const ANNOTATIONS = new Set(["$schema", "$defs", "title", "description"]);

/** True if the schema accepts the value. */
export function fits(schema: JsonSchema, value: Plain, root: JsonSchema = schema): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`the laws do not know the keyword ${keyword}`);
    return check(rule as never, value, root, schema);
  });
}

function isNamed({ properties = {}, patternProperties = {} }: JsonSchema, name: string): boolean {
  return Object.hasOwn(properties as object, name) || Object.keys(patternProperties as object).some((pattern) => new RegExp(pattern, "u").test(name));
}

function isOfType(value: Plain, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return isArray(value);
  if (type === "object") return isMap(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function isArray(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function isMap(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !isArray(value);
}
