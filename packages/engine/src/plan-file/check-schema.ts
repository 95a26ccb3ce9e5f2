import type { JsonSchema } from "@snowtower/kinds";

/**
 * The first place where a value breaks a schema, as `at: why`; `null` if none does.
 * It knows the words that our own schemas use, and throws for any other: a rule that is not checked is no rule.
 */
export function checkSchema(value: unknown, schema: JsonSchema, root: JsonSchema = schema): string | null {
  return check(value, schema, { root, at: "$" });
}

interface Place {
  readonly root: JsonSchema;
  readonly at: string;
}

type Rule = (value: unknown, rule: never, place: Place & { readonly schema: JsonSchema }) => string | null;

const RULES: { readonly [word: string]: Rule } = {
  $ref: (value, ref: string, place) => check(value, resolve(ref, place.root), place),
  type: (value, type: string, { at }) => (typeOf(value).includes(type) ? null : `${at}: expected ${type}`),
  const: (value, wanted: unknown, { at }) => (value === wanted ? null : `${at}: expected ${JSON.stringify(wanted)}`),
  enum: (value, wanted: readonly unknown[], { at }) => (wanted.includes(value) ? null : `${at}: expected one of ${wanted.join(", ")}`),
  minimum: (value, least: number, { at }) => (typeof value !== "number" || value >= least ? null : `${at}: less than ${least}`),
  pattern: (value, source: string, { at }) => (typeof value !== "string" || new RegExp(source, "u").test(value) ? null : `${at}: does not match ${source}`),
  items: (value, items: JsonSchema, place) =>
    Array.isArray(value) ? first(value.entries(), ([i, item]) => check(item, items, { ...place, at: `${place.at}[${i}]` })) : null,
  required: (value, keys: readonly string[], { at }) =>
    isMap(value) ? first(keys, (key) => (Object.hasOwn(value, key) ? null : `${at}: ${key} is missing`)) : null,
  properties: (value, schemas: Record<string, JsonSchema>, place) =>
    isMap(value) ? first(Object.keys(schemas), (key) => (Object.hasOwn(value, key) ? check(value[key], schemas[key] ?? {}, into(place, key)) : null)) : null,
  additionalProperties: (value, more: boolean | JsonSchema, { schema, ...place }) => {
    if (!isMap(value) || more === true) return null;
    const listed = (schema.properties ?? {}) as object;
    const others = Object.keys(value).filter((key) => !Object.hasOwn(listed, key));
    return first(others, (key) => (more === false ? `${place.at}: ${key} is not known` : check(value[key], more, into(place, key))));
  },
  anyOf: (value, choices: readonly JsonSchema[], place) => anyOf(value, choices, place),
};

const SILENT = new Set(["$schema", "$defs", "title", "description"]);

function check(value: unknown, schema: JsonSchema | boolean, place: Place): string | null {
  if (typeof schema === "boolean") return schema ? null : `${place.at}: nothing may stand here`;
  return first(Object.keys(schema), (word) => {
    if (SILENT.has(word)) return null;
    const rule = RULES[word];
    if (rule === undefined) throw new TypeError(`no rule for the schema word ${word}`);
    return rule(value, schema[word] as never, { ...place, schema });
  });
}

/** Of several failures the one of the choice that has the value's own `kind` says most. */
function anyOf(value: unknown, choices: readonly JsonSchema[], place: Place): string | null {
  const failures: string[] = [];
  for (const choice of choices) {
    const failure = check(value, choice, place);
    if (failure === null) return null;
    failures.push(failure);
  }
  return failures.find((failure) => !failure.startsWith(`${place.at}.kind:`) && !failure.startsWith(`${place.at}: expected null`)) ?? failures[0] ?? null;
}

function into(place: Place, key: string): Place {
  return { ...place, at: `${place.at}.${key}` };
}

function first<T>(items: Iterable<T>, failure: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = failure(item);
    if (found !== null) return found;
  }
  return null;
}

function resolve(ref: string, root: JsonSchema): JsonSchema {
  const name = /^#\/\$defs\/(\w+)$/.exec(ref)?.[1];
  const found = name === undefined ? undefined : (root.$defs as Record<string, JsonSchema>)[name];
  if (found === undefined) throw new TypeError(`no such schema: ${ref}`);
  return found;
}

function typeOf(value: unknown): readonly string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value];
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
