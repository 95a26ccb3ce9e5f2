import type { ObjectClass } from "./object-class.ts";
import { createdOn, name } from "./show-columns.ts";

/** (docs: sql-reference/sql/create-function, show-user-functions) */
export const functionClass: ObjectClass = {
  name: "FUNCTION",
  label: "Function",
  container: "SCHEMA",
  overloaded: true,
  properties: [],
  clause: (cursor) => cursor.refuse("CREATE FUNCTION"),
  shows: [{ words: "USER FUNCTIONS", columns: [createdOn, name] }],
};
