import type { Entry, Value } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { effectiveForObject, sessionParameterOf } from "../../parameters/effective.ts";
import { parameterNamed } from "../../parameters/known.ts";
import { Cursor } from "../../parser/cursor.ts";
import { readExpressionList } from "../../parser/expression-text.ts";
import { compilationError, invalidIdentifier, SqlError } from "../../sql-error.ts";
import type { Attach } from "../governance/apply.ts";
import type { Spec } from "../object-class.ts";
import { fullName, resolve } from "../resolve.ts";
import { isText } from "./column-type.ts";
import { addKeys } from "./constraints.ts";
import { readColumn } from "./read-column.ts";
import { type KeyText, keysAsValue, keysFromValue, readOutOfLine, seesOutOfLine, withComment } from "./read-constraint.ts";
import { type ColumnDefinition, columnsOf, withColumns } from "./table-definition.ts";

/** `( column, ..., constraint, ... )` into the spec. */
export function readElements(cursor: Cursor, spec: Spec): void {
  const columns: ColumnDefinition[] = [];
  const keys: KeyText[] = [];
  const attach: Attach[] = [];
  cursor.expect("(");
  do {
    if (seesOutOfLine(cursor)) {
      keys.push(withComment(cursor, readOutOfLine(cursor)));
      continue;
    }
    const read = readColumn(cursor);
    if (columns.some(({ name }) => name === read.column.name)) throw compilationError("002025", "42S21", `duplicate column name '${read.column.name}'`);
    columns.push(read.column);
    keys.push(...read.keys);
    attach.push(...read.attach);
  } while (cursor.accept(","));
  cursor.expect(")");
  spec.properties.COLUMNS = columns as unknown as Value;
  spec.properties.KEYS = keysAsValue(keys);
  if (attach.length > 0) spec.attach = [...(spec.attach ?? []), ...attach];
}

/** CLUSTER BY [LINEAR] (a, b): a single column has to be there. */
export function readClusterBy(cursor: Cursor): readonly string[] {
  cursor.accept("LINEAR");
  return readExpressionList(cursor);
}

/** The table as it is stored: keys looked up, defaults and collations filled in. */
export function completeTable(context: Context, entry: Entry): Entry {
  const { KEYS: keys, COPY_GRANTS: _copyGrants, ...properties } = entry.properties;
  if (properties.COLUMNS === undefined) throw new SqlError("001003", "42000", "SQL compilation error:\nMissing column specification");
  const bare: Entry = { ...entry, properties };
  const table = withColumns(
    bare,
    columnsOf(bare).map((column) => completeColumn(context, bare, column)),
  );
  checkClusterBy(table);
  return addKeys(context, table, keysFromValue(keys));
}

const COLLATION = "DEFAULT_DDL_COLLATION";

/** What a new column takes from where it is: the names of its default's sequence, the collation. */
export function completeColumn(context: Context, table: Entry, given: ColumnDefinition): ColumnDefinition {
  const column = withOrder(context, given);
  return withCollation(context, table, column);
}

/** "the NOORDER property is set by default" unless NOORDER_SEQUENCE_AS_DEFAULT is FALSE (docs: sql-reference/parameters). */
function withOrder(context: Context, column: ColumnDefinition): ColumnDefinition {
  if (column.identity?.unsaid === undefined) return column;
  const { unsaid: _unsaid, ...identity } = column.identity;
  return { ...column, identity: { ...identity, ordered: sessionParameterOf(context, "NOORDER_SEQUENCE_AS_DEFAULT") === "false" } };
}

function withCollation(context: Context, table: Entry, column: ColumnDefinition): ColumnDefinition {
  const { default: given, ...rest } = column;
  const withDefault = given === undefined ? rest : { ...rest, default: sequenceDefault(context, given) ?? given };
  if (column.collation !== undefined && !isText(column.type))
    throw new SqlError("002091", "42601", `SQL compilation error:\nCollation is not supported for column '${column.name}' of type ${column.type}.`);
  if (column.expression !== undefined && (given !== undefined || !column.nullable))
    throw compilationError("002040", "42601", `Virtual column '${column.name}' can have neither NOT NULL nor DEFAULT.`);
  const parameter = parameterNamed(COLLATION);
  if (column.collation !== undefined || !isText(column.type) || parameter === null) return withDefault;
  const { value } = effectiveForObject(context.draft.catalog, table, parameter);
  return value === "" ? withDefault : { ...withDefault, collation: value };
}

/** `DB.SC.SEQ.NEXTVAL` for a default that is a sequence's next value; `null` for any other. */
export function sequenceDefault(context: Context, expression: string): string | null {
  const [, name] = /^(.+)\.NEXTVAL$/.exec(expression) ?? [];
  if (name === undefined) return null;
  const cursor = new Cursor(name);
  if (!cursor.seesIdentifier()) return null;
  const ref = cursor.name();
  if (!cursor.atEnd) return null;
  const sequence = resolve(context, { kind: { name: "SEQUENCE", label: "Sequence", container: "SCHEMA" }, ref, args: null });
  return `${fullName(context.draft.catalog, sequence)}.NEXTVAL`;
}

export function checkClusterBy(table: Entry): void {
  const known = new Set(columnsOf(table).map(({ name }) => name));
  for (const expression of (table.properties.CLUSTER_BY ?? []) as readonly string[]) {
    const cursor = new Cursor(expression);
    if (!cursor.seesIdentifier()) continue;
    const name = cursor.identifier();
    if (cursor.atEnd && !known.has(name)) throw invalidIdentifier(name, { line: 1, position: 0 });
  }
}
