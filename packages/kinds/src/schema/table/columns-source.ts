import { type Identifier, id, type QualifiedName, type Statement, sql, text } from "@snowtower/sql";
import type { ShowSource } from "../../kind.ts";

/**
 * The columns of tables and views. SHOW COLUMNS cannot be paged; INFORMATION_SCHEMA gives the same facts where there are too many,
 * but not the expressions of virtual columns, and only of tables on which the role has a privilege. (docs: sql-reference/info-schema/columns)
 */
export const columnsSource: ShowSource = {
  from: "show",
  what: "COLUMNS",
  paged: false,
  late: { view: "COLUMNS", latency: "90 minutes" },
  query,
};

function query(schema: QualifiedName): Statement {
  const [database, name] = schema as readonly [Identifier, Identifier];
  return sql`SELECT table_catalog AS "database_name", table_schema AS "schema_name", table_name AS "table_name", column_name AS "column_name",
  TO_JSON(OBJECT_CONSTRUCT('type', IFF(data_type = 'NUMBER', 'FIXED', data_type), 'length', COALESCE(character_maximum_length, character_octet_length),
    'precision', numeric_precision, 'scale', COALESCE(numeric_scale, datetime_precision), 'nullable', is_nullable = 'YES', 'collation', collation_name)) AS "data_type",
  column_default AS "default", comment AS "comment", '' AS "expression",
  IFF(is_identity = 'YES', 'IDENTITY START ' || identity_start || ' INCREMENT ' || identity_increment || IFF(identity_ordered = 'YES', ' ORDER', ' NOORDER'), '') AS "autoincrement"
FROM ${id(database)}.INFORMATION_SCHEMA.COLUMNS WHERE table_schema = ${text(name)} ORDER BY table_name, ordinal_position`;
}
