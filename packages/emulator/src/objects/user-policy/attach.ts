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

/** The property of the account that holds the policy of all users of a type. */
export function propertyForAll(policy: string, users: "PERSON" | "SERVICE"): string {
  return `${propertyFor(policy)}_FOR_${users}`;
}

export function bearersOf(context: Context, policy: Entry): readonly Entry[] {
  const { catalog } = context.draft;
  const own = propertyFor(policy.class);
  const properties = [own, propertyForAll(policy.class, "PERSON"), propertyForAll(policy.class, "SERVICE")];
  const account = entryAt(catalog, ACCOUNT);
  const users = childrenOf(catalog, ACCOUNT, "USER").filter((entry) => entry.properties[own] === policy.id);
  return properties.some((property) => account.properties[property] === policy.id) ? [account, ...users] : users;
}

function mayApply(context: Context, policy: Entry, on: Entry): boolean {
  const { catalog } = context.draft;
  if (holdsGlobal(context, `APPLY ${policy.class}`)) return true;
  // "GRANT APPLY PASSWORD POLICY ON USER jsmith TO ROLE policy_admin" (docs: user-guide/password-authentication).
  if (on.class === "USER" && holds(catalog, context.active.all, { privilege: `APPLY ${policy.class}`, on })) return true;
  // With APPLY on the policy alone the user must be one's own (docs: user-guide/authentication-policies, "Privileges").
  const owns = on.owner !== null && context.active.all.has(on.owner.role);
  return owns && holds(catalog, context.active.all, { privilege: "APPLY", on: policy });
}

/** Reads `{ SET | UNSET } <kind> POLICY ...`; `null` (and nothing read) if something else comes next. */
export function readUserPolicy(cursor: Cursor, on: "USER" | "ACCOUNT"): Alteration | null {
  for (const policy of USER_POLICIES) {
    if (cursor.accept(`UNSET ${policy}`)) return unsetting(policy, readProperty(cursor, policy, on));
    if (cursor.accept(`SET ${policy}`)) return readSetting(cursor, policy, on);
  }
  return null;
}

/** [FOR ALL { PERSON | SERVICE } USERS], for authentication and session policies of the account: the property that holds the policy. */
function readProperty(cursor: Cursor, policy: UserPolicy, on: "USER" | "ACCOUNT"): string {
  if (on === "USER" || policy === "PASSWORD POLICY" || !cursor.accept("FOR ALL")) return propertyFor(policy);
  const users = cursor.acceptOneOf(["PERSON USERS", "SERVICE USERS"]);
  if (users === null) cursor.fail();
  return propertyForAll(policy, users === "PERSON USERS" ? "PERSON" : "SERVICE");
}

function labelOf(policy: string): string {
  return `${policy.charAt(0)}${policy.slice(1).toLowerCase()}`;
}

function readSetting(cursor: Cursor, policy: UserPolicy, on: "USER" | "ACCOUNT"): Alteration {
  const ref = cursor.name();
  const property = readProperty(cursor, policy, on);
  const force = cursor.accept("FORCE");
  const kind: Kind = { name: policy, label: labelOf(policy), container: "SCHEMA", seenWith: `APPLY ${policy}` };
  return {
    needs: [],
    allows: () => true,
    run(context, entry) {
      const found = resolve(context, { kind, ref, args: null });
      if (!mayApply(context, found, entry)) throw insufficientPrivileges(kind.label, found.name);
      if (entry.properties[property] !== undefined && !force) {
        throw new SqlError(
          "003553",
          "42710",
          `SQL execution error: Object ${entry.name} already has a ${propertyFor(policy)}. Only one ${propertyFor(policy)} is allowed at a time; FORCE replaces it.`,
        );
      }
      context.draft.change(entry.id, { properties: { ...entry.properties, [property]: found.id } });
      return undefined;
    },
  };
}

function unsetting(policy: UserPolicy, property: string): Alteration {
  return {
    needs: [],
    allows: () => true,
    run(context, entry) {
      const { [property]: before, ...rest } = entry.properties;
      if (before === undefined) throw new SqlError("003554", "02000", `SQL execution error: Object ${entry.name} has no ${propertyFor(policy)}.`);
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
  // "Session policy <policy_name> cannot be dropped because it is attached to an account." (docs: user-guide/session-policies-managing); of a user nothing is said.
  const on = bearer.class === "ACCOUNT" ? "an account" : `user ${bearer.name}`;
  throw new SqlError("003555", "42710", `${labelOf(policy.class)} ${policy.name} cannot be dropped because it is attached to ${on}.`);
}
