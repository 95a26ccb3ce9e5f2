import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planDocumentSchema } from "./json/plan-document-schema.ts";
import { planJson } from "./plan-json.ts";
import { attach, object, planOf, step } from "./testing/build-plan.ts";
import { emptyPlan, samplePlan } from "./testing/sample-plan.ts";

type Schema = { readonly [word: string]: unknown };

/** The first place that breaks the schema. It knows the words that the schema uses, and throws for others. */
function broken(value: unknown, schema: Schema, at = "$"): string | null {
  const words = Object.entries(schema).filter(([word]) => !["$schema", "title", "description", "$defs", "required", "additionalProperties"].includes(word));
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  const keys = Object.keys((schema.properties ?? {}) as object);
  for (const key of (schema.required ?? []) as readonly string[]) if (!isMap || !(key in value)) return `${at}.${key} is missing`;
  if (schema.additionalProperties === false && isMap) for (const key of Object.keys(value)) if (!keys.includes(key)) return `${at}.${key} is not known`;
  for (const [word, rule] of words) {
    const found = breaks(word, rule, value, at);
    if (found !== null) return found;
  }
  return null;
}

function breaks(word: string, rule: unknown, value: unknown, at: string): string | null {
  const type = value === null ? "null" : Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value;
  const first = (found: readonly (string | null)[]): string | null => found.find((each) => each !== null) ?? null;
  if (word === "type") return type === rule ? null : `${at} is ${type}, not ${String(rule)}`;
  if (word === "const") return value === rule ? null : `${at} is not ${String(rule)}`;
  if (word === "enum") return (rule as readonly unknown[]).includes(value) ? null : `${at}: ${String(value)}`;
  if (word === "minimum") return (value as number) >= (rule as number) ? null : `${at} is too small`;
  if (word === "pattern") return new RegExp(rule as string, "u").test(value as string) ? null : `${at} has another form`;
  if (word === "items") return first((value as readonly unknown[]).map((item, i) => broken(item, rule as Schema, `${at}[${i}]`)));
  if (word === "anyOf") {
    const found = (rule as readonly Schema[]).map((each) => broken(value, each, at));
    return found.includes(null) ? null : found.join(" | ");
  }
  if (word === "$ref") return broken(value, (planDocumentSchema.$defs as Record<string, Schema>)[String(rule).replace("#/$defs/", "")]!, at);
  if (word === "properties") {
    const map = value as Record<string, unknown>;
    return first(Object.entries(rule as Record<string, Schema>).map(([key, each]) => (map[key] === undefined ? null : broken(map[key], each, `${at}.${key}`))));
  }
  throw new Error(`no rule for ${word}`);
}

test("a document has the form that its schema says", () => {
  const attached = planOf([step(attach(object("role", "P"), object("table", "DB.SC.T"), "C"))]);
  for (const plan of [samplePlan, emptyPlan, attached]) expect(broken(JSON.parse(planJson(plan)), planDocumentSchema)).toBeNull();
});

test("a document of another form is found out", () => {
  const document = JSON.parse(planJson(samplePlan)) as Record<string, unknown>;
  expect(broken({ ...document, formatVersion: 2 }, planDocumentSchema)).toContain("formatVersion");
  expect(broken({ ...document, more: 1 }, planDocumentSchema)).toBe("$.more is not known");
  expect(broken({ ...document, summary: {} }, planDocumentSchema)).toContain("$.summary");
});

test("the published schema is this one", () => {
  const published = readFileSync(new URL("../../../../docs/schemas/plan-document.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(planDocumentSchema)));
});

test("same plan, same bytes, whatever the order of its keys", () => {
  const turned = <T>(value: T): T => {
    if (Array.isArray(value)) return value.map(turned) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]) => [key, turned(each)]),
    ) as T;
  };
  expect(planJson(turned(samplePlan))).toBe(planJson(samplePlan));
});

test("secrets stay holes, and secret fields are not told", () => {
  const { steps } = JSON.parse(planJson(samplePlan)) as {
    steps: { id: string; changes: { to: { fields: Record<string, unknown> } }[]; statements: { text: string }[] }[];
  };
  const bob = steps.find(({ id }) => id === "user:BOB")!;
  expect(bob.changes[0]!.to.fields.password).toBe("(secret)");
  expect(bob.statements[0]!.text).toContain("${secret:user/BOB/password#00ff}");
});

test("the numbers count objects once, and grants one by one", () => {
  const { summary } = JSON.parse(planJson(samplePlan)) as { summary: unknown };
  expect(summary).toMatchInlineSnapshot(`
    {
      "attachments": 0,
      "errors": 1,
      "grants": {
        "give": 34,
        "take": 2,
      },
      "hints": 0,
      "objects": {
        "change": 4,
        "create": 15,
        "remove": 2,
        "replace": 1,
      },
      "owners": 1,
      "risk": {
        "caution": 5,
        "destructive": 3,
        "lockout": 2,
        "safe": 34,
      },
      "steps": 44,
      "undo": {
        "exact": 40,
        "none": 1,
        "recreated": 3,
      },
      "warnings": 3,
    }
  `);
});
