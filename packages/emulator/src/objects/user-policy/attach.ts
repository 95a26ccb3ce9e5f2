import { holds, holdsGlobal } from "../../access/authorize.ts";
import { childrenOf, entryAt, entryOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { insufficientPrivileges, SqlError } from "../../sql-error.ts";
import type { Alteration } from "../object-class.ts";
import { type Kind, resolve } from "../resolve.ts";

/** Policies that are set on the account and on users, one of each kind. */
export const USER_POLICIES = ["AUTHENTICATION POLICY", "PASSWORD POLICY", "SESSION POLICY"] as const;
export type UserPolicy = (typeof USER_POLICIES)[number];

/** The property of the account or user that holds the policy's number. */
export function propertyFor(policy: string): string {
  return policy.replace(" ", "_");
}

export function bearersOf(context: Context, policy: Entry): readonly Entry[] {
  const { catalog } = context.draft;
  const property = propertyFor(policy.class);
  return [entryAt(catalog, ACCOUNT), ...childrenOf(catalog, ACCOUNT, "USER")].filter((entry) => entry.properties[property] === policy.id);
}

function mayApply(context: Context, policy: Entry, on: Entry): boolean {
  if (holdsGlobal(context, `APPLY ${policy.class}`)) return true;
  // With APPLY on the policy alone the user must be one's own (docs: user-guide/authentication-policies, "Privileges").
  const owns = on.owner !== null && context.active.all.has(on.owner.role);
  return owns && holds(context.draft.catalog, context.active.all, { privilege: "APPLY", on: policy });
}

/** Reads `{ SET | UNSET } <kind> POLICY ...`; `null` (and nothing read) if something else comes next. */
export function readUserPolicy(cursor: Cursor): Alteration | null {
  for (const policy of USER_POLICIES) {
    if (cursor.accept(`UNSET ${policy}`)) return unsetting(policy);
    if (cursor.accept(`SET ${policy}`)) return readSetting(cursor, policy);
  }
  return null;
}

function readSetting(cursor: Cursor, policy: UserPolicy): Alteration {
  const ref = cursor.name();
  if (cursor.sees("FOR ALL")) cursor.refuse(`SET ${policy} ... FOR ALL`);
  const force = cursor.accept("FORCE");
  const kind: Kind = { name: policy, label: `${policy.charAt(0)}${policy.slice(1).toLowerCase()}`, container: "SCHEMA", seenWith: `APPLY ${policy}` };
  return {
    needs: [],
    allows: () => true,
    run(context, entry) {
      const found = resolve(context, { kind, ref, args: null });
      if (!mayApply(context, found, entry)) throw insufficientPrivileges(kind.label, found.name);
      const property = propertyFor(policy);
      if (entry.properties[property] !== undefined && !force) {
        throw new SqlError(
          "003553",
          "42710",
          `SQL execution error: Object ${entry.name} already has a ${property}. Only one ${property} is allowed at a time; FORCE replaces it.`,
        );
      }
      context.draft.change(entry.id, { properties: { ...entry.properties, [property]: found.id } });
      return undefined;
    },
  };
}

function unsetting(policy: UserPolicy): Alteration {
  return {
    needs: [],
    allows: () => true,
    run(context, entry) {
      const property = propertyFor(policy);
      const { [property]: before, ...rest } = entry.properties;
      if (before === undefined) throw new SqlError("003554", "02000", `SQL execution error: Object ${entry.name} has no ${property}.`);
      const found = typeof before === "number" ? entryOf(context.draft.catalog, before) : undefined;
      if (found !== undefined && !mayApply(context, found, entry)) throw insufficientPrivileges(policy, found.name);
      context.draft.change(entry.id, { properties: rest });
      return undefined;
    },
  };
}

/** "cannot be dropped successfully if it is currently attached to an account or user" (docs: sql-reference/sql/drop-password-policy). */
export function refuseWhileAttached(context: Context, policy: Entry): void {
  const [bearer] = bearersOf(context, policy);
  if (bearer === undefined) return;
  const on = bearer.class === "ACCOUNT" ? "the account" : `user ${bearer.name}`;
  throw new SqlError("003555", "42710", `SQL execution error: Cannot drop ${policy.class.toLowerCase()} ${policy.name}: it is attached to ${on}.`);
}
