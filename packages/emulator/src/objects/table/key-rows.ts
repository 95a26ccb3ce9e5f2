import { entryAt, isLive } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { numberColumn, textColumn, timeCell, timeColumn } from "../../result.ts";
import type { Part, Parts } from "../../statements/show-parts.ts";
import { foreignKeysTo } from "./foreign-keys.ts";
import { type Constraint, constraintsOf } from "./table-definition.ts";

const KEY_COLUMNS = [
  timeColumn("created_on"),
  ...["database_name", "schema_name", "table_name", "column_name"].map((name) => textColumn(name)),
  numberColumn("key_sequence"),
  ...["constraint_name", "rely", "comment"].map((name) => textColumn(name)),
];

const FOREIGN_COLUMNS = [
  timeColumn("created_on"),
  ...["pk_database_name", "pk_schema_name", "pk_table_name", "pk_column_name"].map((name) => textColumn(name)),
  ...["fk_database_name", "fk_schema_name", "fk_table_name", "fk_column_name"].map((name) => textColumn(name)),
  numberColumn("key_sequence"),
  ...["update_rule", "delete_rule", "fk_name", "pk_name", "deferrability", "rely", "comment"].map((name) => textColumn(name)),
];

/** These have neither LIKE nor LIMIT, and no page speaks of a limit (docs: sql-reference/sql/show-primary-keys). */
const common = { classes: ["TABLE"], hasLike: false, cuts: false } as const;

export const primaryKeys: Parts = { ...common, words: "PRIMARY KEYS", columns: KEY_COLUMNS, rowsOf: (context, entry) => keysOf(context, entry, "PRIMARY KEY") };
export const uniqueKeys: Parts = { ...common, words: "UNIQUE KEYS", columns: KEY_COLUMNS, rowsOf: (context, entry) => keysOf(context, entry, "UNIQUE") };

export const importedKeys: Parts = {
  ...common,
  words: "IMPORTED KEYS",
  columns: FOREIGN_COLUMNS,
  rowsOf: (context, entry) => constraintsOf(entry).flatMap((constraint) => foreignRows(context, entry, constraint)),
};

export const exportedKeys: Parts = {
  ...common,
  words: "EXPORTED KEYS",
  columns: FOREIGN_COLUMNS,
  rowsOf: (context, entry) => foreignKeysTo(context, entry).flatMap(({ table, constraint }) => foreignRows(context, table, constraint)),
};

function place(context: Context, table: Entry): readonly string[] {
  const schema = entryAt(context.draft.catalog, table.parent);
  return [entryAt(context.draft.catalog, schema.parent).name, schema.name, table.name];
}

function keysOf(context: Context, table: Entry, kind: Constraint["kind"]): readonly Part[] {
  return constraintsOf(table)
    .filter((constraint) => constraint.kind === kind)
    .flatMap((constraint) =>
      constraint.columns.map((column, i) => ({
        name: constraint.name,
        cells: [
          timeCell(constraint.createdOn),
          ...place(context, table),
          column,
          String(i + 1),
          constraint.name,
          String(constraint.rely),
          constraint.comment ?? null,
        ],
      })),
    );
}

function foreignRows(context: Context, from: Entry, constraint: Constraint): readonly Part[] {
  const { target } = constraint;
  const to = target === undefined ? undefined : entryAt(context.draft.catalog, target.table);
  if (target === undefined || to === undefined || !isLive(context.draft.catalog, to)) return [];
  const key = constraintsOf(to).find(({ kind, columns }) => kind !== "FOREIGN KEY" && columns.join("\0") === target.columns.join("\0"));
  return constraint.columns.map((column, i) => ({
    name: constraint.name,
    cells: [
      timeCell(constraint.createdOn),
      ...place(context, to),
      target.columns[i] ?? null,
      ...place(context, from),
      column,
      String(i + 1),
      "NO ACTION",
      "NO ACTION",
      constraint.name,
      key?.name ?? null,
      "NOT DEFERRABLE",
      String(constraint.rely),
      constraint.comment ?? null,
    ],
  }));
}
