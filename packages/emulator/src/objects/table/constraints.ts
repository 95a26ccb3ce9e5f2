import { createHash } from "node:crypto";
import { requireAny } from "../../access/authorize.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { effectiveForSession } from "../../parameters/effective.ts";
import { parameterNamed } from "../../parameters/known.ts";
import { compilationError, invalidIdentifier, unsupported } from "../../sql-error.ts";
import { containerOf, type Kind, resolve } from "../resolve.ts";
import { checkNoNulls } from "./data-checks.ts";
import type { KeyText } from "./read-constraint.ts";
import { type Constraint, columnsOf, constraintsOf, withColumns, withConstraints } from "./table-definition.ts";

const TABLE: Kind = { name: "TABLE", label: "Table", container: "SCHEMA" };

/** The table with the keys added. A primary key's columns become NOT NULL. */
export function addKeys(context: Context, table: Entry, keys: readonly KeyText[]): Entry {
  let to = table;
  for (const key of keys) {
    checkColumns(to, key);
    if (isLeftOut(context, key)) continue;
    const constraint = named(context, to, { ...key, columns: key.columns.map(({ name }) => name) });
    to = withConstraints(to, [...constraintsOf(to), constraint]);
    if (key.kind !== "PRIMARY KEY") continue;
    const isKey = new Set(constraint.columns);
    for (const column of columnsOf(to)) if (isKey.has(column.name)) checkNoNulls(context, to, column, "ALTER TABLE ... ADD PRIMARY KEY");
    to = withColumns(
      to,
      columnsOf(to).map((column) => (isKey.has(column.name) ? { ...column, nullable: false } : column)),
    );
  }
  return to;
}

function checkColumns(table: Entry, key: KeyText): void {
  const known = new Set(columnsOf(table).map(({ name }) => name));
  const missing = key.columns.find(({ name }) => !known.has(name));
  if (missing !== undefined) throw invalidIdentifier(missing.name, missing.at);
  const isTaken = key.name !== null && constraintsOf(table).some(({ name }) => name === key.name);
  if (isTaken) throw compilationError("002002", "42710", `Object '${key.name}' already exists.`);
  if (key.kind === "PRIMARY KEY" && constraintsOf(table).some(({ kind }) => kind === "PRIMARY KEY"))
    throw compilationError("002002", "42710", `primary key already exists for table '${table.name}'`);
  const signature = key.columns.map(({ name }) => name).join("\0");
  const isDouble = key.kind === "UNIQUE" && constraintsOf(table).some((other) => other.kind === "UNIQUE" && other.columns.join("\0") === signature);
  if (isDouble) throw compilationError("002002", "42710", `constraint with the same signature already exists on table '${table.name}'`);
}

function isLeftOut(context: Context, key: KeyText): boolean {
  if (key.unsupported === null) return false;
  const parameter = parameterNamed("UNSUPPORTED_DDL_ACTION");
  if (parameter !== null && effectiveForSession(context.draft.catalog, context.session, parameter).value === "fail")
    throw unsupported(`constraint property ${key.unsupported}`);
  return true;
}

type NamedKey = Omit<KeyText, "columns"> & { readonly columns: readonly string[] };

function named(context: Context, table: Entry, key: NamedKey): Constraint {
  const { kind, columns, rely } = key;
  const target = key.target === null ? undefined : targetOf(context, table, key);
  const comment = key.comment === null ? {} : { comment: key.comment };
  const name = key.name ?? systemName(context, table, key);
  return { kind, name, columns, createdOn: context.now, rely, ...comment, ...(target === undefined ? {} : { target }) };
}

/** `SYS_CONSTRAINT_<uuid>`; from what the key is and when, so that a repeated run gives the same names. */
function systemName(context: Context, table: Entry, key: NamedKey): string {
  const hex = createHash("sha256")
    .update(`${table.id} ${context.now} ${key.kind} ${key.columns.join()} ${constraintsOf(table).length}`)
    .digest("hex");
  return `SYS_CONSTRAINT_${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-")}`;
}

/** The primary or unique key that a foreign key points at: it has to have the same columns in the same order (docs: sql-reference/sql/create-table-constraint). */
function targetOf(context: Context, table: Entry, key: NamedKey): Constraint["target"] {
  if (key.target === null) return undefined;
  const { table: ref, columns: given } = key.target;
  const isItself = ref.parts.at(-1) === table.name && containerOf(context, TABLE, ref).id === table.parent;
  const to = isItself ? table : resolve(context, { kind: TABLE, ref, args: null });
  if (!isItself) requireAny(context, to, { privileges: ["REFERENCES"], label: "Table" });
  const keys = constraintsOf(to).filter(({ kind }) => kind !== "FOREIGN KEY");
  const found = given.length === 0 ? keys.find(({ kind }) => kind === "PRIMARY KEY") : keys.find(({ columns }) => columns.join("\0") === given.join("\0"));
  if (found === undefined || found.columns.length !== key.columns.length)
    throw compilationError("002040", "42601", `No primary or unique key of table '${to.name}' matches the referenced columns of the foreign key.`);
  const typeOf = (of: Entry, name: string | undefined) => columnsOf(of).find((column) => column.name === name)?.type;
  const differs = key.columns.some((name, i) => typeOf(table, name) !== typeOf(to, found.columns[i]));
  if (differs)
    throw compilationError("002040", "42601", `The columns of the foreign key and of the key it references in table '${to.name}' differ in their types.`);
  return { table: to.id, columns: found.columns };
}
