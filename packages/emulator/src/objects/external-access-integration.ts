import { requireAny } from "../access/authorize.ts";
import { entryOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id, type Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { boolean } from "../parser/value.ts";
import { textColumn } from "../result.ts";
import { compilationError, doesNotExist } from "../sql-error.ts";
import { integrationColumns } from "./integration.ts";
import { readNames } from "./network/read-names.ts";
import type { ObjectClass } from "./object-class.ts";
import { fullName, type Kind, resolve } from "./resolve.ts";

const RULE: Kind = { name: "NETWORK RULE", label: "Network rule", container: "SCHEMA" };
const SECRET: Kind = { name: "SECRET", label: "Secret", container: "SCHEMA" };
const RULES = "ALLOWED_NETWORK_RULES";
const INTEGRATIONS = "ALLOWED_API_AUTHENTICATION_INTEGRATIONS";
const SECRETS = "ALLOWED_AUTHENTICATION_SECRETS";

type Named = Id | readonly string[];

function readNone(cursor: Cursor): Value {
  return cursor.accept("NONE") ? "none" : readNames(cursor);
}

function readSecrets(cursor: Cursor): Value {
  return cursor.accept("ALL") ? "all" : readNone(cursor);
}

function resolved(value: Value | undefined, find: (parts: readonly string[]) => Id): Value | undefined {
  if (!Array.isArray(value)) return value;
  return [...new Set((value as readonly Named[]).map((named) => (typeof named === "number" ? named : find(named))))];
}

function egressRule(context: Context, parts: readonly string[]): Id {
  const rule = resolve(context, { kind: RULE, ref: { parts }, args: null });
  // "Only egress rules may be specified."
  if (rule.properties.MODE !== "EGRESS")
    throw compilationError("001008", "22023", `Network rule '${rule.name}' of an external access integration must have MODE = EGRESS.`);
  return rule.id;
}

function usableSecret(context: Context, parts: readonly string[]): Id {
  const secret = resolve(context, { kind: SECRET, ref: { parts }, args: null });
  requireAny(context, secret, { privileges: ["USAGE"], label: "Secret" });
  return secret.id;
}

function securityIntegration(context: Context, parts: readonly string[]): Id {
  const entry = findByName(context.draft.catalog, { parent: ACCOUNT, class: "SECURITY INTEGRATION", name: parts.join("."), args: null });
  if (entry?.class !== "SECURITY INTEGRATION") throw doesNotExist("Integration", parts.join("."));
  return entry.id;
}

/** What is gone is left out: a secret may be dropped while an integration names it. */
function shown(context: Context, entry: Entry, list: string): string {
  const value = entry.properties[list];
  if (!Array.isArray(value)) return value === undefined || value === null || value === "none" ? "[]" : String(value).toUpperCase();
  const found = (value as readonly Id[]).flatMap((id) => entryOf(context.draft.catalog, id) ?? []);
  return `[${found.map((at) => fullName(context.draft.catalog, at)).join(", ")}]`;
}

/** (docs: sql-reference/sql/create-external-access-integration, alter-external-access-integration, show-integrations, desc-integration) */
export const externalAccessIntegration: ObjectClass = {
  name: "EXTERNAL ACCESS INTEGRATION",
  label: "Integration",
  container: "ACCOUNT",
  createPrivilege: "CREATE INTEGRATION",
  properties: [
    { name: RULES, read: readNames },
    { name: INTEGRATIONS, read: readNone },
    { name: SECRETS, read: readSecrets },
    { name: "ENABLED", read: boolean, default: true },
  ],
  shows: [
    {
      words: "EXTERNAL ACCESS INTEGRATIONS",
      cuts: true,
      columns: integrationColumns,
    },
  ],

  describe(entry, context) {
    const rows = [
      ["ENABLED", "Boolean", String(entry.properties.ENABLED !== false), "false"],
      ...[RULES, INTEGRATIONS, SECRETS].map((list) => [list, "List", shown(context, entry, list), "[]"]),
      ["COMMENT", "String", entry.comment ?? "", ""],
    ];
    return { columns: ["property", "property_type", "property_value", "property_default"].map((column) => textColumn(column)), rows };
  },

  alter: (cursor) => (cursor.sees("RENAME") ? cursor.fail() : null),

  complete(cursor, spec) {
    if (spec.properties[RULES] === undefined || spec.properties.ENABLED === undefined) cursor.fail();
  },

  check(context, to) {
    const properties: Record<string, Value | undefined> = {
      ...to.properties,
      [RULES]: resolved(to.properties[RULES], (parts) => egressRule(context, parts)),
      [INTEGRATIONS]: resolved(to.properties[INTEGRATIONS], (parts) => securityIntegration(context, parts)),
      [SECRETS]: resolved(to.properties[SECRETS], (parts) => usableSecret(context, parts)),
    };
    const set = Object.entries(properties).filter((pair): pair is [string, Value] => pair[1] !== undefined);
    return { ...to, properties: Object.fromEntries(set) };
  },
};
