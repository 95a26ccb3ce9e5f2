import { entryOf, isLive } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { type Constraint, constraintsOf } from "../../objects/table/table-definition.ts";
import { timeCell } from "../../result.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { databaseOf, type InformationSchemaView, objectsIn, schemaOf, yesOrNo } from "./view.ts";

/** A key with its table. */
export interface TableConstraint {
  readonly table: Entry;
  readonly constraint: Constraint;
}

const KEYED = ["TABLE", "DYNAMIC TABLE", "EXTERNAL TABLE", "HYBRID TABLE", "ICEBERG TABLE"];

export function constraintsOfAll(tables: readonly Entry[]): readonly TableConstraint[] {
  return tables.flatMap((table) => [...constraintsOf(table)].sort((a, b) => (a.name < b.name ? -1 : 1)).map((constraint) => ({ table, constraint })));
}

const constraintCells: Readonly<Record<string, Cell<TableConstraint>>> = {
  CONSTRAINT_CATALOG: ({ table }, context) => databaseOf(table, context),
  CONSTRAINT_SCHEMA: ({ table }, context) => schemaOf(table, context),
  CONSTRAINT_NAME: ({ constraint }) => constraint.name,
  COMMENT: ({ constraint }) => constraint.comment ?? null,
  CREATED: ({ constraint }) => timeCell(constraint.createdOn),
};

/** A standard table's keys are kept and not enforced (docs: sql-reference/constraints-overview). */
const enforced: Cell<TableConstraint> = ({ table }) => yesOrNo(table.class === "HYBRID TABLE");

export const tableCells: Readonly<Record<string, Cell<TableConstraint>>> = {
  ...constraintCells,
  TABLE_CATALOG: ({ table }, context) => databaseOf(table, context),
  TABLE_SCHEMA: ({ table }, context) => schemaOf(table, context),
  TABLE_NAME: ({ table }) => table.name,
  CONSTRAINT_TYPE: ({ constraint }) => constraint.kind,
  IS_DEFERRABLE: () => "NO",
  // "by default, always `Y`" (docs: sql-reference/account-usage/table_constraints)
  INITIALLY_DEFERRED: () => "YES",
  ENFORCED: enforced,
  RELY: ({ constraint }) => yesOrNo(constraint.rely),
};

const TABLE = layout<TableConstraint>(
  "CONSTRAINT_CATALOG CONSTRAINT_SCHEMA CONSTRAINT_NAME TABLE_CATALOG TABLE_SCHEMA TABLE_NAME CONSTRAINT_TYPE IS_DEFERRABLE INITIALLY_DEFERRED ENFORCED " +
    "COMMENT CREATED:t LAST_ALTERED:t RELY",
  tableCells,
);

/** (docs: sql-reference/info-schema/table_constraints) */
export const tableConstraints: InformationSchemaView = (context, database) => rowsOf(TABLE, constraintsOfAll(objectsIn(context, database, KEYED)), context);

/** The table and the key that a foreign key stands on. */
function referenced({ constraint }: TableConstraint, context: Context): TableConstraint | null {
  const { target } = constraint;
  const table = target === undefined ? undefined : entryOf(context.draft.catalog, target.table);
  if (target === undefined || table === undefined || !isLive(context.draft.catalog, table)) return null;
  const key = constraintsOf(table).find(({ kind, columns }) => kind !== "FOREIGN KEY" && columns.join("\0") === target.columns.join("\0"));
  return key === undefined ? null : { table, constraint: key };
}

const ofKey =
  (cell: Cell<TableConstraint>): Cell<TableConstraint> =>
  (row, context) => {
    const key = referenced(row, context);
    return key === null ? null : cell(key, context);
  };

export const referentialCells: Readonly<Record<string, Cell<TableConstraint>>> = {
  ...constraintCells,
  UNIQUE_CONSTRAINT_CATALOG: ofKey(({ table }, context) => databaseOf(table, context)),
  UNIQUE_CONSTRAINT_SCHEMA: ofKey(({ table }, context) => schemaOf(table, context)),
  UNIQUE_CONSTRAINT_NAME: ofKey(({ constraint }) => constraint.name),
  MATCH_OPTION: () => "FULL",
  UPDATE_RULE: () => "NO ACTION",
  DELETE_RULE: () => "NO ACTION",
};

const REFERENTIAL = layout<TableConstraint>(
  "CONSTRAINT_CATALOG CONSTRAINT_SCHEMA CONSTRAINT_NAME UNIQUE_CONSTRAINT_CATALOG UNIQUE_CONSTRAINT_SCHEMA UNIQUE_CONSTRAINT_NAME MATCH_OPTION UPDATE_RULE " +
    "DELETE_RULE COMMENT CREATED:t LAST_ALTERED:t",
  referentialCells,
);

export function foreignKeysOf(tables: readonly Entry[]): readonly TableConstraint[] {
  return constraintsOfAll(tables).filter(({ constraint }) => constraint.kind === "FOREIGN KEY");
}

/** (docs: sql-reference/info-schema/referential_constraints) */
export const referentialConstraints: InformationSchemaView = (context, database) =>
  rowsOf(REFERENTIAL, foreignKeysOf(objectsIn(context, database, KEYED)), context);
