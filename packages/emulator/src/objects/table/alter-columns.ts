import { isBundleEnabled } from "../../bundles/bundles.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import type { Cursor, Position } from "../../parser/cursor.ts";
import { readExpressionText } from "../../parser/expression-text.ts";
import { alreadyExists, compilationError, doesNotExist, invalidIdentifier, SqlError, unsupported } from "../../sql-error.ts";
import { followAttachedColumn } from "../governance/attachments.ts";
import { checkDroppedColumn } from "../governance/masking.ts";
import { changeType } from "./change-type.ts";
import { readColumnType } from "./column-type.ts";
import { addKeys } from "./constraints.ts";
import { completeColumn, sequenceDefault } from "./create-table.ts";
import { addedTo, checkAddedColumn, checkFits, checkNoNulls } from "./data-checks.ts";
import { foreignKeysTo } from "./foreign-keys.ts";
import { type ColumnText, readColumn } from "./read-column.ts";
import { followColumn } from "./search-optimization.ts";
import { type ColumnDefinition, columnsOf, constraintsOf, withColumns, withConstraints } from "./table-definition.ts";
import { addStoredColumn, followStoredColumn } from "./table-rows.ts";

/** What one form of ALTER TABLE makes of the table. */
export type TableChange = (context: Context, table: Entry) => Entry;

/** ADD [COLUMN] [IF NOT EXISTS] column, [COLUMN] column, ... behind ADD. */
export function readAddColumns(cursor: Cursor): TableChange {
  const added: (ColumnText & { readonly ifNotExists: boolean })[] = [];
  do {
    cursor.accept("ADD");
    cursor.accept("COLUMN");
    const ifNotExists = cursor.accept("IF NOT EXISTS");
    added.push({ ...readColumn(cursor), ifNotExists });
  } while (cursor.accept(","));
  return (context, table) => added.reduce((to, text) => addColumn(context, to, text), table);
}

function addColumn(context: Context, table: Entry, text: ColumnText & { readonly ifNotExists: boolean }): Entry {
  if (columnsOf(table).some(({ name }) => name === text.column.name)) {
    if (text.ifNotExists) return table;
    throw compilationError("001430", "42601", `column '${text.column.name}' already exists`);
  }
  const complete = completeColumn(context, table, text.column);
  checkAddedColumn(context, table, complete);
  const column = addedTo(table, complete.default === undefined ? complete : { ...complete, addedWithDefault: true });
  const to = addKeys(context, addStoredColumn(withColumns(table, [...columnsOf(table), column]), column), text.keys);
  return text.attach.reduce((attached, attach) => attach(context, attached), to);
}

/** DROP [COLUMN] [IF EXISTS] a, b, behind DROP. The keys a column is part of go with it. */
export function readDropColumns(cursor: Cursor): TableChange {
  cursor.accept("COLUMN");
  const names: { readonly name: string; readonly ifExists: boolean }[] = [];
  let ifExists = false;
  do {
    cursor.accept("COLUMN");
    ifExists = cursor.accept("IF EXISTS") || ifExists;
    names.push({ name: cursor.identifier(), ifExists });
  } while (cursor.accept(","));
  const cascade = cursor.acceptOneOf(["CASCADE", "RESTRICT"]) === "CASCADE";
  return (context, table) => {
    const all = names.map(({ name }) => name);
    for (const name of all) checkDroppedColumn(context, table, name);
    const virtual = dependentsOf(table, all);
    const blocked = virtual[0];
    // "CASCADE now also drops any virtual columns" (docs: release-notes/bcr-bundles/2026_06/bcr-2382)
    if (blocked !== undefined && !(cascade && isBundleEnabled(context, "2026_06")))
      throw compilationError("011208", "2BP01", `Cannot drop column '${blocked.on}' because virtual column '${blocked.name}' depends on it`);
    const left = virtual.reduce((to, { name }) => dropColumn(context, to, { name, forgive: true }), table);
    return names.reduce((to, { name, ifExists: forgive }) => dropColumn(context, to, { name, forgive }), left);
  };
}

/** Virtual columns that stand on some columns, also by one another, and are not among them. */
function dependentsOf(table: Entry, names: readonly string[]): readonly { readonly name: string; readonly on: string }[] {
  const found: { name: string; on: string }[] = [];
  const known = [...names];
  for (const on of known) {
    for (const { name, expression } of columnsOf(table)) {
      if (expression === undefined || known.includes(name) || !mentions(expression, on)) continue;
      known.push(name);
      found.push({ name, on });
    }
  }
  return found;
}

function dropColumn(context: Context, table: Entry, { name, forgive }: { readonly name: string; readonly forgive: boolean }): Entry {
  const left = columnsOf(table).filter((column) => column.name !== name);
  if (left.length === columnsOf(table).length) {
    if (forgive) return table;
    throw compilationError("001431", "42601", `column '${name}' does not exist`);
  }
  if (left.length === 0) throw compilationError("001432", "42601", "cannot drop all the columns of a table");
  const clusterBy = (table.properties.CLUSTER_BY ?? []) as readonly string[];
  if (clusterBy.some((expression) => mentions(expression, name)))
    throw compilationError("001433", "42601", `Cannot drop column '${name}' which belongs to a clustering key`);
  checkDroppedColumn(context, table, name);
  for (const { table: from, constraint } of foreignKeysTo(context, table)) {
    if (from.id === table.id || constraint.target?.columns.includes(name) !== true) continue;
    const kept = constraintsOf(from).filter((other) => other.name !== constraint.name);
    context.draft.put(withConstraints(from, kept));
  }
  const constraints = constraintsOf(table).filter(
    ({ columns, target }) => !columns.includes(name) && !(target?.table === table.id && target.columns.includes(name)),
  );
  const kept = followStoredColumn(withConstraints(withColumns(table, left), constraints), name, null);
  return followAttachedColumn(followColumn(kept, name, null), name, null);
}

function mentions(expression: string, name: string): boolean {
  return (
    expression === name ||
    expression === `"${name}"` ||
    new RegExp(`(?<![\\w$."])${name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\w$"])`, "u").test(expression)
  );
}

/** RENAME COLUMN a TO b. The keys of this table and of those that reference it follow. */
export function readRenameColumn(cursor: Cursor): TableChange {
  const from = cursor.identifier();
  cursor.expect("TO");
  const to = cursor.identifier();
  const renamed = (names: readonly string[]): readonly string[] => names.map((name) => (name === from ? to : name));
  return (context, table) => {
    const columns = columnsOf(table);
    if (!columns.some(({ name }) => name === from)) throw doesNotExist("Object", from);
    if (from !== to && columns.some(({ name }) => name === to)) throw alreadyExists(`${table.name}.${to}`);
    for (const { table: other } of foreignKeysTo(context, table)) {
      if (other.id === table.id) continue;
      const constraints = constraintsOf(other).map((constraint) =>
        constraint.target?.table === table.id ? { ...constraint, target: { table: table.id, columns: renamed(constraint.target.columns) } } : constraint,
      );
      context.draft.put(withConstraints(other, constraints));
    }
    const constraints = constraintsOf(table).map((constraint) => {
      const columnsThen = { ...constraint, columns: renamed(constraint.columns) };
      return constraint.target?.table === table.id ? { ...columnsThen, target: { table: table.id, columns: renamed(constraint.target.columns) } } : columnsThen;
    });
    const clusterBy = (table.properties.CLUSTER_BY ?? []) as readonly string[];
    const followed = followAttachedColumn(followColumn(followStoredColumn(table, from, to), from, to), from, to);
    const withKey = clusterBy.length === 0 ? followed : { ...followed, properties: { ...followed.properties, CLUSTER_BY: renamed(clusterBy) } };
    return withConstraints(
      withColumns(
        withKey,
        columns.map((column) => (column.name === from ? { ...column, name: to } : column)),
      ),
      constraints,
    );
  };
}

type ColumnChange = (context: Context, column: ColumnDefinition, table: Entry) => ColumnDefinition;

/** [(] [COLUMN] a action, [COLUMN] b action, ... [)] behind ALTER or MODIFY. */
export function readAlterColumns(cursor: Cursor): TableChange {
  const hasParens = cursor.accept("(");
  const changes: { readonly name: string; readonly at: Position; readonly change: ColumnChange }[] = [];
  do {
    cursor.accept("COLUMN");
    const at = cursor.position();
    changes.push({ name: cursor.identifier(), at, change: readColumnChange(cursor) });
  } while (cursor.accept(","));
  if (hasParens) cursor.expect(")");
  return (context, table) =>
    changes.reduce((to, { name, at, change }) => {
      if (!columnsOf(to).some((column) => column.name === name)) throw invalidIdentifier(name, at);
      return withColumns(
        to,
        columnsOf(to).map((column) => (column.name === name ? change(context, column, to) : column)),
      );
    }, table);
}

function readColumnChange(cursor: Cursor): ColumnChange {
  if (cursor.accept("SET NOT NULL") || cursor.accept("NOT NULL")) return setNotNull;
  if (cursor.accept("DROP NOT NULL")) return (_context, column) => ({ ...column, nullable: true });
  if (cursor.accept("DROP DEFAULT")) return dropDefault;
  if (cursor.accept("SET DEFAULT")) return setDefault(readExpressionText(cursor, new Set()));
  if (cursor.accept("UNSET COMMENT")) return (_context, { comment: _comment, ...column }) => column;
  if (cursor.accept("COMMENT")) {
    const comment = cursor.string();
    return (_context, column) => ({ ...column, comment });
  }
  for (const words of ["SET MASKING POLICY", "UNSET MASKING POLICY", "SET PROJECTION POLICY", "UNSET PROJECTION POLICY", "SET TAG", "UNSET TAG"])
    if (cursor.sees(words)) cursor.refuse(`ALTER COLUMN ... ${words}`);
  if (!cursor.accept("SET DATA TYPE")) cursor.accept("TYPE");
  const type = readColumnType(cursor);
  return (context, column, table) => {
    const to = changeType(column, type);
    checkFits(context, table, column, to);
    return to;
  };
}

function setNotNull(context: Context, column: ColumnDefinition, table: Entry): ColumnDefinition {
  checkNoNulls(context, table, column);
  return { ...column, nullable: false };
}

function dropDefault(_context: Context, column: ColumnDefinition): ColumnDefinition {
  if (column.addedWithDefault === true)
    throw new SqlError(
      "002200",
      "42601",
      `Dropping default value is not allowed for column '${column.name}' because the column was added after table was created.`,
    );
  const { default: _default, identity: _identity, ...rest } = column;
  return rest;
}

/** "Use only for columns that have a sequence already" (docs: sql-reference/sql/alter-table-column). */
function setDefault(expression: string): ColumnChange {
  return (context, column) => {
    const sequence = sequenceDefault(context, expression);
    if (sequence === null || column.default?.endsWith(".NEXTVAL") !== true) throw unsupported("Alter Column Set Default");
    return { ...column, default: sequence };
  };
}
