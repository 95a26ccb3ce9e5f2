import { Cursor, type NameRef } from "../../parser/cursor.ts";

/** One name of an object, bare or in a string: `db.sc.rule`, `'db.sc.rule'`. */
function readNameOrText(cursor: Cursor): NameRef {
  if (!cursor.seesString()) return cursor.name();
  const inner = new Cursor(cursor.string(), cursor.options);
  const ref = inner.name();
  inner.end();
  return ref;
}

/** `(a, 'b', db.sc.c)`: the parts of each name, to be looked up when the statement runs. */
export function readNames(cursor: Cursor): readonly (readonly string[])[] {
  cursor.expect("(");
  const names: (readonly string[])[] = [];
  while (!cursor.accept(")")) {
    if (names.length > 0) cursor.expect(",");
    names.push(readNameOrText(cursor).parts);
  }
  return names;
}
