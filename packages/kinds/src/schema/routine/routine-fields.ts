import { field } from "../../field.ts";
import type { ValueType } from "../../value-type.ts";
import { list, mapOf } from "../../value-types/collection.ts";
import { accountName, schemaObjectName } from "../../value-types/name.ts";
import { bool, oneOf, text, token } from "../../value-types/scalar.ts";
import { routineArguments } from "./arguments.ts";
import { imports } from "./imports.ts";
import { returns } from "./returns.ts";

/** Code. White space around it does not count. */
const body: ValueType<string> = { ...text, says: "code", same: (a, b) => a.trim() === b.trim() };

/** The fields that functions and procedures have in common. (docs: sql-reference/sql/create-function, create-procedure) */
export const routineFields = {
  language: field(oneOf(["SQL", "PYTHON", "JAVASCRIPT", "JAVA", "SCALA"]), "The language of the code.", { default: "SQL" }),
  arguments: field(routineArguments, "The arguments in their order: a type, or a map with type and default. Their types are a part of the file's name.", {
    default: [],
  }),
  returns: field(returns, "The type of the result, or a map of column names to types for a table."),
  body: field(body, "The code."),
  handler: field(text, "The function or method that is called in the code."),
  runtime_version: field(token, "The version of the language: 3.12, 17, ...", { absent: "unmanaged", belongsTo: "language" }),
  packages: field(list(text, { unordered: true }), "Packages that the code uses, each with or without ==version.", { default: [] }),
  imports: field(imports, "Files on stages that the code uses: a stage, and the path on it.", { default: [] }),
  external_access_integrations: field(list(accountName({ prefixed: true }), { unordered: true }), "Integrations through which the code reaches other hosts.", {
    default: [],
  }),
  secrets: field(mapOf(schemaObjectName), "Secrets that the code may read, by the name it knows them under.", { default: {} }),
  is_secure: field(bool, "Its code is shown to its owner only.", { from: { show: "is_secure" }, default: false }),
  is_strict: field(bool, "It is not called, and gives NULL, if an argument is NULL.", { default: false, untold: true }),
  is_immutable: field(bool, "It gives the same result for the same arguments.", { default: false, untold: true }),
  comment: field(text, "A comment.", { sql: "COMMENT", group: "envelope" }),
};
