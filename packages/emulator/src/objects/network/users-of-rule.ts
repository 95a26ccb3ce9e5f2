import { childrenOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";

/** The policies and integrations that name it. */
export function usersOfRule(context: Context, rule: Entry): readonly Entry[] {
  const { catalog } = context.draft;
  const lists = ["ALLOWED_NETWORK_RULE_LIST", "BLOCKED_NETWORK_RULE_LIST", "ALLOWED_NETWORK_RULES"];
  return ["NETWORK POLICY", "EXTERNAL ACCESS INTEGRATION"]
    .flatMap((of) => childrenOf(catalog, ACCOUNT, of))
    .filter((entry) => lists.some((list) => ((entry.properties[list] ?? []) as readonly unknown[]).includes(rule.id)));
}
