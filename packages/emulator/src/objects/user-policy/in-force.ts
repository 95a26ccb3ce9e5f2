import { type Catalog, entryAt, entryOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import { propertyFor, propertyForAll, type UserPolicy } from "./attach.ts";

/** Whose users FOR ALL means: those of no type are persons, a SERVICE_AGENT is in neither group (docs: sql-reference/sql/alter-account). */
function groupOf(user: Entry): "PERSON" | "SERVICE" | null {
  const type = user.properties.TYPE ?? "PERSON";
  if (type === "PERSON") return "PERSON";
  return type === "SERVICE" || type === "LEGACY_SERVICE" ? "SERVICE" : null;
}

/** The policy in force for a user: his own, else the one for all users of his type, else the account's; `user` is `null` for who is not known. */
export function userPolicyInForce(catalog: Catalog, kind: UserPolicy, user: Entry | null): Entry | null {
  const account = entryAt(catalog, ACCOUNT);
  const group = user === null ? null : groupOf(user);
  const candidates = [
    user?.properties[propertyFor(kind)],
    group === null ? undefined : account.properties[propertyForAll(kind, group)],
    account.properties[propertyFor(kind)],
  ];
  for (const id of candidates) {
    const policy = typeof id === "number" ? entryOf(catalog, id) : undefined;
    if (policy !== undefined) return policy;
  }
  return null;
}
