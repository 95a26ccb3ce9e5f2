import { holds, holdsGlobal, owns } from "../../access/authorize.ts";
import { childrenOf, entryAt, entryOf, findByName } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { storedName } from "../../parser/cursor.ts";
import { doesNotExist, insufficientPrivileges, SqlError } from "../../sql-error.ts";
import { admits, networkPolicyOf, type Origin } from "./admits.ts";

/** The account, the users and the security integrations a policy is set on. */
export function bearersOf(context: Context, policy: string): readonly Entry[] {
  const { catalog } = context.draft;
  const bearers = [entryAt(catalog, ACCOUNT), ...childrenOf(catalog, ACCOUNT, "USER")].filter((entry) => entry.parameters.NETWORK_POLICY === policy);
  return [...bearers, ...childrenOf(catalog, ACCOUNT, "SECURITY INTEGRATION").filter((entry) => entry.properties.NETWORK_POLICY === policy)];
}

/** Gives a bearer its policy under another name. */
export function withPolicyName(bearer: Entry, name: string): Pick<Entry, "parameters" | "properties"> {
  if (bearer.class === "SECURITY INTEGRATION") return { parameters: bearer.parameters, properties: { ...bearer.properties, NETWORK_POLICY: name } };
  return { parameters: { ...bearer.parameters, NETWORK_POLICY: name }, properties: bearer.properties };
}

/** Parameters of an account or a user about to be kept: the policy must be there and be the role's to attach; its name is kept in stored form. */
export function withNetworkPolicy(
  context: Context,
  to: Readonly<Record<string, string>>,
  from: Readonly<Record<string, string>> | null,
): Readonly<Record<string, string>> {
  const given = to.NETWORK_POLICY;
  if (given === undefined || given === from?.NETWORK_POLICY) return to;
  const { NETWORK_POLICY: _given, ...rest } = to;
  if (given === "") return rest;
  const name = storedName(given);
  const policy = findByName(context.draft.catalog, { parent: ACCOUNT, class: "NETWORK POLICY", name, args: null });
  if (policy === undefined) throw doesNotExist("Network policy", name);
  // "A role with the OWNERSHIP privilege on the user and USAGE privilege on the network policy" (docs: user-guide/network-policies); who may do it for the account its ALTER says.
  const mayUse = owns(context, policy) || holds(context.draft.catalog, context.active.all, { privilege: "USAGE", on: policy });
  if (!mayUse && !holdsGlobal(context, "ATTACH POLICY")) throw insufficientPrivileges("network policy", name);
  return { ...rest, NETWORK_POLICY: name };
}

function originOf({ session }: Context): Origin | null {
  return session.clientAddress === null ? null : { address: session.clientAddress, endpoint: session.login?.endpoint ?? null };
}

function currentPolicy(context: Context): Entry | null {
  return networkPolicyOf(context.draft.catalog, entryOf(context.draft.catalog, context.session.user) ?? null);
}

/** After a policy was set on the account or a user: who did it must not lock himself out (docs: sql-reference/sql/create-network-policy, "Before associating"). */
export function checkStillAdmitted(context: Context): void {
  const from = originOf(context);
  const policy = currentPolicy(context);
  if (from === null || policy === null || admits(context.draft.catalog, policy, from)) return;
  throw new SqlError(
    "003110",
    "42501",
    `Network policy ${policy.name} cannot be activated. Requestor IP address, ${from.address}, must be included in the allowed_ip_list.`,
  );
}

/** After a policy changed (docs: sql-reference/sql/alter-network-policy, "Usage notes"). */
export function checkChangeAdmits(context: Context, to: Entry): void {
  const from = originOf(context);
  if (from === null || currentPolicy(context)?.id !== to.id || admits(context.draft.catalog, to, from)) return;
  throw new SqlError(
    "003111",
    "42501",
    `Changes cannot be applied to the network policy ${to.name} because current IP address/token ${from.endpoint ?? from.address} is not allowed in it.`,
  );
}
