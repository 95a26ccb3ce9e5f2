import { holds, holdsGlobal } from "../access/authorize.ts";
import type { Entry } from "../catalog/entry.ts";
import type { Command, Context } from "../context.ts";
import type { ObjectClass, Show, ShowColumn } from "../objects/object-class.ts";
import { seenCell } from "../objects/seen.ts";
import type { Cursor } from "../parser/cursor.ts";
import { booleanColumn, type Column, numberColumn, type ResultSet, STATEMENT_TYPE, textColumn, timeCell, timeColumn } from "../result.ts";
import { invalidValue, SqlError } from "../sql-error.ts";
import { matchesLike } from "./like.ts";
import { type Scope, sortedByPath, visibleIn } from "./show-scope.ts";

interface Request {
  readonly of: ObjectClass;
  readonly show: Show;
  readonly terse: boolean;
  readonly history: boolean;
  readonly like: string | null;
  readonly scope: Scope;
  readonly startsWith: string | null;
  readonly narrowed: boolean;
  readonly limit: number | null;
  readonly from: string | null;
  readonly privileges: readonly string[];
}

/** Behind SHOW [TERSE] <words>: [HISTORY] [LIKE] [IN] [STARTS WITH] [LIMIT [FROM]] [WITH PRIVILEGES]. */
export function parseShow(cursor: Cursor, what: { readonly of: ObjectClass; readonly show: Show; readonly terse: boolean }): Command {
  const { of, show, terse } = what;
  if (terse && show.terse === undefined) cursor.refuse(`SHOW TERSE ${show.words}`);
  const history = cursor.accept("HISTORY");
  if (history && (show.history !== true || terse)) cursor.refuse(`SHOW ${terse ? "TERSE " : ""}${show.words} HISTORY`);
  const like = cursor.accept("LIKE") ? cursor.string() : null;
  const scope = readScope(cursor, of);
  if (show.inDatabase === true && (scope.kind !== "database" || scope.name === null)) cursor.fail();
  for (const words of clausesNotKnown(show)) if (cursor.sees(words)) cursor.refuse(`SHOW ${show.words} ${words}`);
  const startsWith = cursor.accept("STARTS WITH") ? cursor.string() : null;
  const narrowed = show.narrows !== undefined && cursor.accept(show.narrows.words);
  const limit = cursor.accept("LIMIT") ? (cursor.accept("NULL") ? null : cursor.integer()) : null;
  const from = limit !== null && cursor.accept("FROM") ? cursor.string() : null;
  if (show.withPrivileges !== true && cursor.sees("WITH PRIVILEGES")) cursor.refuse(`SHOW ${show.words} WITH PRIVILEGES`);
  const privileges = !history && cursor.accept("WITH PRIVILEGES") ? readPrivileges(cursor) : [];
  cursor.end();
  const request: Request = { of, show, terse, history, like, scope, startsWith, narrowed, limit, from, privileges };
  return { type: STATEMENT_TYPE.show, readsOnly: true, run: (context) => run(context, request) };
}

/** What other SHOWs know. Whether Snowflake takes it here all the same, no page says. */
function clausesNotKnown({ pages, cuts }: Show): readonly string[] {
  return (pages ?? cuts !== true) ? ["ON ACCOUNT", "ON USER"] : ["ON ACCOUNT", "ON USER", "STARTS WITH", "LIMIT"];
}

function readPrivileges(cursor: Cursor): readonly string[] {
  const found: string[] = [];
  do {
    const words: string[] = [cursor.next().value];
    while (cursor.peek().kind === "word") words.push(cursor.next().value);
    found.push(words.join(" "));
  } while (cursor.accept(","));
  return found;
}

function readScope(cursor: Cursor, of: ObjectClass): Scope {
  if (of.container === "ACCOUNT") {
    if (cursor.accept("IN ACCOUNT")) return { kind: "account" };
    return { kind: "default" };
  }
  if (!cursor.accept("IN")) return { kind: "default" };
  if (cursor.accept("ACCOUNT")) return { kind: "account" };
  const name = () => (cursor.seesIdentifier() && !cursor.sees("STARTS WITH") && !cursor.sees("LIMIT") ? cursor.name() : null);
  if (cursor.accept("DATABASE")) return { kind: "database", name: name() };
  if (of.container === "SCHEMA" && cursor.accept("SCHEMA")) return { kind: "schema", name: name() };
  if (cursor.sees("TABLE") || cursor.sees("VIEW") || cursor.sees("APPLICATION") || cursor.sees("CLASS"))
    cursor.refuse(`SHOW ${of.name} IN ${cursor.peek().value}`);
  return { kind: of.container === "SCHEMA" ? "schema" : "database", name: cursor.name() };
}

function run(context: Context, request: Request): ResultSet {
  const columns = request.terse ? terseColumns(request.show) : request.history ? historyColumns(request.show) : request.show.columns;
  const rows = select(context, request).map((entry) => columns.map((column) => seenCell(entry, column.name, column.value(entry, context))));
  return { columns: columns.map(wireColumn), rows, status: "" };
}

function terseColumns(show: Show): readonly ShowColumn[] {
  return (show.terse ?? []).map((name) => {
    if (typeof name !== "string") return name;
    const column = show.columns.find((c) => c.name === name);
    if (column === undefined) throw new Error(`SHOW TERSE ${show.words} names the column ${name}, which SHOW does not have`);
    return column;
  });
}

const DROPPED_ON: ShowColumn = { name: "dropped_on", type: "time", value: ({ droppedOn }) => timeCell(droppedOn) };

/** `dropped_on` stands behind `retention_time`; what is dropped has no owner role (docs: sql-reference/sql/show-tables). */
function historyColumns({ columns }: Show): readonly ShowColumn[] {
  return columns.flatMap((column) => {
    if (column.name === "owner_role_type") return { ...column, value: (entry, context) => (entry.droppedOn === null ? column.value(entry, context) : null) };
    return column.name === "retention_time" ? [column, DROPPED_ON] : [column];
  });
}

function wireColumn(column: ShowColumn): Column {
  if (column.type === "number") return numberColumn(column.name);
  if (column.type === "boolean") return booleanColumn(column.name);
  return column.type === "time" ? timeColumn(column.name) : textColumn(column.name);
}

function isListed(context: Context, { seenByAll, listedWith }: ObjectClass): boolean {
  return seenByAll === true || (listedWith !== undefined && holdsGlobal(context, listedWith));
}

function select(context: Context, request: Request): readonly Entry[] {
  const { like, startsWith, from, limit, show } = request;
  const isWanted = (entry: Entry): boolean =>
    (like === null || matchesLike(like, entry.name)) &&
    (startsWith === null || entry.name.startsWith(startsWith)) &&
    (from === null || isAfter(entry.name, { from, startsWith })) &&
    (!request.narrowed || show.narrows?.keeps(entry) === true) &&
    (show.filter === undefined || show.filter(entry, context)) &&
    request.privileges.every((privilege) => holds(context.draft.catalog, context.active.all, { privilege, on: entry }));
  const { of, scope } = request;
  const where = {
    container: of.container,
    classes: show.classes ?? [of.name],
    seenByAll: isListed(context, of),
    seenWith: of.seenWith,
    scope,
    history: request.history,
  };
  const found = sortedByPath(context, visibleIn(context, where).filter(isWanted));
  const { mostShown: most } = context;
  // "The value for LIMIT rows can't exceed 10000" (docs: sql-reference/sql/show-tables)
  if (limit !== null && limit > most) throw invalidValue(String(limit), "LIMIT");
  if (limit !== null || show.cuts === true) return found.slice(0, limit ?? most);
  // Without LIMIT, more rows than that are an error, not a cut.
  if (found.length <= most) return found;
  const text = `The result set size exceeded the max number of rows(${most}) supported for SHOW statements. Use LIMIT option to limit result set to a smaller number.`;
  throw new SqlError("090153", "22000", text);
}

/**
 * Is the row behind the cursor? It is a name alone, in whatever schema, so that pages over several schemas lose rows.
 * One that does not go with STARTS WITH gives none: "they cancel out each other" (docs: sql-reference/sql/show-tables).
 */
function isAfter(name: string, { from, startsWith }: { readonly from: string; readonly startsWith: string | null }): boolean {
  return name > from && (startsWith === null || from.startsWith(startsWith));
}
