import type { Entry, Value } from "../catalog/entry.ts";
import { requireEdition } from "../edition/require-edition.ts";
import type { Cursor } from "../parser/cursor.ts";
import { integer } from "../parser/value.ts";
import { textColumn, timeColumn } from "../result.ts";
import { type ObjectClass, propertyOf, type ShowColumn } from "./object-class.ts";
import { refusedProperties } from "./refused-properties.ts";
import { comment, createdOn, name, text } from "./show-columns.ts";
import { userPolicyClass } from "./user-policy/user-policy-class.ts";

/** `('ALL')`, `(role, "Role")`, `()`: names in stored form. */
function readRoles(cursor: Cursor): Value {
  cursor.expect("(");
  const roles: string[] = [];
  while (!cursor.accept(")")) {
    if (roles.length > 0) cursor.expect(",");
    roles.push(cursor.seesString() ? cursor.string() : cursor.accept("ALL") ? "ALL" : cursor.identifier());
  }
  return roles;
}

function printed(named: string): ShowColumn {
  return text(named, (entry: Entry) => {
    const value = propertyOf(sessionPolicy, entry, named.toUpperCase());
    return value === null ? null : Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
  });
}

const described: readonly ShowColumn[] = [
  createdOn,
  name,
  printed("session_idle_timeout_mins"),
  printed("session_ui_idle_timeout_mins"),
  printed("session_max_lifespan_mins"),
  printed("session_ui_max_lifespan_mins"),
  printed("allowed_secondary_roles"),
  printed("agent_restricted_session_scope"),
  comment,
];

/** (docs: sql-reference/sql/create-session-policy, desc-session-policy). Sessions here do not end for being idle. */
export const sessionPolicy: ObjectClass = userPolicyClass({
  name: "SESSION POLICY",
  shows: "SESSION POLICIES",
  properties: [
    { name: "SESSION_IDLE_TIMEOUT_MINS", read: integer({ min: 5, max: 1440 }), default: 240 },
    { name: "SESSION_UI_IDLE_TIMEOUT_MINS", read: integer({ min: 5, max: 1440 }), default: 1080 },
    { name: "SESSION_MAX_LIFESPAN_MINS", read: integer({ max: 43_200 }), default: 0 },
    { name: "SESSION_UI_MAX_LIFESPAN_MINS", read: integer({ max: 43_200 }), default: 0 },
    { name: "ALLOWED_SECONDARY_ROLES", read: readRoles, default: ["ALL"] },
    { name: "BLOCKED_SECONDARY_ROLES", read: readRoles, default: [] },
    ...refusedProperties("SESSION POLICY", ["AGENT_RESTRICTED_SESSION_SCOPE"]),
  ],

  describe(entry, context) {
    return {
      columns: described.map((column) => (column.type === "time" ? timeColumn(column.name) : textColumn(column.name))),
      rows: [described.map((column) => column.value(entry, context))],
    };
  },

  check(context) {
    requireEdition(context.account, "SESSION POLICY");
  },
});
