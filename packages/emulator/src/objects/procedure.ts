import type { ObjectClass } from "./object-class.ts";
import { createdOn, name } from "./show-columns.ts";

/** (docs: sql-reference/sql/create-procedure, show-user-procedures) */
export const procedure: ObjectClass = {
  name: "PROCEDURE",
  label: "Procedure",
  container: "SCHEMA",
  overloaded: true,
  properties: [],
  clause: (cursor) => cursor.refuse("CREATE PROCEDURE"),
  shows: [{ words: "USER PROCEDURES", columns: [createdOn, name] }],
};
