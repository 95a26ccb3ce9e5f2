import { boolean } from "../parser/value.ts";
import { textColumn } from "../result.ts";
import { unsupported } from "../sql-error.ts";
import type { ObjectClass, ShowColumn } from "./object-class.ts";
import { comment, createdOn, name, text } from "./show-columns.ts";

/** In the order of the documentation; those that are no class yet have no objects. */
const KINDS = ["API", "CATALOG", "EXTERNAL ACCESS", "NOTIFICATION", "SECURITY", "STORAGE"].map((kind) => `${kind} INTEGRATION`);

/** (docs: sql-reference/sql/show-integrations) */
export const integrationColumns: readonly ShowColumn[] = [
  name,
  text("type", (entry) => String(entry.properties.TYPE ?? entry.class.replace(" INTEGRATION", "").replaceAll(" ", "_"))),
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
