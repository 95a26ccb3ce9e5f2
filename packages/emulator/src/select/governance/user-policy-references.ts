import { holds, holdsGlobal, managesGrants, owns } from "../../access/authorize.ts";
import { entryAt, entryOf, findByName } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { PolicyReference } from "../../objects/governance/references.ts";
import { bearersOf as bearersOfNetworkPolicy } from "../../objects/network/network-policy-in-force.ts";
import { find, resolve, written } from "../../objects/resolve.ts";
import { bearersOf, propertyFor, USER_POLICIES } from "../../objects/user-policy/attach.ts";
import { doesNotExist } from "../../sql-error.ts";
import { nameIn } from "./read-function.ts";

/** Policies that users and the account bear, for POLICY_REFERENCES. */
function reference(policy: Entry, on: Entry): PolicyReference {
  return { policy, on, column: null, args: null, tag: null, status: "ACTIVE" };
}

function maySee(context: Context, policy: Entry): boolean {
  if (owns(context, policy) || managesGrants(context)) return true;
  if (policy.class === "NETWORK POLICY") return holdsGlobal(context, "ATTACH POLICY");
  return holdsGlobal(context, `APPLY ${policy.class}`) || holds(context.draft.catalog, context.active.all, { privilege: "APPLY", on: policy });
}

/** POLICY_NAME => '...', POLICY_KIND => 'NETWORK_POLICY'. */
export function referencesOfNetworkPolicy(context: Context, name: string): readonly PolicyReference[] {
  const ref = nameIn(name);
  const policy = find(context, { kind: { name: "NETWORK POLICY", label: "Network policy", container: "ACCOUNT" }, ref, args: null });
  if (policy === null) throw doesNotExist("Network policy", written(ref));
  return bearersOfNetworkPolicy(context, policy.name).map((on) => reference(policy, on));
}

/** Of a policy of users by its name; `null` if there is none of that name. */
export function referencesOfUserPolicy(context: Context, name: string): readonly PolicyReference[] | null {
  for (const kind of USER_POLICIES) {
    const policy = find(context, { kind: { name: kind, label: kind, container: "SCHEMA", seenWith: `APPLY ${kind}` }, ref: nameIn(name), args: null });
    if (policy !== null) return maySee(context, policy) ? bearersOf(context, policy).map((on) => reference(policy, on)) : [];
  }
  return null;
}

/** REF_ENTITY_DOMAIN => 'USER' or 'ACCOUNT': what is set on the very object. The account is asked for by its name or locator. */
export function referencesOnBearer(context: Context, name: string, domain: "USER" | "ACCOUNT"): readonly PolicyReference[] {
  const { catalog } = context.draft;
  const on = domain === "USER" ? userNamed(context, name) : accountNamed(context, name);
  const network = findByName(catalog, { parent: ACCOUNT, class: "NETWORK POLICY", name: on.parameters.NETWORK_POLICY ?? "", args: null });
  const others = USER_POLICIES.flatMap((kind) => {
    const id = on.properties[propertyFor(kind)];
    return (typeof id === "number" ? entryOf(catalog, id) : undefined) ?? [];
  });
  return [...(network === undefined ? [] : [network]), ...others].filter((policy) => maySee(context, policy)).map((policy) => reference(policy, on));
}

function userNamed(context: Context, name: string): Entry {
  return resolve(context, { kind: { name: "USER", label: "User", container: "ACCOUNT", seenByAll: true }, ref: nameIn(name), args: null });
}

function accountNamed(context: Context, name: string): Entry {
  const given = nameIn(name).parts.at(-1);
  const { locator, name: named } = context.account;
  if (given !== locator && given !== named) throw doesNotExist("Account", name);
  return entryAt(context.draft.catalog, ACCOUNT);
}
