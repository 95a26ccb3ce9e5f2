import { parseDataType } from "@snowtower/sql";
import type { Context } from "../context.ts";
import { baseOf, type ColumnDefinition } from "../objects/table/table-definition.ts";
import { analyse } from "../objects/view/analyse.ts";
import { checkExpansion } from "../objects/view/view-definition.ts";
import { findRelation } from "../query/find-relation.ts";
import { storedOutput } from "../query/output-columns.ts";
import type { Query } from "../query/query.ts";
import { referencesOf } from "../query/references.ts";
import { booleanColumn, type Column, type ColumnType, numberColumn, textColumn } from "../result.ts";
import { unsupported } from "../sql-error.ts";

/** The columns of a query on tables and views, for who only asks to describe it. Throws what the query would, if a view below is broken as well. */
export function describeQuery(context: Context, query: Query): readonly Column[] {
  const { schema } = context.session;
  const output = analyse(context, query, { schema, itself: null });
  for (const ref of referencesOf(query)) {
    const entry = findRelation(context, schema, ref);
    if (entry !== null && entry.class === "VIEW") checkExpansion(context, entry);
    if (entry === null || storedOutput(entry) === null) throw unsupported("a description of SELECT ... FROM a view whose columns are not known");
  }
  return (output ?? refuse()).map(({ definition }) => wireColumn(definition ?? refuse()));
}

function refuse(): never {
  throw unsupported("a description of SELECT <expression> FROM <table>");
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  DATE: "date",
  TIME: "time",
  TIMESTAMP_NTZ: "timestamp_ntz",
  TIMESTAMP_LTZ: "timestamp_ltz",
  TIMESTAMP_TZ: "timestamp_tz",
  FLOAT: "real",
};

/** A column as the wire's row types say it. */
function wireColumn({ name, type, nullable }: ColumnDefinition): Column {
  const [first = 0, second = 0] = (parseDataType(type)?.parameters ?? []).map(Number);
  const base = baseOf(type);
  if (base === "NUMBER") return { ...numberColumn(name, first, second), nullable };
  if (base === "VARCHAR") return { ...textColumn(name, first), nullable };
  if (base === "BOOLEAN") return { ...booleanColumn(name), nullable };
  const wire = TYPES[base];
  if (wire === undefined) return { ...booleanColumn(name), type: "variant", nullable };
  return { name, type: wire, nullable, length: null, precision: base.startsWith("TIME") ? 0 : null, scale: base.startsWith("TIME") ? first : null };
}
