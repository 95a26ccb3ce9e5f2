import { Cursor } from "../parser/cursor.ts";
import { Names } from "./names.ts";
import { readBlock } from "./read-block.ts";
import { readStatement } from "./read-statement.ts";
import { readingOf } from "./reading.ts";
import type { Block } from "./script.ts";

/** A block with the variables it is given from outside: a procedure's arguments. */
export function parseBlock(source: string, variables: readonly string[] = []): Block {
  const cursor = new Cursor(source);
  const names = new Names(null);
  for (const variable of variables) names.declare(variable, "variable");
  const block = readBlock(readingOf(cursor, names));
  cursor.accept(";");
  cursor.end();
  return block;
}

/** A loop or a branch that stands alone, as EXECUTE IMMEDIATE takes it. */
export function parseLoneStatement(source: string): Block {
  const cursor = new Cursor(source);
  const statement = readStatement(readingOf(cursor));
  cursor.accept(";");
  cursor.end();
  return { kind: "block", declarations: [], body: [statement], handlers: [] };
}
