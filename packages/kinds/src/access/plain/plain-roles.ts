import { displayed, parseQualifiedName } from "@snowtower/sql";
import { type Grantee, granteeKey } from "../grant.ts";
import { readGlobalPrivilege } from "../grant-entry.ts";
import type { GrantMap } from "../grant-types.ts";
import { byName } from "../model/business-roles.ts";
import { storedName } from "../model/described.ts";
import { onObject, onRole } from "../model/draft.ts";
import type { Expanding } from "../model/expansion.ts";
import { type ModelEntry, placeOf, strings } from "../model/model-entry.ts";
import type { PatternGrants } from "../model/object-grants.ts";
import { givePlainFutures, givePlainGrants } from "./plain-grants.ts";

/** Snowflake's own roles: their grants can be described, they themselves are there (docs: user-guide/security-access-control-overview, "System-defined roles"). */
const SYSTEM_ROLES: ReadonlySet<string> = new Set(["GLOBALORGADMIN", "ORGADMIN", "ACCOUNTADMIN", "SECURITYADMIN", "USERADMIN", "SYSADMIN", "PUBLIC"]);

/** True for a role that every account has. */
export function isSystemRole(stored: string): boolean {
  return SYSTEM_ROLES.has(stored);
}

/** The roles of role.yaml, under their exact names. */
export function addPlainRoles(expanding: Expanding): void {
  for (const entry of byName(expanding.model.plainRoles)) addPlainRole(entry, expanding);
}

function addPlainRole(entry: ModelEntry, expanding: Expanding): void {
  const { draft } = expanding;
  const to = granteeOf(entry, expanding);
  const who = `role ${to.name}`;
  if (entry.fields.strict === true) {
    draft.strict.add(granteeKey(to));
    draft.additive.delete(granteeKey(to));
  }
  giveMemberships(entry, { to, who }, expanding);
  const grants = (field: string): PatternGrants => ({ to, who, map: (entry.fields[field] ?? {}) as GrantMap, at: (written) => placeOf(entry, field, written) });
  givePlainGrants(grants("grants"), expanding);
  givePlainFutures(grants("future_grants"), expanding);
  for (const written of strings(entry.fields, "account_grants")) {
    const read = readGlobalPrivilege(written, { option: true });
    if (!("code" in read))
      draft.give({ to, privilege: read.privilege, on: { kind: "account" }, option: read.option, why: `${who} has ${read.privilege} on the account` });
  }
}

function granteeOf(entry: ModelEntry, { draft }: Expanding): Grantee {
  if (isSystemRole(entry.name)) return { type: "ROLE", name: displayed(entry.name) };
  const { comment, owner } = entry.fields;
  const said = { ...(typeof comment === "string" ? { comment } : {}), ...(typeof owner === "string" ? { owner: storedName(owner) } : {}) };
  return draft.role({ name: entry.name, at: entry.at, ...said });
}

function giveMemberships(entry: ModelEntry, { to, who }: { readonly to: Grantee; readonly who: string }, { draft }: Expanding): void {
  for (const name of strings(entry.fields, "roles")) {
    const type = (parseQualifiedName(name)?.length ?? 1) > 1 ? "DATABASE ROLE" : "ROLE";
    draft.give({ to, privilege: "USAGE", on: onObject(type, name), why: `${who} holds ${type.toLowerCase()} ${name}` });
  }
  for (const name of strings(entry.fields, "application_roles")) {
    draft.give({ to, privilege: "USAGE", on: onObject("APPLICATION ROLE", name), why: `${who} holds application role ${name}` });
  }
  for (const name of strings(entry.fields, "granted_to")) {
    draft.give({ to: { type: "ROLE", name }, privilege: "USAGE", on: onRole(entry.name), why: `role ${name} holds ${who}` });
  }
  for (const name of strings(entry.fields, "users")) {
    draft.give({ to: { type: "USER", name }, privilege: "USAGE", on: onRole(entry.name), why: `user ${name} holds ${who}` });
  }
}
