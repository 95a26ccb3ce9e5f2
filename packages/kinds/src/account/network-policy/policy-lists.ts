import { isIpv4Range } from "../../schema/network-rule/identifiers.ts";
import type { ValueType } from "../../value-type.ts";
import { list } from "../../value-types/collection.ts";
import { fullName } from "../../value-types/full-name.ts";
import { describeNode, refuse } from "../../value-types/refuse.ts";
import { text } from "../../value-types/scalar.ts";

/** "The ALLOWED_IP_LIST parameter supports IPv4 addresses only" (docs: sql-reference/sql/create-network-policy). */
const address: ValueType<string> = {
  ...text,
  says: "an IPv4 address or range",
  parse(node, context) {
    const written = text.parse(node, context);
    if (written === undefined || isIpv4Range(written)) return written;
    const message = `not an IPv4 address or range: ${describeNode(node)}`;
    return refuse(context, { code: "ST1104", message, at: node.at, hint: "as 10.1.2.3 or 10.0.0.0/8; IPv6 addresses stand in network rules" });
  },
};

/** Names of network rules. */
export const ruleList = list(fullName, { min: 1, unordered: true });

/** IPv4 addresses. */
export const addressList = list(address, { min: 1, unordered: true });

/** The lists of a policy, in the order of the documentation. */
export const LISTS = ["allowed_network_rule_list", "blocked_network_rule_list", "allowed_ip_list", "blocked_ip_list"] as const;
