/** An IPv4 address, or a range of them: `10.0.0.1`, `10.0.0.0/8`. */
export function isIpv4Range(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const parts = address.split(".");
  return more.length === 0 && parts.length === 4 && parts.every((part) => isUpTo(part, 255)) && (bits === undefined || isUpTo(bits, 32));
}

/** An IPv6 address, or a range of them: `2001:db8::/32`, `::ffff:192.0.2.1`. */
function isIpv6Range(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  if (more.length > 0 || (bits !== undefined && !isUpTo(bits, 128))) return false;
  const halves = address.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half, i) => groupsOf(half, i === halves.length - 1));
  const count = groups.length;
  return groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}

/** An IPv4 address at the very end stands for the last two groups. */
function groupsOf(half: string, isLast: boolean): readonly string[] {
  if (half === "") return [];
  const groups = half.split(":");
  const end = groups.at(-1) ?? "";
  return isLast && end.includes(".") && isIpv4Range(end) && !end.includes("/") ? [...groups.slice(0, -1), "0", "0"] : groups;
}

/** `example.com`, `*.example.com:443`, `example.com:1000-2000`, `0.0.0.0:80`. */
function isHostPort(text: string): boolean {
  const [host = "", ports, ...more] = text.split(":");
  if (more.length > 0 || !(ports === undefined || isPorts(ports))) return false;
  if (host === "0.0.0.0") return ports === undefined || ports === "443" || ports === "80";
  return host.split("*").length <= 2 && host.split(".").every((label, i) => (i === 0 ? /^[\w*-]+$/ : /^[\w-]+$/).test(label));
}

function isPorts(text: string): boolean {
  const [from = "", to, ...more] = text.split("-");
  return more.length === 0 && isUpTo(from, 65_535) && (to === undefined || (isUpTo(to, 65_535) && Number(from) >= 1 && Number(from) <= Number(to)));
}

function isUpTo(digits: string, most: number): boolean {
  return /^\d{1,5}$/.test(digits) && Number(digits) <= most;
}

/** An id of a private endpoint, also with the addresses behind it: `{vpce-1:10.0.0.0/8,10.1.2.3}` (docs: user-guide/network-rules). */
function isEndpoint(id: RegExp): (text: string) => boolean {
  return (text) => {
    const [, endpoint, addresses] = /^\{([^:{}]+):([^{}]+)\}$/.exec(text) ?? [];
    if (endpoint === undefined || addresses === undefined) return id.test(text);
    return id.test(endpoint) && addresses.split(",").every((address) => isIpv4Range(address.trim()));
  };
}

/** The types of network rules, and what each of their values must look like (docs: sql-reference/sql/create-network-rule). */
export const IDENTIFIERS = {
  IPV4: { says: "an IPv4 address or range, as 10.0.0.0/8", fits: isIpv4Range },
  IPV6: { says: "an IPv6 address or range, as 2001:db8::/32", fits: isIpv6Range },
  AWSVPCEID: { says: "the id of a VPC endpoint, vpce-...", fits: isEndpoint(/^vpce-[0-9A-Za-z]+$/) },
  AZURELINKID: { says: "the LinkID of a private endpoint", fits: isEndpoint(/^[^\s{},]+$/) },
  GCPPSCID: { says: "a pscConnectionID", fits: isEndpoint(/^\d+$/) },
  HOST_PORT: { says: "a domain, with a port or a range of ports if need be", fits: isHostPort },
  PRIVATE_HOST_PORT: { says: "a domain without a *, with a port if need be", fits: (text: string) => isHostPort(text) && !text.includes("*") },
  COMPUTE_POOL: { says: "the name of a compute pool, or ALL", fits: (text: string) => text !== "" },
} as const;

export type IdentifierType = keyof typeof IDENTIFIERS;
