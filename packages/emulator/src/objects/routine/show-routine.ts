import type { Entry } from "../../catalog/entry.ts";
import type { ShowColumn } from "../object-class.ts";
import { createdOn, databaseName, name, number, schemaName, text, yesNo } from "../show-columns.ts";
import { requiredCount } from "./check-routine.ts";
import { listOf, secretsOf } from "./references.ts";
import { argumentsOf, isSecure, returnsOf, shownType, tableType } from "./routine.ts";

/** `F(VARCHAR, DEFAULT NUMBER) RETURN FLOAT`. Lengths and precisions are left out until BCR-1944 comes (docs: release-notes/bcr-bundles/un-bundled). */
function signature(entry: Entry): string {
  const types = argumentsOf(entry).map(
    ({ type, default: fallback, out }) => `${out ? "OUT " : ""}${fallback === undefined ? "" : "DEFAULT "}${shownType(type)}`,
  );
  const returns = returnsOf(entry);
  return `${entry.name}(${types.join(", ")}) RETURN ${returns.kind === "table" ? tableType(returns.columns) : shownType(returns.type)}`;
}

/** `[I1,I2]`; nothing for none. */
export function integrations(entry: Entry): string {
  const names = listOf(entry, "EXTERNAL_ACCESS_INTEGRATIONS");
  return names.length === 0 ? "" : `[${names.map((integration) => `"${integration.replaceAll('"', '""')}"`).join(",")}]`;
}

/** `{"variable":"DB.SCHEMA.SECRET"}`; nothing for none. */
export function secrets(entry: Entry): string {
  const pairs = secretsOf(entry);
  return pairs.length === 0 ? "" : JSON.stringify(Object.fromEntries(pairs));
}

/** What SHOW FUNCTIONS and SHOW PROCEDURES have in common. */
export const commonColumns: readonly ShowColumn[] = [
  createdOn,
  name,
  schemaName,
  text("is_builtin", () => "N"),
  text("is_aggregate", (entry) => yesNo(entry.properties.AGGREGATE === true)),
  text("is_ansi", () => "N"),
  number("min_num_arguments", (entry) => String(requiredCount(entry))),
  number("max_num_arguments", (entry) => String(argumentsOf(entry).length)),
  text("arguments", signature),
  // A comment of its own, or what Snowflake says of one without.
  text("description", (entry) => entry.comment ?? `user-defined ${entry.class.toLowerCase()}`),
  { ...databaseName, name: "catalog_name" },
  text("is_table_function", (entry) => yesNo(returnsOf(entry).kind === "table")),
  text("valid_for_clustering", () => "N"),
  text("is_secure", (entry) => yesNo(isSecure(entry))),
];

export const accessColumns: readonly ShowColumn[] = [text("secrets", secrets), text("external_access_integrations", integrations)];
