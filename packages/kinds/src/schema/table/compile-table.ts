import { closest, displayed, exactly } from "@snowtower/sql";
import type { CompileContext } from "../../kind.ts";
import type { Spec } from "../../spec.ts";
import type { Read, Value } from "../../value.ts";
import { withoutTags } from "../policy/bearer-policies.ts";
import { type TableColumn, withKeyNotNull } from "./column.ts";
import type { ForeignKey, Key } from "./keys.ts";

/** SnowDDL's inheritance: transient as the schema or its database; the retention of the schema's file, not of the database's. */
export function compileTable(spec: Spec, context: CompileContext): { readonly [field: string]: Read<Value> } {
  checkKeys(spec, context);
  const { databaseSpec, schemaSpec } = context;
  const transient = databaseSpec?.fields.is_transient === true || schemaSpec?.fields.is_transient === true;
  const retention = spec.fields.retention_time ?? schemaSpec?.fields.retention_time;
  const columns = (spec.fields.columns ?? []) as unknown as readonly TableColumn[];
  return {
    ...spec.fields,
    is_transient: spec.fields.is_transient ?? transient,
    columns: withKeyNotNull(withoutTags(columns), (spec.fields.primary_key ?? []) as Key),
    ...(retention === undefined ? {} : { retention_time: retention }),
  };
}

/** Every column of a key stands in the table. */
function checkKeys(spec: Spec, context: CompileContext): void {
  const columns = new Set(((spec.fields.columns ?? []) as unknown as readonly TableColumn[]).map((column) => column.name));
  const keys: Readonly<Record<string, readonly Key[]>> = {
    primary_key: [(spec.fields.primary_key ?? []) as Key],
    unique_keys: (spec.fields.unique_keys ?? []) as unknown as readonly Key[],
    foreign_keys: ((spec.fields.foreign_keys ?? []) as unknown as readonly ForeignKey[]).map((key) => key.columns),
  };
  for (const [field, ofField] of Object.entries(keys)) {
    for (const column of new Set(ofField.flat())) {
      if (columns.has(column)) continue;
      const near = closest(column, columns);
      const hint = near === null ? {} : { hint: `did you mean "${near}"?` };
      const message = `${field} names the column ${displayed(exactly(column))}, which the table does not have`;
      context.report({ severity: "error", code: "ST1109", message, at: spec.places[field] ?? spec.at, ...hint });
    }
  }
}
