import { displayedName, parseQualifiedName } from "@snowtower/sql";
import type { ObjectRows, RowView } from "../../rows.ts";
import { isUnknown, type Read, type Unknown, unknown, type Value } from "../../value.ts";
import { LISTS } from "./policy-lists.ts";

/** The rows of DESCRIBE NETWORK POLICY, one for each list that is not empty (docs: sql-reference/sql/desc-network-policy). */
export function decodeNetworkPolicy(rows: ObjectRows): { readonly [field: string]: Read<Value> } {
  const described = rows.also("DESCRIBE");
  return Object.fromEntries(LISTS.map((list) => [list, listIn(described, list)]));
}

function listIn(rows: readonly RowView[] | Unknown, list: (typeof LISTS)[number]): Read<readonly string[]> {
  if (isUnknown(rows)) return rows;
  const cell = rows.find((row) => row.get("name") === list.toUpperCase())?.get("value");
  if (cell === undefined || cell === null || cell === "") return undefined;
  if (list.endsWith("_rule_list")) return rulesIn(cell);
  const addresses = cell.split(",").map((each) => each.trim());
  return addresses.filter((each) => each !== "");
}

/** `[{"fullyQualifiedRuleName":"DB.SC.RULE"}]`. The page prints bare names, which do not tell which rule it is. */
function rulesIn(cell: string): Read<readonly string[]> {
  const names = parsed(cell)?.map((name) => (name === null ? null : parseQualifiedName(name)));
  if (names === undefined || names.some((name) => name?.length !== 3))
    return unknown(`DESCRIBE NETWORK POLICY does not tell the full names of its rules: ${cell}`);
  return names.length === 0 ? undefined : names.flatMap((name) => (name === null ? [] : [displayedName(name)]));
}

function parsed(cell: string): readonly (string | null)[] | undefined {
  try {
    const list: unknown = JSON.parse(cell);
    return Array.isArray(list) ? list.map(ruleName) : undefined;
  } catch {
    return undefined;
  }
}

function ruleName(entry: unknown): string | null {
  const name = typeof entry === "object" && entry !== null && "fullyQualifiedRuleName" in entry ? entry.fullyQualifiedRuleName : null;
  return typeof name === "string" ? name : null;
}
