import { type FieldOptions, field } from "../../field.ts";
import type { Value } from "../../value.ts";
import type { ValueType } from "../../value-type.ts";
import { list } from "../../value-types/collection.ts";
import { bool, int, oneOf, text } from "../../value-types/scalar.ts";

/** A parameter that a database or a schema can set for what is in it; the explicit setting is what counts (RA 10). */
function parameter<T extends Value>(type: ValueType<T>, doc: string, property: string, options: FieldOptions<T> = {}) {
  return field(type, doc, { sql: property, from: { parameter: property }, group: "envelope", ...options });
}

/** A level stands in quotes: ALL is no word that a value could be (docs: sql-reference/sql/alter-schema, `LOG_LEVEL = '<log_level>'`). */
function level<const T extends string>(values: readonly T[]): ValueType<T> {
  return { ...oneOf(values), render: text.render };
}

/** The fields that databases and schemas have in common. (docs: sql-reference/sql/create-database, create-schema) */
export const containerFields = {
  is_transient: field(bool, "Has no fail-safe; what is in it is transient too.", { change: "replace", default: false }),
  retention_time: parameter(int({ min: 0, max: 90 }), "Days of time travel.", "DATA_RETENTION_TIME_IN_DAYS", {
    absent: "unmanaged",
    // Lowering it purges history at once (RA 33).
    destroys: (from, to) => (to ?? 1) < (from ?? 1),
  }),
  external_volume: parameter(text, "The external volume of Iceberg tables in it.", "EXTERNAL_VOLUME"),
  catalog: parameter(text, "The catalog integration of Iceberg tables in it.", "CATALOG"),
  catalog_sync: parameter(text, "The catalog integration that Iceberg tables in it are synchronised to.", "CATALOG_SYNC"),
  log_level: parameter(level(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"]), "What is logged to the event table.", "LOG_LEVEL"),
  log_event_level: parameter(level(["DEBUG", "INFO", "WARN", "ERROR", "FATAL", "OFF"]), "Which events are logged to the event table.", "LOG_EVENT_LEVEL"),
  metric_level: parameter(level(["ALL", "NONE"]), "Which metrics are recorded.", "METRIC_LEVEL"),
  trace_level: parameter(level(["ALWAYS", "ON_EVENT", "PROPAGATE", "OFF"]), "Which traces are recorded.", "TRACE_LEVEL"),
  quoted_identifiers_ignore_case: parameter(bool, "Folds quoted names to upper case too.", "QUOTED_IDENTIFIERS_IGNORE_CASE"),
  comment: field(text, "A comment.", { sql: "COMMENT", from: { show: "comment" }, group: "envelope" }),
};

/** The fields that a schema takes from its database where its own file says nothing. */
export const inheritedFields = [
  "external_volume",
  "catalog",
  "catalog_sync",
  "log_level",
  "log_event_level",
  "metric_level",
  "trace_level",
  "quoted_identifiers_ignore_case",
] as const;

const patterns = (doc: string) => field(list(text), doc);

/** What the role model asks of a database or schema; compiled to roles and grants, never set on the object. */
export const ownerFields = {
  permission_model: field(text, "The permission model that its roles follow; DEFAULT if it names none."),
  is_sandbox: field(bool, "What is in it but not described is left alone."),
  owner_database_read: patterns("Databases that its owner role may read."),
  owner_database_write: patterns("Databases that its owner role may write to."),
  owner_schema_read: patterns("Schemas that its owner role may read."),
  owner_schema_write: patterns("Schemas that its owner role may write to."),
  owner_share_read: patterns("Shared databases that its owner role may read."),
  owner_integration_usage: patterns("Integrations that its owner role may use."),
  owner_warehouse_usage: patterns("Warehouses that its owner role may use."),
  owner_account_grants: patterns("Privileges on the account that its owner role has."),
  owner_global_roles: patterns("Roles of the account that its owner role has."),
};
