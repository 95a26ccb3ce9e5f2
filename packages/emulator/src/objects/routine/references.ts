import { requireAny } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { Cursor, type NameRef } from "../../parser/cursor.ts";
import { compilationError } from "../../sql-error.ts";
import { fullName, type Kind, resolve } from "../resolve.ts";

const INTEGRATION: Kind = { name: "EXTERNAL ACCESS INTEGRATION", label: "Integration", container: "ACCOUNT" };
const SECRET: Kind = { name: "SECRET", label: "Secret", container: "SCHEMA" };
const STAGE: Kind = { name: "STAGE", label: "Stage", container: "SCHEMA" };

/** What a statement names must be there and be the role's to use (docs: sql-reference/sql/create-function, "Access control requirements"). Gives the entry with whole names. */
export function checkReferences(context: Context, entry: Entry, from: Entry | null): Entry {
  const isNew = (name: string): boolean => JSON.stringify(entry.properties[name]) !== JSON.stringify(from?.properties[name]);
  if (isNew("EXTERNAL_ACCESS_INTEGRATIONS")) for (const name of listOf(entry, "EXTERNAL_ACCESS_INTEGRATIONS")) requireIntegration(context, name);
  if (isNew("IMPORTS")) for (const path of listOf(entry, "IMPORTS")) requireStage(context, path);
  return isNew("SECRETS") && entry.properties.SECRETS !== undefined ? withSecrets(context, entry) : entry;
}

export function listOf(entry: Entry, name: string): readonly string[] {
  return (entry.properties[name] ?? []) as readonly string[];
}

/** The full names of the secrets by their variables. */
export function secretsOf(entry: Entry): readonly (readonly [string, string])[] {
  return Object.entries((entry.properties.SECRETS ?? {}) as Readonly<Record<string, string>>);
}

function withSecrets(context: Context, entry: Entry): Entry {
  const given = Object.entries((entry.properties.SECRETS ?? {}) as Readonly<Record<string, readonly string[]>>);
  const { SECRETS: _given, ...properties } = entry.properties;
  if (given.length === 0) return { ...entry, properties };
  if (listOf(entry, "EXTERNAL_ACCESS_INTEGRATIONS").length === 0)
    throw compilationError("001008", "22023", "SECRETS need an external access integration that allows them.");
  return { ...entry, properties: { ...properties, SECRETS: Object.fromEntries(given.map(([variable, parts]) => [variable, fullSecret(context, parts)])) } };
}

function fullSecret(context: Context, parts: readonly string[]): string {
  const secret = resolve(context, { kind: SECRET, ref: { parts }, args: null });
  requireAny(context, secret, { privileges: ["READ"], label: "Secret" });
  return fullName(context.draft.catalog, secret);
}

function requireIntegration(context: Context, name: string): void {
  const integration = resolve(context, { kind: INTEGRATION, ref: { parts: [name] }, args: null });
  requireAny(context, integration, { privileges: ["USAGE"], label: "Integration" });
}

/** `@db.schema.stage/path`; the user's own stage and a table's are always there. */
function requireStage(context: Context, path: string): void {
  const ref = stageName(path);
  if (ref === null) return;
  const stage = resolve(context, { kind: STAGE, ref, args: null });
  requireAny(context, stage, { privileges: ["USAGE", "READ"], label: "Stage" });
}

function stageName(path: string): NameRef | null {
  if (/^@(?:~|%|"[^"]*"\.%|[\w$.]+\.%)/.test(path)) return null;
  if (!path.startsWith("@")) throw compilationError("001008", "22023", `invalid value [${path}] for parameter 'IMPORTS'`);
  return new Cursor(path.slice(1)).name();
}
