import { planSchema } from "@snowtower/engine";
import type { JsonSchema } from "@snowtower/kinds";

const count = { type: "integer", minimum: 0 } as const;

function counts(...names: readonly string[]): JsonSchema {
  return { type: "object", properties: Object.fromEntries(names.map((name) => [name, count])), required: names, additionalProperties: false };
}

const summary = {
  type: "object",
  properties: {
    steps: count,
    objects: counts("create", "change", "replace", "remove"),
    owners: count,
    grants: counts("give", "take"),
    attachments: count,
    hints: count,
    risk: counts("safe", "caution", "destructive", "lockout"),
    undo: counts("exact", "recreated", "none"),
    errors: count,
    warnings: count,
  },
  required: ["steps", "objects", "owners", "grants", "attachments", "hints", "risk", "undo", "errors", "warnings"],
  additionalProperties: false,
} as const;

const parts = planSchema.properties as { readonly [name: string]: JsonSchema };

/** The form of what `--format json` prints; docs/schemas/plan-document.schema.json holds it. Its parts are those of a plan file. */
export const planDocumentSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "SnowTower plan document",
  description: "What snowtower plan --format json prints. Fields that are secret are (secret), secrets in statements are holes.",
  type: "object",
  properties: { formatVersion: { const: 1 }, account: parts.account, scope: parts.scope, summary, steps: parts.steps, notes: parts.notes },
  required: ["formatVersion", "account", "scope", "summary", "steps", "notes"],
  additionalProperties: false,
  $defs: planSchema.$defs,
};
