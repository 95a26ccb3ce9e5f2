import type { Cursor } from "../../parser/cursor.ts";
import { compilationError, doesNotExist } from "../../sql-error.ts";
import type { TableChange } from "./alter-columns.ts";
import { addKeys } from "./constraints.ts";
import { foreignKeysTo } from "./foreign-keys.ts";
import { readColumnList, readOutOfLine, readProperties, withComment } from "./read-constraint.ts";
import { type Constraint, constraintsOf, withConstraints } from "./table-definition.ts";

/** Which key of a table a statement means: by name, or by kind and columns. */
interface KeyChoice {
  readonly label: string;
  matches(constraint: Constraint): boolean;
}

/** Behind ADD, where a key comes next. */
export function readAddKey(cursor: Cursor): TableChange {
  const key = withComment(cursor, readOutOfLine(cursor));
  return (context, table) => addKeys(context, table, [key]);
}

/** CONSTRAINT name, PRIMARY KEY, UNIQUE (columns), FOREIGN KEY (columns); `null` if no key comes next. */
function readChoice(cursor: Cursor): KeyChoice | null {
  if (cursor.accept("CONSTRAINT")) {
    const name = cursor.identifier();
    return { label: name, matches: (constraint) => constraint.name === name };
  }
  const kind = cursor.acceptOneOf(["PRIMARY KEY", "UNIQUE", "FOREIGN KEY"]);
  if (kind === null) return null;
  // A primary key is known without its columns.
  if (kind === "PRIMARY KEY" && !cursor.sees("(")) return { label: kind, matches: (constraint) => constraint.kind === kind };
  const columns = readColumnList(cursor)
    .map(({ name }) => name)
    .join("\0");
  return {
    label: `${kind} (${columns.replaceAll("\0", ", ")})`,
    matches: (constraint) => constraint.kind === kind && constraint.columns.join("\0") === columns,
  };
}

/** Behind DROP. CASCADE, which is the default, takes the foreign keys that reference it (docs: sql-reference/sql/alter-table). */
export function readDropKey(cursor: Cursor): TableChange | null {
  const choice = readChoice(cursor);
  if (choice === null) return null;
  const restrict = cursor.acceptOneOf(["CASCADE", "RESTRICT"]) === "RESTRICT";
  return (context, table) => {
    const found = constraintsOf(table).find((constraint) => choice.matches(constraint));
    if (found === undefined) throw doesNotExist("Constraint", choice.label);
    const isTarget = (columns: readonly string[] | undefined) => found.kind !== "FOREIGN KEY" && columns?.join("\0") === found.columns.join("\0");
    const referring = foreignKeysTo(context, table).filter(({ constraint }) => isTarget(constraint.target?.columns));
    if (restrict && referring.length > 0) throw compilationError("003073", "2BP01", "Cannot drop the constraint because of dependencies");
    for (const { table: from, constraint } of referring) {
      if (from.id === table.id) continue;
      const kept = constraintsOf(from).filter((other) => other.name !== constraint.name);
      context.draft.put(withConstraints(from, kept));
    }
    const gone = new Set([found.name, ...referring.filter((at) => at.table.id === table.id).map(({ constraint }) => constraint.name)]);
    return withConstraints(
      table,
      constraintsOf(table).filter(({ name }) => !gone.has(name)),
    );
  };
}

/** RENAME CONSTRAINT a TO b. */
export function readRenameKey(cursor: Cursor): TableChange {
  const from = cursor.identifier();
  cursor.expect("TO");
  const to = cursor.identifier();
  return (_context, table) => {
    const constraints = constraintsOf(table);
    if (!constraints.some(({ name }) => name === from)) throw doesNotExist("Constraint", from);
    if (from !== to && constraints.some(({ name }) => name === to)) throw compilationError("002002", "42710", `Object '${to}' already exists.`);
    return withConstraints(
      table,
      constraints.map((constraint) => (constraint.name === from ? { ...constraint, name: to } : constraint)),
    );
  };
}

/** { CONSTRAINT name | PRIMARY KEY | ... } [[NOT] ENFORCED] [VALIDATE | NOVALIDATE] [RELY | NORELY], behind ALTER or MODIFY. */
export function readAlterKey(cursor: Cursor): TableChange | null {
  const choice = readChoice(cursor);
  if (choice === null) return null;
  const { rely, unsupported } = readProperties(cursor);
  if (unsupported !== null) cursor.refuse(`constraint property ${unsupported}`);
  return (_context, table) => {
    if (!constraintsOf(table).some((constraint) => choice.matches(constraint))) throw doesNotExist("Constraint", choice.label);
    return withConstraints(
      table,
      constraintsOf(table).map((constraint) => (choice.matches(constraint) ? { ...constraint, rely } : constraint)),
    );
  };
}
