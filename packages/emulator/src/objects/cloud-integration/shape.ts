import { holdsGlobal } from "../../access/authorize.ts";
import type { Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { compilationError, insufficientPrivileges, invalidProperty } from "../../sql-error.ts";

type Properties = Readonly<Record<string, Value>>;

/** What an integration with one provider consists of. */
export interface Shape {
  readonly needs: readonly string[];
  readonly may: readonly string[];
  /** Rows of DESCRIBE that are Snowflake's own side. */
  readonly own: readonly string[];
}

/** Says so if something is missing, or stands there that belongs to another provider. */
export function checkShape(
  properties: Properties,
  { needs, may }: Shape,
  { common, object }: { readonly common: readonly string[]; readonly object: string },
): void {
  const missing = [...common, ...needs].filter((name) => properties[name] === undefined || properties[name] === null);
  if (missing.length > 0) throw compilationError("001008", "22023", `Missing option(s): [${missing.join(", ")}].`);
  const stranger = Object.keys(properties).find((name) => ![...common, ...needs, ...may].includes(name));
  if (stranger !== undefined) throw invalidProperty(stranger, object);
}

/** CREATE INTEGRATION, or the privilege for this kind alone (docs: user-guide/security-access-control-privileges). */
export function requireCreateIntegration(context: Context, kind: string): void {
  if (!holdsGlobal(context, "CREATE INTEGRATION") && !holdsGlobal(context, `CREATE ${kind} INTEGRATION`))
    throw insufficientPrivileges("account", context.account.locator);
}

/** UNSET of what has no default. */
export function checkUnset(to: Properties, from: Properties, unset: readonly string[]): void {
  const gone = Object.keys(from).find((name) => to[name] === undefined && !unset.includes(name));
  if (gone !== undefined) throw invalidProperty(gone, "UNSET of an integration");
}
