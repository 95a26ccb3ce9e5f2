import { owns } from "../access/authorize.ts";
import type { Value } from "../catalog/entry.ts";
import type { Cursor } from "../parser/cursor.ts";
import { boolean } from "../parser/value.ts";
import { readQuery } from "../query/read-query.ts";
import { unsupported } from "../sql-error.ts";
import { readGovernance } from "./governance/alter-governance.ts";
import { readWithTablePolicy } from "./governance/constraint.ts";
import { readInlineAttachment } from "./governance/inline.ts";
import { policyNames } from "./governance/policy-names.ts";
import { readWithRowAccess } from "./governance/row-access.ts";
import type { Alteration, ObjectClass, ShowColumn, Spec } from "./object-class.ts";
import { comment, createdOn, databaseName, name, owner, ownerRoleType, schemaName, text } from "./show-columns.ts";
import { describeColumns } from "./table/describe-table.ts";
import { completeView, type ViewColumn } from "./view/view-definition.ts";

const columns: readonly ShowColumn[] = [
  createdOn,
  name,
  text("reserved", () => ""),
  text("kind", (entry) => entry.class.replaceAll(" ", "_")),
  databaseName,
  schemaName,
  owner,
  comment,
  // "you must use the role that owns the view" (docs: sql-reference/sql/show-views)
  text("text", (entry, context) => (entry.properties.SECURE === true && !owns(context, entry) ? "" : String(entry.properties.TEXT ?? ""))),
  text("is_secure", (entry) => String(entry.properties.SECURE === true)),
  text("is_materialized", (entry) => String(entry.class === "MATERIALIZED VIEW")),
  ownerRoleType,
  text("change_tracking", (entry) => (entry.properties.CHANGE_TRACKING === true ? "ON" : "OFF")),
];

const ATTACHMENTS = ["DATA METRIC FUNCTION", "CONTACT"];

/** `( a [WITH MASKING POLICY p] [WITH TAG (...)] [COMMENT '...'], b )` */
function readList(cursor: Cursor, spec: Spec): readonly ViewColumn[] {
  const found: ViewColumn[] = [];
  cursor.expect("(");
  do {
    const at = cursor.position();
    const column = cursor.identifier();
    let said: string | null = null;
    for (;;) {
      const attach = readInlineAttachment(cursor, { name: column, at });
      if (attach !== null) spec.attach = [...(spec.attach ?? []), attach];
      else if (said === null && cursor.accept("COMMENT")) said = cursor.string();
      else break;
    }
    found.push({ name: column, comment: said });
  } while (cursor.accept(","));
  cursor.expect(")");
  return found;
}

function securing(secure: boolean): Alteration {
  return {
    needs: [],
    run(context, entry) {
      const { SECURE: _before, ...rest } = entry.properties;
      context.draft.change(entry.id, { properties: secure ? { ...rest, SECURE: true } : rest });
      return undefined;
    },
  };
}

/** (docs: sql-reference/sql/create-view, alter-view, show-views, desc-view) */
export const view: ObjectClass = {
  name: "VIEW",
  label: "View",
  container: "SCHEMA",
  modifiers: ["SECURE", "RECURSIVE"],
  orAlter: true,
  renameNeedsCreate: true,
  describesAlso: ["TABLE"],
  properties: [{ name: "CHANGE_TRACKING", read: boolean, default: false }],
  needs: { set: [], drop: [], rename: [] },
  shows: [{ words: "VIEWS", classes: ["VIEW", "MATERIALIZED VIEW"], columns, terse: ["created_on", "name", "kind", "database_name", "schema_name"] }],

  describe(entry, context) {
    const { ORDER: order } = entry.properties;
    if (order === undefined) return describeColumns(entry, policyNames(entry, context));
    const typed = new Set(describeColumns(entry).rows.map(([column]) => column));
    const unknown = order === null ? "*" : (order as readonly string[]).filter((column) => !typed.has(column)).join(", ");
    throw unsupported(`DESCRIBE of view ${entry.name}: the type of ${unknown}`);
  },

  modified(spec, head) {
    if (head.modifiers.includes("SECURE")) spec.properties.SECURE = true;
    if (head.modifiers.includes("RECURSIVE")) spec.properties.RECURSIVE = true;
  },

  clause(cursor, spec) {
    if (cursor.sees("(") && spec.properties.LIST === undefined) {
      spec.properties.LIST = readList(cursor, spec) as unknown as Value;
      return true;
    }
    if (cursor.accept("COPY GRANTS")) {
      spec.properties.COPY_GRANTS = true;
      return true;
    }
    if (readWithRowAccess(cursor, spec) || readWithTablePolicy(cursor, spec)) return true;
    if (cursor.sees("COPY TAGS")) cursor.refuse("CREATE VIEW ... COPY TAGS");
    for (const words of ATTACHMENTS) if (cursor.sees(words) || cursor.sees(`WITH ${words}`)) cursor.refuse(`CREATE VIEW ... ${words}`);
    if (!cursor.accept("AS")) return false;
    const mark = cursor.mark();
    readQuery(cursor);
    cursor.end();
    spec.properties.QUERY_AT = mark;
    cursor.reset(0);
    spec.properties.TEXT = cursor.rest();
    return true;
  },

  alter(cursor) {
    if (cursor.accept("SET SECURE")) return securing(true);
    if (cursor.accept("UNSET SECURE")) return securing(false);
    const governance = readGovernance(cursor);
    if (governance !== null) return governance;
    for (const words of ["ADD", "DROP", "ALTER", "MODIFY", "SET DATA_METRIC_SCHEDULE", "SET CONTACT"])
      if (cursor.sees(words)) cursor.refuse(`ALTER VIEW ... ${words}`);
    return null;
  },

  check(context, to) {
    return to.properties.COLUMNS === undefined ? completeView(context, to) : to;
  },
};
