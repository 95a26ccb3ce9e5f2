import type { Entry, Value } from "../../catalog/entry.ts";
import { requireEdition } from "../../edition/require-edition.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { readExpressionText } from "../../parser/expression-text.ts";
import { invalidIdentifier } from "../../sql-error.ts";
import type { TableChange } from "./alter-columns.ts";
import { baseOf, columnsOf } from "./table-definition.ts";

/** One row of DESCRIBE SEARCH OPTIMIZATION: what of a table is optimised for which sort of search. */
interface SearchTarget {
  readonly id: number;
  readonly method: string;
  readonly target: string;
}

const METHODS = ["EQUALITY", "SUBSTRING", "GEO", "FULL_TEXT"];
/** What EQUALITY takes when no columns are named (docs: user-guide/search-optimization/enabling). */
const WITHOUT_EQUALITY = ["GEOGRAPHY", "GEOMETRY", "FLOAT", "VECTOR", "FILE"];

export function searchTargetsOf(table: Entry): readonly SearchTarget[] {
  return (table.properties.SEARCH_OPTIMIZATION ?? []) as unknown as readonly SearchTarget[];
}

function withTargets(table: Entry, targets: readonly SearchTarget[]): Entry {
  const { SEARCH_OPTIMIZATION: _before, ...rest } = table.properties;
  return { ...table, properties: targets.length === 0 ? rest : { ...rest, SEARCH_OPTIMIZATION: targets as unknown as Value } };
}

/** After a column was renamed, or dropped (`to` is null). */
export function followColumn(table: Entry, from: string, to: string | null): Entry {
  const targets = searchTargetsOf(table).filter(({ target }) => to !== null || target !== from);
  return withTargets(
    table,
    targets.map((each) => (each.target === from && to !== null ? { ...each, target: to } : each)),
  );
}

interface Target {
  readonly method: string;
  readonly target: string;
}

/** `EQUALITY(a, b)`, `SUBSTRING(*)`. */
function readTarget(cursor: Cursor): readonly Target[] {
  const found: Target[] = [];
  const at = cursor.position();
  const method = cursor.next().value;
  if (!METHODS.includes(method)) throw invalidIdentifier(method, at);
  cursor.expect("(");
  do {
    if (cursor.sees("ANALYZER")) cursor.refuse("SEARCH OPTIMIZATION ... ANALYZER");
    const isColumn = cursor.seesIdentifier() && [",", ")"].includes(cursor.peek(1).text);
    const target = cursor.accept("*") ? "*" : isColumn ? cursor.identifier() : readExpressionText(cursor, new Set());
    found.push({ method, target });
  } while (cursor.accept(","));
  cursor.expect(")");
  return found;
}

function readTargets(cursor: Cursor): readonly Target[] {
  const found: Target[] = [];
  do found.push(...readTarget(cursor));
  while (cursor.accept(","));
  return found;
}

function expand(table: Entry, { method, target }: Target): readonly Target[] {
  if (target !== "*") return [{ method, target }];
  return columnsOf(table)
    .filter(({ type }) => !WITHOUT_EQUALITY.includes(baseOf(type)))
    .map(({ name }) => ({ method, target: name }));
}

export function readAddSearch(cursor: Cursor): TableChange {
  const wanted = cursor.accept("ON") ? readTargets(cursor) : [{ method: "EQUALITY", target: "*" }];
  return (context, table) => {
    requireEdition(context.account, "SEARCH OPTIMIZATION");
    let targets = searchTargetsOf(table);
    for (const { method, target } of wanted.flatMap((each) => expand(table, each))) {
      const isColumn = !/\W/u.test(target);
      if (isColumn && !columnsOf(table).some(({ name }) => name === target)) throw invalidIdentifier(target, { line: 1, position: 0 });
      if (targets.some((known) => known.method === method && known.target === target)) continue;
      targets = [...targets, { id: Math.max(0, ...targets.map(({ id }) => id)) + 1, method, target }];
    }
    return withTargets(table, targets);
  };
}

/** Without ON everything; else methods, columns or the numbers that DESCRIBE gives. */
export function readDropSearch(cursor: Cursor): TableChange {
  if (!cursor.accept("ON")) return (_context, table) => withTargets(table, []);
  const gone: ((target: SearchTarget) => boolean)[] = [];
  do {
    if (cursor.peek().kind === "number") {
      const id = cursor.integer();
      gone.push((target) => target.id === id);
    } else if (METHODS.includes(cursor.peek().value) && cursor.peek(1).text === "(") {
      const targets = readTarget(cursor);
      gone.push(({ method, target }) => targets.some((each) => each.method === method && (each.target === "*" || each.target === target)));
    } else {
      const column = cursor.identifier();
      gone.push(({ target }) => target === column);
    }
  } while (cursor.accept(","));
  return (_context, table) =>
    withTargets(
      table,
      searchTargetsOf(table).filter((target) => !gone.some((matches) => matches(target))),
    );
}
