import { unsupported } from "../sql-error.ts";
import type { ObjectClass } from "./object-class.ts";

/**
 * Roles of an installed application, which its set-up script creates (docs: sql-reference/sql/create-application-role): here they come with SNOWFLAKE or from an
 * account that was read. They are granted and shown like others.
 */
export const applicationRole: ObjectClass = {
  name: "APPLICATION ROLE",
  label: "Application role",
  container: "DATABASE",
  seenByAll: true,
  properties: [],
  // SHOW APPLICATION ROLES has a grammar of its own: `grants/show-application-roles.ts`.
  shows: [],

  creatable() {
    throw unsupported("CREATE APPLICATION ROLE");
  },

  alter(cursor) {
    return cursor.refuse("ALTER APPLICATION ROLE");
  },

  droppable() {
    throw unsupported("DROP APPLICATION ROLE");
  },
};
