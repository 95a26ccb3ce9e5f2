import type { JsonSchema } from "@snowtower/kinds";

const text = { type: "string" } as const;
const texts = { type: "array", items: text } as const;
const count = { type: "integer", minimum: 0 } as const;

function record(properties: Record<string, JsonSchema>, optional: readonly string[] = []): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties).filter((key) => !optional.includes(key)), additionalProperties: false };
}

function ref(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: "null" }] };
}

const grantTarget: JsonSchema = {
  anyOf: [
    record({ kind: { const: "account" } }),
    record({ kind: { const: "object" }, type: text, name: text }),
    record({ kind: { const: "future" }, type: text, in: { enum: ["DATABASE", "SCHEMA"] }, name: text }),
  ],
};

const change: JsonSchema = {
  anyOf: [
    record({
      kind: { const: "object" },
      how: { enum: ["create", "alter", "replace", "rename", "drop"] },
      from: orNull(ref("object")),
      to: orNull(ref("object")),
      fields: texts,
    }),
    record({ kind: { const: "grant" }, from: orNull(ref("grant")), to: orNull(ref("grant")) }),
    record({ kind: { const: "attachment" }, from: orNull(ref("attachment")), to: orNull(ref("attachment")) }),
  ],
};

const undo: JsonSchema = {
  anyOf: [
    record({ kind: { enum: ["exact", "recreated"] }, statements: { type: "array", items: ref("statement") }, lost: texts, until: text }, ["until"]),
    record({ kind: { const: "none" }, because: text }),
  ],
};

const step = record(
  {
    id: text,
    changes: { type: "array", items: ref("change") },
    implied: { type: "array", items: ref("change") },
    as: text,
    needs: texts,
    statements: { type: "array", items: ref("statement") },
    undo: ref("undo"),
    after: texts,
    why: text,
    risk: { enum: ["safe", "caution", "destructive", "lockout"] },
    danger: text,
    hint: { const: true },
    again: { const: true },
  },
  ["danger", "hint", "again"],
);

const note = record(
  {
    severity: { enum: ["error", "warning"] },
    code: { type: "string", pattern: "^ST[0-9]{4}$" },
    message: text,
    about: text,
    hint: text,
    at: record({ file: text, line: count, column: count }),
  },
  ["hint", "at"],
);

const scopeRule = record(
  {
    kind: text,
    name: text,
    owner: texts,
    mode: { enum: ["off", "observe", "additive", "strict"] },
    manage: { enum: ["all", "envelope"] },
    ignore: texts,
  },
  ["kind", "name", "owner", "mode", "manage", "ignore"],
);

const rules = record({
  prefix: text,
  rules: { type: "array", items: scopeRule },
  protected: { type: "array", items: record({ kind: text, name: text }, ["kind"]) },
});

const interest = record(
  {
    databases: texts,
    ownedDatabases: { const: true },
    objects: texts,
    owners: texts,
    attachments: texts,
    settings: texts,
    rules,
    grantees: { type: "array", items: ref("grantee") },
  },
  ["ownedDatabases", "attachments", "settings", "rules"],
);

const scope = record(
  {
    managed: count,
    seen: count,
    baseline: count,
    undescribed: record({ off: count, observe: count, additive: count, strict: count }),
    aside: count,
    prefix: text,
    admin: text,
  },
  ["aside"],
);

/** The form of a plan as one JSON document, what `--format json` prints: for other people's tools, and what a plan file is checked against. */
export const planSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "SnowTower plan",
  ...record({
    version: { const: 1 },
    account: record({ organization: text, name: text, locator: text, region: text, source: text, user: text, role: text }),
    scope,
    interest,
    desired: text,
    footprint: { type: "object", additionalProperties: text },
    surroundings: { type: "object", additionalProperties: text },
    notes: { type: "array", items: note },
    steps: { type: "array", items: ref("step") },
  }),
  $defs: {
    step,
    change,
    undo,
    statement: record({ text, secrets: { type: "array", items: record({ ref: text, digest: text }) } }),
    object: record({ kind: text, id: text, name: texts, argumentTypes: texts, owner: {}, fields: { type: "object" }, createdOn: text }, [
      "argumentTypes",
      "owner",
      "createdOn",
    ]),
    grant: record({ privilege: text, on: grantTarget, to: ref("grantee"), option: { type: "boolean" }, by: orNull(text) }, ["by"]),
    grantee: record({ type: { enum: ["ROLE", "USER", "DATABASE ROLE", "SHARE", "APPLICATION ROLE"] }, name: text }),
    attachment: record({ what: text, on: text, column: text, arguments: texts }, ["column"]),
  },
};
