import { childrenOf, entryOf, pathOf } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Id } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { type Kind, resolve } from "../../objects/resolve.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { type Cells, textColumn } from "../../result.ts";
import { compilationError } from "../../sql-error.ts";
import type { Relation } from "../relations.ts";
import { nameIn, readFunction } from "./read-function.ts";

const COLUMNS = ["CONTAINER_NAME", "CONTAINER_TYPE", "NETWORK_RULE_NAME", "ACTION_TYPE", "DATABASE_NAME", "SCHEMA_NAME"].map((name) => textColumn(name));
const CONTAINERS: Readonly<Record<string, Kind>> = {
  NETWORK_POLICY: { name: "NETWORK POLICY", label: "Network policy", container: "ACCOUNT" },
  INTEGRATION: { name: "EXTERNAL ACCESS INTEGRATION", label: "Integration", container: "ACCOUNT" },
};
const RULE: Kind = { name: "NETWORK RULE", label: "Network rule", container: "SCHEMA" };
const LISTS: readonly (readonly [string, string])[] = [
  ["ALLOWED_NETWORK_RULE_LIST", "ALLOW"],
  ["BLOCKED_NETWORK_RULE_LIST", "BLOCK"],
  ["ALLOWED_NETWORK_RULES", "ALLOW"],
];

/** TABLE([db.]INFORMATION_SCHEMA.NETWORK_RULE_REFERENCES(...)), behind `TABLE (` (docs: sql-reference/functions/network_rule_references); `null` if it is another function. */
export function readNetworkRuleReferences(cursor: Cursor): Relation | null {
  const call = readFunction(cursor, ["NETWORK_RULE_REFERENCES"]);
  if (call === null) return null;
  return (context) => {
    call.check(context);
    return { columns: COLUMNS, rows: references(context, call.args) };
  };
}

function references(context: Context, args: ReadonlyMap<string, string>): readonly Cells[] {
  const [rule, container, type] = ["NETWORK_RULE_NAME", "CONTAINER_NAME", "CONTAINER_TYPE"].map((name) => args.get(name));
  if (rule !== undefined && args.size === 1) {
    const { id } = resolve(context, { kind: RULE, ref: nameIn(rule), args: null });
    const containers = Object.values(CONTAINERS).flatMap(({ name }) => childrenOf(context.draft.catalog, ACCOUNT, name));
    const sorted = containers.sort((a, b) => (a.name < b.name ? -1 : 1));
    return sorted.flatMap((entry) => rowsOf(context, entry, id));
  }
  const kind = CONTAINERS[type?.toUpperCase() ?? ""];
  if (container === undefined || kind === undefined || args.size !== 2)
    throw compilationError("001044", "42P13", "Invalid argument types for function 'NETWORK_RULE_REFERENCES'.");
  return rowsOf(context, resolve(context, { kind, ref: nameIn(container), args: null }), null);
}

/** A container's rules, or the one that is asked for. */
function rowsOf(context: Context, container: Entry, only: Id | null): readonly Cells[] {
  const type = container.class === "NETWORK POLICY" ? "NETWORK_POLICY" : "INTEGRATION";
  return LISTS.flatMap(([list, action]) =>
    ((container.properties[list] ?? []) as readonly Id[])
      .filter((id) => only === null || id === only)
      .flatMap((id) => entryOf(context.draft.catalog, id) ?? [])
      .map((rule): Cells => {
        const [database, schema] = pathOf(context.draft.catalog, rule);
        return [container.name, type, rule.name, action, database?.name ?? null, schema?.name ?? null];
      }),
  );
}
