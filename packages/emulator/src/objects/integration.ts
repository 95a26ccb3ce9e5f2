import type { Entry } from "../catalog/entry.ts";
import { boolean } from "../parser/value.ts";
import { textColumn } from "../result.ts";
import { unsupported } from "../sql-error.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { comment, createdOn, name, text } from "./show-columns.ts";

/** In the order of the documentation; those that are no class yet have no objects. */
const KINDS = ["API", "CATALOG", "EXTERNAL ACCESS", "NOTIFICATION", "SECURITY", "STORAGE"].map((kind) => `${kind} INTEGRATION`);

/** `OAUTH - CUSTOM`, `SCIM - AZURE`: with whom a security integration is, as clients read it from live accounts; no page shows it. */
function typeOf({ class: of, properties }: Entry): string {
  const type = String(properties.TYPE ?? of.replace(" INTEGRATION", "").replaceAll(" ", "_"));
  if (of === "NOTIFICATION INTEGRATION" && type === "QUEUE") return `${type} - ${String(properties.NOTIFICATION_PROVIDER)}`;
  if (of !== "SECURITY INTEGRATION") return type;
  const client = properties.OAUTH_CLIENT ?? properties.EXTERNAL_OAUTH_TYPE ?? properties.SCIM_CLIENT;
  return client === undefined ? type : `${type} - ${String(client)}`;
}

/** (docs: sql-reference/sql/show-integrations) */
export const integrationColumns: readonly ShowColumn[] = [
  name,
  text("type", typeOf),
  text("category", (entry) => entry.class.replace(" INTEGRATION", "").replaceAll(" ", "_")),
  text("enabled", (entry) => String(entry.properties.ENABLED !== false)),
  comment,
  createdOn,
];

/** The name that stands for all integrations: DROP INTEGRATION, DESCRIBE INTEGRATION, COMMENT ON INTEGRATION, SHOW INTEGRATIONS. */
export const integration: ObjectClass = {
  name: "INTEGRATION",
  label: "Integration",
  container: "ACCOUNT",
  also: KINDS,
  describesAlso: KINDS,
  properties: [{ name: "ENABLED", read: boolean, only: "alter" }],
  shows: [{ words: "INTEGRATIONS", classes: KINDS, columns: integrationColumns, cuts: true }],
  // The class of what is found describes itself.
  describe: () => ({ columns: [textColumn("property")], rows: [] }),

  modified() {
    throw unsupported("CREATE INTEGRATION");
  },

  alter(cursor) {
    const isCommon = ["SET ENABLED", "SET COMMENT", "UNSET COMMENT"].some((words) => cursor.sees(words));
    return isCommon ? null : cursor.refuse(`ALTER INTEGRATION ... ${cursor.peek().value}`);
  },
};
