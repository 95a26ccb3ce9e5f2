import { BlockList, isIPv6 } from "node:net";
import { type Catalog, entryAt, entryOf, findByName } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";

/** Where a request comes from. */
export interface Origin {
  readonly address: string;
  /** The private endpoint it came through (VPCE ID, LinkID, pscConnectionID); `null` over the public network. */
  readonly endpoint: string | null;
}

const PRIVATE = ["AWSVPCEID", "AZURELINKID", "GCPPSCID"];

function listOf<T>(entry: Entry, name: string): readonly T[] {
  return (entry.properties[name] ?? []) as readonly T[];
}

/** The rules a policy allows or blocks with that concern who comes in. */
function rulesOf(catalog: Catalog, policy: Entry, list: "ALLOWED" | "BLOCKED"): readonly Entry[] {
  return listOf<number>(policy, `${list}_NETWORK_RULE_LIST`).flatMap((id) => entryOf(catalog, id) ?? []);
}

function isOf(rule: Entry, types: readonly string[]): boolean {
  return types.includes(String(rule.properties.TYPE)) && (rule.properties.MODE ?? "INGRESS") === "INGRESS";
}

function valuesOf(rules: readonly Entry[], types: readonly string[]): readonly string[] {
  return rules.filter((rule) => isOf(rule, types)).flatMap((rule) => listOf<string>(rule, "VALUE_LIST"));
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

/** `vpce-1`, or `{vpce-1:10.0.0.0/8,10.0.0.1}` for some addresses behind it (docs: user-guide/network-rules, "Supported network identifiers"). */
function isBehind(values: readonly string[], { endpoint, address }: { readonly endpoint: string; readonly address: string }): boolean {
  return values.some((value) => {
    if (!value.startsWith("{")) return value === endpoint;
    const at = value.lastIndexOf(":");
    return value.slice(1, at) === endpoint && isIn(value.slice(at + 1, -1).split(","), address);
  });
}

/**
 * May a request from there in? The blocked list comes first (docs: user-guide/network-policies, "Interaction between allowed lists and blocked lists").
 * Rules of private endpoints have no effect on who comes over the public network, and go before those of addresses for who does not.
 */
export function admits(catalog: Catalog, policy: Entry, from: Origin): boolean {
  const address = plainAddress(from.address);
  const allowed = rulesOf(catalog, policy, "ALLOWED");
  const blocked = rulesOf(catalog, policy, "BLOCKED");
  if (from.endpoint !== null) {
    const through = { endpoint: from.endpoint, address };
    if (isBehind(valuesOf(blocked, PRIVATE), through)) return false;
    // "then all IPV4 and IPV6 network rules that contain public or private IP ranges are ignored"
    if (allowed.some((rule) => isOf(rule, PRIVATE))) return isBehind(valuesOf(allowed, PRIVATE), through);
  }
  return admitsAddress(policy, { address, allowed, blocked });
}

function admitsAddress(policy: Entry, of: { readonly address: string; readonly allowed: readonly Entry[]; readonly blocked: readonly Entry[] }): boolean {
  const { address, allowed, blocked } = of;
  // "If a request arrives over IPv6 and no IPv6 network rules are present in the policy, the request is evaluated against IPv4 rules only."
  const isSix = isIPv6(address) && [...allowed, ...blocked].some((rule) => isOf(rule, ["IPV6"]));
  const family = [isSix ? "IPV6" : "IPV4"];
  const listed = (list: string): readonly string[] => (isSix ? [] : listOf<string>(policy, list));
  if (isIn([...valuesOf(blocked, family), ...listed("BLOCKED_IP_LIST")], address)) return false;
  // "If there are no network rules, the network policy evaluation considers the ALLOWED_IP_LIST"
  if (allowed.some((rule) => isOf(rule, family))) return isIn(valuesOf(allowed, family), address);
  if (listed("ALLOWED_IP_LIST").length > 0) return isIn(listed("ALLOWED_IP_LIST"), address);
  // Without any rule an empty ALLOWED_IP_LIST lets nobody in.
  return allowed.length + blocked.length > 0;
}

function policyNamed(catalog: Catalog, name: unknown): Entry | null {
  if (typeof name !== "string" || name === "") return null;
  return findByName(catalog, { parent: ACCOUNT, class: "NETWORK POLICY", name, args: null }) ?? null;
}

/** The policy in force: that of the security integration that lets in, else the user's, else the account's; `user` is `null` for who is not known. */
export function networkPolicyOf(catalog: Catalog, user: Entry | null, integration: Entry | null = null): Entry | null {
  return (
    policyNamed(catalog, integration?.properties.NETWORK_POLICY) ??
    policyNamed(catalog, user?.parameters.NETWORK_POLICY) ??
    policyNamed(catalog, entryAt(catalog, ACCOUNT).parameters.NETWORK_POLICY)
  );
}
