import type { Value } from "../../catalog/entry.ts";
import { type Cursor, storedName } from "../../parser/cursor.ts";
import { type ReadValue, strings, text } from "../../parser/value.ts";
import type { Property } from "../object-class.ts";

/** `RUNTIME_VERSION = '3.12'` or `= 3.12`. */
const version: ReadValue = (cursor) => (cursor.peek().kind === "number" ? cursor.next().text : cursor.string());

/** `(integration_1, integration_2)`: stored names. */
const names: ReadValue = (cursor) => {
  cursor.expect("(");
  const found: string[] = [];
  while (!cursor.accept(")")) {
    if (found.length > 0) cursor.expect(",");
    found.push(cursor.seesString() ? storedName(cursor.string()) : cursor.identifier());
  }
  return found;
};

/** `('variable' = db.schema.secret)`: the parts of each secret's name by the variable. */
const secrets: ReadValue = (cursor) => {
  cursor.expect("(");
  const found: Record<string, Value> = {};
  while (!cursor.accept(")")) {
    if (Object.keys(found).length > 0) cursor.expect(",");
    const variable = cursor.string();
    cursor.expect("=");
    found[variable] = cursor.name().parts;
  }
  return found;
};

const repository: ReadValue = (cursor: Cursor) => (cursor.seesString() ? cursor.string() : cursor.name().parts.join("."));

/** What functions and procedures have in common; ALTER sets two of them (docs: sql-reference/sql/alter-function, alter-procedure). */
export const routineProperties: readonly Property[] = [
  { name: "RUNTIME_VERSION", read: version, only: "create" },
  { name: "IMPORTS", read: strings, only: "create" },
  { name: "PACKAGES", read: strings, only: "create" },
  { name: "HANDLER", read: text, only: "create" },
  { name: "TARGET_PATH", read: text, only: "create" },
  { name: "ARTIFACT_REPOSITORY", read: repository, only: "create" },
  { name: "EXTERNAL_ACCESS_INTEGRATIONS", read: names },
  { name: "SECRETS", read: secrets },
];
