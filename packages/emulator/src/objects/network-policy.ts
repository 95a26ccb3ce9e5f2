import { entryOf } from "../catalog/catalog.ts";
import type { Entry, Id, Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { Cursor } from "../parser/cursor.ts";
import { strings } from "../parser/value.ts";
import { textColumn } from "../result.ts";
import { compilationError, invalidValue, SqlError, unsupported } from "../sql-error.ts";
import { renaming } from "../statements/alter.ts";
import { isAddressRange } from "./network/identifiers.ts";
import { bearersOf, checkChangeAdmits, withPolicyName } from "./network/network-policy-in-force.ts";
import { readNames } from "./network/read-names.ts";
import type { Alteration, ObjectClass } from "./object-class.ts";
import { fullName, type Kind, resolve } from "./resolve.ts";
import { comment, createdOn, name, number } from "./show-columns.ts";

const RULE_LISTS = ["ALLOWED_NETWORK_RULE_LIST", "BLOCKED_NETWORK_RULE_LIST"] as const;
const IP_LISTS = ["ALLOWED_IP_LIST", "BLOCKED_IP_LIST"] as const;
const RULE: Kind = { name: "NETWORK RULE", label: "Network rule", container: "SCHEMA" };
/** That a CREATE OR ALTER is read, from there to `check`. */
const OR_ALTER = "OR_ALTER";
/** Of ALLOWED_IP_LIST (docs: sql-reference/sql/create-network-policy). */
const MOST_CHARACTERS = 100_000;

function listOf<T = string>(entry: Entry, list: string): readonly T[] {
  return (entry.properties[list] ?? []) as readonly T[];
}

/** Lists as they were read hold names, kept ones numbers: a rule may be renamed with its schema. */
function ruleIds(context: Context, rules: readonly (Id | readonly string[])[]): readonly Id[] {
  const ids = rules.map((rule) => (typeof rule === "number" ? rule : ingressRule(context, rule)));
  return [...new Set(ids)];
}

function ingressRule(context: Context, parts: readonly string[]): Id {
  // Rules that Snowflake keeps up to date (docs: user-guide/network-rules, "Snowflake-managed network rules").
  if (parts[0] === "SNOWFLAKE" && parts[1] === "NETWORK_SECURITY") throw unsupported(parts.join("."));
  const rule = resolve(context, { kind: RULE, ref: { parts }, args: null });
  if (rule.properties.MODE === "EGRESS")
    throw compilationError("001008", "22023", `Network rule '${rule.name}' of mode EGRESS cannot be part of a network policy.`);
  return rule.id;
}

function checkAddresses(entry: Entry): void {
  for (const list of IP_LISTS) {
    const wrong = listOf(entry, list).find((address) => !isAddressRange(address, "IPV4"));
    if (wrong !== undefined) throw invalidValue(wrong, list);
  }
  const { length } = listOf(entry, "ALLOWED_IP_LIST").join(",");
  if (length > MOST_CHARACTERS) throw compilationError("001008", "22023", `'ALLOWED_IP_LIST' has ${length} characters; the maximum is ${MOST_CHARACTERS}.`);
}

/** ADD and REMOVE { ALLOWED | BLOCKED }_NETWORK_RULE_LIST. */
function readChange(cursor: Cursor): Alteration | null {
  const verb = cursor.acceptOneOf(["ADD", "REMOVE"]);
  if (verb === null) return null;
  const list = cursor.acceptOneOf(RULE_LISTS);
  if (list === null) cursor.fail();
  cursor.expect("=");
  const given = readNames(cursor);
  return {
    needs: [],
    run(context, entry) {
      const named = ruleIds(context, given);
      const kept = listOf<Id>(entry, list);
      const to = verb === "ADD" ? [...new Set([...kept, ...named])] : kept.filter((id) => !named.includes(id));
      checkChangeAdmits(context, context.draft.change(entry.id, { properties: { ...entry.properties, [list]: to } }));
      return undefined;
    },
  };
}

/** Who bears the policy keeps it under its next name. */
function readRename(cursor: Cursor): Alteration | null {
  if (!cursor.accept("RENAME TO")) return null;
  const to = cursor.name();
  const rename = renaming(networkPolicy, to);
  return {
    ...rename,
    run(context, entry) {
      const bearers = bearersOf(context, entry.name);
      const result = rename.run(context, entry);
      for (const bearer of bearers) context.draft.change(bearer.id, withPolicyName(bearer, to.parts.at(-1) ?? ""));
      return result;
    },
  };
}

function refuseWhileAttached(context: Context, entry: Entry, operation: string): void {
  const [bearer] = bearersOf(context, entry.name);
  if (bearer === undefined) return;
  const on = bearer.class === "ACCOUNT" ? "account" : `${bearer.class.toLowerCase()} ${bearer.name}`;
  throw new SqlError("003112", "42710", `Cannot perform ${operation} operation on network policy ${entry.name}. The policy is attached to ${on}.`);
}

function ruleNames(context: Context, entry: Entry, list: string): string {
  const rules = listOf<Id>(entry, list).flatMap((id) => entryOf(context.draft.catalog, id) ?? []);
  return JSON.stringify(rules.map((rule) => ({ fullyQualifiedRuleName: fullName(context.draft.catalog, rule) })));
}

const count = (column: string, list: string) => number(column, (entry) => String(listOf<Value>(entry, list).length));

/** (docs: sql-reference/sql/create-network-policy, alter-network-policy, show-network-policies, desc-network-policy) */
export const networkPolicy: ObjectClass = {
  name: "NETWORK POLICY",
  label: "Network policy",
  container: "ACCOUNT",
  orAlter: true,
  properties: [...RULE_LISTS.map((list) => ({ name: list, read: readNames })), ...IP_LISTS.map((list) => ({ name: list, read: strings }))],
  needs: { describe: [] },
  shows: [
    {
      words: "NETWORK POLICIES",
      cuts: true,
      columns: [
        createdOn,
        name,
        comment,
        count("entries_in_allowed_ip_list", "ALLOWED_IP_LIST"),
        count("entries_in_blocked_ip_list", "BLOCKED_IP_LIST"),
        count("entries_in_allowed_network_rules", "ALLOWED_NETWORK_RULE_LIST"),
        count("entries_in_blocked_network_rules", "BLOCKED_NETWORK_RULE_LIST"),
      ],
    },
  ],

  describe(entry, context) {
    // Rules are a JSON text, as SnowDDL reads them from live accounts; the page prints their names only.
    const rows = [...IP_LISTS, ...RULE_LISTS]
      .filter((list) => listOf<Value>(entry, list).length > 0)
      .map((list) => [list, list.endsWith("_IP_LIST") ? listOf(entry, list).join(",") : ruleNames(context, entry, list)]);
    return { columns: [textColumn("name"), textColumn("value")], rows };
  },

  complete(_cursor, spec, head) {
    if (head.orAlter) spec.properties[OR_ALTER] = true;
  },

  alter: (cursor) => readChange(cursor) ?? readRename(cursor),

  check(context, given, from) {
    const { [OR_ALTER]: isOrAlter, ...properties } = given.properties;
    const to = { ...given, properties };
    // "You can't use a CREATE OR ALTER NETWORK POLICY statement ... if that policy is currently assigned" (docs: sql-reference/sql/create-network-policy)
    if (isOrAlter === true && from !== null) refuseWhileAttached(context, from, "CREATE OR ALTER");
    const rules = Object.fromEntries(
      RULE_LISTS.filter((list) => to.properties[list] !== undefined).map((list) => [list, ruleIds(context, listOf<Id | readonly string[]>(to, list))]),
    );
    const entry = { ...to, properties: { ...to.properties, ...rules } };
    checkAddresses(entry);
    if (from !== null) checkChangeAdmits(context, entry);
    return entry;
  },

  dropping: (context, entry) => refuseWhileAttached(context, entry, "Drop"),
};
