import { entryOf } from "../../catalog/catalog.ts";
import type { Context } from "../../context.ts";
import { INFORMATION_SCHEMA } from "../../objects/information-schema.ts";
import { currentDatabase, resolveDatabase } from "../../objects/resolve.ts";
import { Cursor, type NameRef } from "../../parser/cursor.ts";
import { compilationError } from "../../sql-error.ts";

/** A call of a table function of INFORMATION_SCHEMA. */
export interface FunctionCall {
  readonly name: string;
  /** By name, in upper case; those without a name by their place: `0`, `1`. */
  readonly args: ReadonlyMap<string, string>;
  /** Throws if the database it is called in is not there. */
  check(context: Context): void;
}

/** The name of a table function of INFORMATION_SCHEMA. */
interface FunctionName<T extends string> {
  readonly name: T;
  readonly database: string | undefined;
  /** Throws if a name alone means nothing in this session. */
  requireKnown(context: Context): void;
}

/** `[[db.]INFORMATION_SCHEMA.]F`; `null` and nothing read if it is none of these functions. */
export function acceptFunctionName<T extends string>(cursor: Cursor, names: readonly T[]): FunctionName<T> | null {
  const mark = cursor.mark();
  const { parts } = cursor.name();
  const name = names.find((known) => known === parts.at(-1));
  if (name === undefined || (parts.length > 1 && parts.at(-2) !== "INFORMATION_SCHEMA")) {
    cursor.reset(mark);
    return null;
  }
  return {
    name,
    database: parts.at(-3),
    requireKnown(context) {
      if (parts.length === 1 && !isInformationSchemaInUse(context)) throw compilationError("002141", "42601", `Unknown user-defined table function ${name}`);
    },
  };
}

/** `[[db.]INFORMATION_SCHEMA.]F(a => '...', ...) )`, behind `TABLE (`; `null` and nothing read if it is none of these functions. */
export function readFunction(cursor: Cursor, names: readonly string[]): FunctionCall | null {
  const named = acceptFunctionName(cursor, names);
  if (named === null) return null;
  const args = new Map<string, string>();
  cursor.expect("(");
  while (!cursor.accept(")")) {
    if (args.size > 0) cursor.expect(",");
    const key = cursor.peek(1).text === "=>" ? cursor.identifier() : String(args.size);
    cursor.accept("=>");
    args.set(key, cursor.acceptOneOf(["TRUE", "FALSE"]) ?? cursor.string());
  }
  cursor.expect(")");
  const { name, database } = named;
  return {
    name,
    args,
    check(context) {
      named.requireKnown(context);
      if (database === undefined) currentDatabase(context);
      else if (database !== "SNOWFLAKE") resolveDatabase(context, { parts: [database] });
    },
  };
}

/** "the session must have an INFORMATION_SCHEMA schema in use or the function name must be fully-qualified" (docs: sql-reference/info-schema). */
function isInformationSchemaInUse({ draft, session }: Context): boolean {
  return session.schema !== null && entryOf(draft.catalog, session.schema)?.class === INFORMATION_SCHEMA;
}

/** A name inside a string: `'db.s."t"'`. */
export function nameIn(text: string): NameRef {
  const cursor = new Cursor(text);
  const ref = cursor.name();
  cursor.end();
  return ref;
}
