import type { Entry } from "../catalog/entry.ts";
import { oneOf, strings } from "../parser/value.ts";
import { textColumn, timeColumn } from "../result.ts";
import { compilationError, SqlError } from "../sql-error.ts";
import { checkValues } from "./network/identifiers.ts";
import { usersOfRule } from "./network/users-of-rule.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { comment, createdOn, databaseName, name, number, owner, ownerRoleType, property, schemaName, text } from "./show-columns.ts";

const TYPES = ["IPV4", "IPV6", "AWSVPCEID", "AZURELINKID", "GCPPSCID", "HOST_PORT", "PRIVATE_HOST_PORT", "COMPUTE_POOL"];
const MODES = ["INGRESS", "INTERNAL_STAGE", "SNOWFLAKE_MANAGED_STORAGE_VOLUME", "EGRESS"];

/** What each mode can restrict (docs: sql-reference/sql/create-network-rule). */
const TYPES_OF_MODE: Readonly<Record<string, readonly string[]>> = {
  INGRESS: ["IPV4", "IPV6", "AWSVPCEID", "AZURELINKID", "GCPPSCID", "COMPUTE_POOL"],
  INTERNAL_STAGE: ["AWSVPCEID"],
  SNOWFLAKE_MANAGED_STORAGE_VOLUME: ["AWSVPCEID"],
  EGRESS: ["HOST_PORT", "PRIVATE_HOST_PORT"],
};

function valuesOf(entry: Entry): readonly string[] {
  return (entry.properties.VALUE_LIST ?? []) as readonly string[];
}

const common: readonly ShowColumn[] = [
  createdOn,
  name,
  databaseName,
  schemaName,
  owner,
  comment,
  text("type", (entry) => property(networkRule, entry, "TYPE")),
  text("mode", (entry) => property(networkRule, entry, "MODE")),
];
const columns = [...common, number("entries_in_valuelist", (entry) => String(valuesOf(entry).length)), ownerRoleType];
const described = [...common, text("value_list", (entry) => valuesOf(entry).join(","))];

/** (docs: sql-reference/sql/create-network-rule, alter-network-rule, show-network-rules, desc-network-rule) */
export const networkRule: ObjectClass = {
  name: "NETWORK RULE",
  label: "Network rule",
  container: "SCHEMA",
  orAlter: true,
  properties: [
    { name: "TYPE", read: oneOf(TYPES), only: "create" },
    { name: "MODE", read: oneOf(MODES), default: "INGRESS", only: "create" },
    { name: "VALUE_LIST", read: strings },
  ],
  needs: { describe: [] },
  shows: [{ words: "NETWORK RULES", columns, cuts: true, pages: true }],

  describe(entry, context) {
    return {
      columns: described.map((column) => (column.type === "time" ? timeColumn(column.name) : textColumn(column.name))),
      rows: [described.map((column) => column.value(entry, context))],
    };
  },

  alter(cursor) {
    return cursor.sees("RENAME") ? cursor.fail() : null;
  },

  complete(cursor, spec) {
    if (spec.properties.TYPE === undefined) cursor.fail();
  },

  check(_context, to, from) {
    const type = String(to.properties.TYPE);
    const mode = String(to.properties.MODE ?? "INGRESS");
    const before = from === null ? null : { type: String(from.properties.TYPE), mode: String(from.properties.MODE ?? "INGRESS") };
    // "If the TYPE or MODE specified in the statement differs from the existing network rule, the statement fails."
    if (before !== null && (before.type !== type || before.mode !== mode))
      throw compilationError("001008", "22023", `TYPE and MODE of network rule '${to.name}' cannot be changed.`);
    if (TYPES_OF_MODE[mode]?.includes(type) !== true)
      throw compilationError("001008", "22023", `invalid value [${mode}] for parameter 'MODE' of a network rule of type ${type}`);
    checkValues(type, valuesOf(to));
    return to;
  },

  dropping(context, entry) {
    const [user] = usersOfRule(context, entry);
    if (user === undefined) return;
    throw new SqlError(
      "003120",
      "42710",
      `Cannot perform operation. Network rule '${entry.name}' is associated with ${user.class.toLowerCase()} '${user.name}'.`,
    );
  },
};
