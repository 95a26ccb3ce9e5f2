import { isIPv4, isIPv6 } from "node:net";
import { compilationError } from "../../sql-error.ts";

const MOST_BITS = { IPV4: 32, IPV6: 128 } as const;

/** `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`. */
export function isAddressRange(value: string, type: "IPV4" | "IPV6"): boolean {
  const [address = "", bits, ...more] = value.split("/");
  if (more.length > 0 || !(type === "IPV4" ? isIPv4(address) : isIPv6(address) && !address.includes("%"))) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= MOST_BITS[type]);
}

const LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/;
/** "you can use a single asterisk as a wildcard character", for one level of subdomains. */
const WILD_LABEL = /^[A-Za-z0-9_-]*\*[A-Za-z0-9_-]*$/;

function isPort(port: string): boolean {
  return /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
}

function isPorts(ports: string): boolean {
  const [from = "", to, ...more] = ports.split("-");
  if (more.length > 0 || !isPort(from)) return false;
  return to === undefined || (isPort(to) && Number(from) >= 1 && Number(from) <= Number(to));
}

/** `example.com`, `*.example.com:443`, `example.com:1-65535`, `0.0.0.0:80`. */
function isHostPort(value: string): boolean {
  const [host = "", ports, ...more] = value.split(":");
  if (more.length > 0 || (ports !== undefined && !isPorts(ports))) return false;
  if (host === "0.0.0.0") return ports === undefined || ports === "443" || ports === "80";
  if (isIPv4(host)) return true;
  const [first = "", ...rest] = host.split(".");
  return rest.length > 0 && host.length <= 255 && (LABEL.test(first) || WILD_LABEL.test(first)) && rest.every((label) => LABEL.test(label));
}

/** `{private_link_id:ip_or_cidr[,ip_or_cidr, ...]}` (docs: user-guide/network-rules, "Supported network identifiers") */
function isTuple(value: string, endpoint: RegExp): boolean {
  const [, id = "", addresses = ""] = /^\{(.+):([0-9./,]+)\}$/.exec(value) ?? [];
  return endpoint.test(id) && addresses.split(",").every((address) => isAddressRange(address, "IPV4"));
}

const FORMS: Readonly<Record<string, (value: string) => boolean>> = {
  IPV4: (value) => isAddressRange(value, "IPV4"),
  IPV6: (value) => isAddressRange(value, "IPV6"),
  // "VPC IDs are not supported"
  AWSVPCEID: (value) => /^vpce-[0-9a-z]+$/i.test(value) || isTuple(value, /^vpce-[0-9a-z]+$/i),
  AZURELINKID: (value) => /^[\w.:/-]+$/.test(value) || isTuple(value, /^[\w.:/-]+$/),
  GCPPSCID: (value) => /^\d+$/.test(value) || isTuple(value, /^\d+$/),
  HOST_PORT: isHostPort,
  PRIVATE_HOST_PORT: (value) => isHostPort(value) && !value.includes("*"),
  COMPUTE_POOL: (value) => /^[A-Za-z_][\w$]*$|^"[^"]+"$/.test(value),
};

/** Every value must be of the rule's type (docs: sql-reference/sql/create-network-rule). */
export function checkValues(type: string, values: readonly string[]): void {
  const wrong = values.find((value) => FORMS[type]?.(value) !== true);
  if (wrong !== undefined) throw compilationError("001008", "22023", `invalid value [${wrong}] for parameter 'VALUE_LIST' of a network rule of type ${type}`);
  if (type === "PRIVATE_HOST_PORT" && values.length > 1)
    throw compilationError("001008", "22023", "a network rule of type PRIVATE_HOST_PORT has one value in 'VALUE_LIST'");
}
