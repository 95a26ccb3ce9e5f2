import type { Value } from "../../catalog/entry.ts";
import type { Cursor, NameRef, Position } from "../../parser/cursor.ts";
import type { Constraint } from "./table-definition.ts";

/** A key as it was written: names are not looked up yet. */
export interface KeyText {
  readonly kind: Constraint["kind"];
  readonly name: string | null;
  readonly columns: readonly ColumnText[];
  readonly rely: boolean;
  readonly comment: string | null;
  readonly target: { readonly table: NameRef; readonly columns: readonly string[] } | null;
  /** A property that makes Snowflake leave the key out, or refuse it under UNSUPPORTED_DDL_ACTION = FAIL. */
  readonly unsupported: string | null;
}

interface ColumnText {
  readonly name: string;
  readonly at: Position;
}

export function readColumnText(cursor: Cursor): ColumnText {
  const at = cursor.position();
  return { name: cursor.identifier(), at };
}

export function readColumnList(cursor: Cursor): readonly ColumnText[] {
  cursor.expect("(");
  const found: ColumnText[] = [];
  do found.push(readColumnText(cursor));
  while (cursor.accept(","));
  cursor.expect(")");
  return found;
}

export function seesOutOfLine(cursor: Cursor): boolean {
  return ["CONSTRAINT", "PRIMARY KEY", "UNIQUE", "FOREIGN KEY", "CHECK ("].some((words) => cursor.sees(words));
}

/** [CONSTRAINT name] { PRIMARY KEY | UNIQUE | FOREIGN KEY } (columns) ... in a table's list or behind ADD. */
export function readOutOfLine(cursor: Cursor): KeyText {
  const name = cursor.accept("CONSTRAINT") ? cursor.identifier() : null;
  if (cursor.sees("CHECK")) cursor.refuse("CHECK constraint");
  const kind = cursor.acceptOneOf(["PRIMARY KEY", "UNIQUE", "FOREIGN KEY"]);
  if (kind === null) cursor.fail();
  return readRest(cursor, { kind, name, columns: readColumnList(cursor) });
}

/** The same behind a column; `null` if no key comes next. */
export function readInline(cursor: Cursor, column: ColumnText): KeyText | null {
  const isNamed = cursor.accept("CONSTRAINT");
  const name = isNamed ? cursor.identifier() : null;
  if (cursor.sees("CHECK")) cursor.refuse("CHECK constraint");
  if (cursor.sees("REFERENCES")) return readRest(cursor, { kind: "FOREIGN KEY", name, columns: [column] });
  const kind = cursor.acceptOneOf(["PRIMARY KEY", "UNIQUE", "FOREIGN KEY"]);
  if (kind === null && isNamed && cursor.sees("NOT NULL")) return null;
  if (kind === null && isNamed) cursor.fail();
  return kind === null ? null : readRest(cursor, { kind, name, columns: [column] });
}

function readRest(cursor: Cursor, head: Pick<KeyText, "kind" | "name" | "columns">): KeyText {
  let target: KeyText["target"] = null;
  if (head.kind === "FOREIGN KEY") {
    cursor.expect("REFERENCES");
    const table = cursor.name();
    target = { table, columns: cursor.sees("(") ? readColumnList(cursor).map(({ name }) => name) : [] };
  }
  return { ...head, target, ...readProperties(cursor) };
}

const ACTIONS = ["CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"];
/** What a key is anyway; saying so changes nothing. */
const DEFAULTS = ["NOT ENFORCED", "NOT DEFERRABLE", "INITIALLY DEFERRED", "DISABLE", "NOVALIDATE", "NORELY", "MATCH FULL"];
/** "if you specify ENABLE or VALIDATE (the non-default values) ... the constraint isn't created" (docs: sql-reference/sql/create-table-constraint). */
const OTHERS = ["ENFORCED", "DEFERRABLE", "INITIALLY IMMEDIATE", "ENABLE", "VALIDATE", "MATCH SIMPLE", "MATCH PARTIAL"];

/** In any order. A COMMENT behind an inline key is the column's; the caller reads it. */
export function readProperties(cursor: Cursor): Pick<KeyText, "rely" | "comment" | "unsupported"> {
  let rely = false;
  let unsupported: string | null = null;
  for (;;) {
    if (cursor.accept("RELY")) rely = true;
    else if (cursor.accept("NORELY")) rely = false;
    else if (cursor.acceptOneOf(DEFAULTS) !== null) continue;
    else if (cursor.accept("ON UPDATE") || cursor.accept("ON DELETE")) unsupported = actionOf(cursor) ?? unsupported;
    else {
      const other = cursor.acceptOneOf(OTHERS);
      if (other === null) return { rely, unsupported, comment: null };
      unsupported = other;
    }
  }
}

function actionOf(cursor: Cursor): string | null {
  const action = cursor.acceptOneOf(ACTIONS);
  if (action === null) cursor.fail();
  return action === "NO ACTION" ? null : action;
}

/** A key's COMMENT, where it cannot be the column's. */
export function withComment(cursor: Cursor, key: KeyText): KeyText {
  return cursor.accept("COMMENT") ? { ...key, comment: cursor.string() } : key;
}

/** Between reading and running, a statement's keys travel in its properties. */
export function keysAsValue(keys: readonly KeyText[]): Value {
  return keys as unknown as Value;
}

export function keysFromValue(value: Value | undefined): readonly KeyText[] {
  return (value ?? []) as unknown as readonly KeyText[];
}
