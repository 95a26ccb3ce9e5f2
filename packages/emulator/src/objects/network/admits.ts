import { BlockList, isIPv6 } from "node:net";
import { type Catalog, entryAt, entryOf, findByName } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";

type Family = "IPV4" | "IPV6";

function listOf<T>(entry: Entry, name: string): readonly T[] {
  return (entry.properties[name] ?? []) as readonly T[];
}

/** The rules a policy allows or blocks with that concern who comes in. */
function rulesOf(catalog: Catalog, policy: Entry, list: "ALLOWED" | "BLOCKED"): readonly Entry[] {
  return listOf<number>(policy, `${list}_NETWORK_RULE_LIST`).flatMap((id) => entryOf(catalog, id) ?? []);
}

function isOf(rule: Entry, family: Family): boolean {
  return rule.properties.TYPE === family && (rule.properties.MODE ?? "INGRESS") === "INGRESS";
}

/** `::ffff:10.0.0.1`, as a socket for both families says it, is the IPv4 address. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

function isIn(ranges: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = "", bits] = range.split("/");
    const family = isIPv6(net) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(net, family);
    else list.addSubnet(net, Number(bits), family);
  }
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** May a request from this address in? The blocked list comes first (docs: user-guide/network-policies, "Interaction between allowed lists and blocked lists"). */
export function admits(catalog: Catalog, policy: Entry, from: string): boolean {
  const address = plainAddress(from);
  const allowed = rulesOf(catalog, policy, "ALLOWED");
  const blocked = rulesOf(catalog, policy, "BLOCKED");
  // "If a request arrives over IPv6 and no IPv6 network rules are present in the policy, the request is evaluated against IPv4 rules only."
  const family: Family = isIPv6(address) && [...allowed, ...blocked].some((rule) => isOf(rule, "IPV6")) ? "IPV6" : "IPV4";
  const values = (rules: readonly Entry[], ips: string): readonly string[] => [
    ...rules.filter((rule) => isOf(rule, family)).flatMap((rule) => listOf<string>(rule, "VALUE_LIST")),
    ...(family === "IPV4" ? listOf<string>(policy, ips) : []),
  ];
  if (isIn(values(blocked, "BLOCKED_IP_LIST"), address)) return false;
  const allowedValues = values(allowed, "ALLOWED_IP_LIST");
  const restricts = allowedValues.length > 0 || allowed.some((rule) => isOf(rule, family));
  // Rules of private endpoints do not concern who comes over the public network; without any rule an empty ALLOWED_IP_LIST lets nobody in.
  return restricts ? isIn(allowedValues, address) : allowed.length + blocked.length > 0;
}

function policyNamed(catalog: Catalog, name: string | undefined): Entry | null {
  if (name === undefined || name === "") return null;
  return findByName(catalog, { parent: ACCOUNT, class: "NETWORK POLICY", name, args: null }) ?? null;
}

/** The policy in force for a user: his own, else the account's; `user` is `null` for who is not known. */
export function networkPolicyOf(catalog: Catalog, user: Entry | null): Entry | null {
  return policyNamed(catalog, user?.parameters.NETWORK_POLICY) ?? policyNamed(catalog, entryAt(catalog, ACCOUNT).parameters.NETWORK_POLICY);
}
