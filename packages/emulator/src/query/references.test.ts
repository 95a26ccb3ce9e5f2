import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cursor } from "../parser/cursor.ts";
import { readQuery } from "./read-query.ts";
import { referencesOf } from "./references.ts";

/** A query's text, and the tables that stand in it. */
interface Made {
  readonly sql: string;
  readonly tables: readonly string[];
}

const table = fc.constantFrom("t1", "s.t2", "d.s.t3", '"mixed Case"');
const comment = fc.constantFrom("", " /* from nowhere */ ", "\n-- join nothing\n");

/** `known`: names of WITH that may be used as tables. */
function query(depth: number, known: readonly string[]): fc.Arbitrary<Made> {
  if (depth === 0) return select(fc.constant<Made>({ sql: "1 AS x", tables: [] }), plain(known));
  const inner = query(depth - 1, known);
  const item = fc.oneof(
    fc.constant<Made>({ sql: "EXTRACT(year FROM x) AS y, 'from t9' AS z, *", tables: [] }),
    inner.map((made) => ({ sql: `(${made.sql}) AS sub`, tables: made.tables })),
  );
  const relation = fc.oneof(
    plain(known),
    inner.map((made) => ({ sql: `(${made.sql}) q`, tables: made.tables })),
    fc.constant<Made>({ sql: "TABLE(FLATTEN(input => x)) f", tables: [] }),
    fc.tuple(plain(known), plain(known), fc.constantFrom(", ", " JOIN ", " LEFT OUTER JOIN ", " CROSS JOIN ")).map(([a, b, join]) => both(a, b, join)),
  );
  const one = fc.tuple(select(item, relation), fc.option(inner)).map(([made, where]) => (where === null ? made : both(made, where, " WHERE x IN (", ")")));
  const union = fc.tuple(one, one, fc.constantFrom(" UNION ALL ", " EXCEPT ")).map(([a, b, operator]) => both(a, b, operator));
  const withCte = fc.tuple(inner, query(depth - 1, [...known, "c1"])).map(([cte, main]) => both(cte, main, `) `, "", "WITH c1 AS ("));
  return fc.oneof(one, union, ...(known.length === 0 ? [withCte] : []));
}

function both(a: Made, b: Made, between: string, after = "", before = ""): Made {
  return { sql: `${before}${a.sql}${between}${b.sql}${after}`, tables: [...a.tables, ...b.tables] };
}

function plain(known: readonly string[]): fc.Arbitrary<Made> {
  const used = table.map((name) => ({ sql: `${name} AS a`, tables: [name] }));
  return known.length === 0
    ? used
    : fc.oneof(
        used,
        fc.constantFrom(...known).map((name) => ({ sql: `${name} x`, tables: [] })),
      );
}

function select(item: fc.Arbitrary<Made>, from: fc.Arbitrary<Made>): fc.Arbitrary<Made> {
  return fc.tuple(item, from, comment).map(([a, b, gap]) => both(a, b, `${gap} FROM ${gap}`, "", "SELECT "));
}

function names(sql: string): readonly string[] {
  const cursor = new Cursor(sql);
  const found = referencesOf(readQuery(cursor));
  cursor.end();
  return found.map(({ parts }) => parts.join(".")).sort();
}

const stored = (name: string): string => (name.startsWith('"') ? name.slice(1, -1) : name.toUpperCase());

describe("the names behind FROM", () => {
  it("are all found, and nothing else", () => {
    fc.assert(
      fc.property(query(3, []), ({ sql, tables }) => {
        expect(names(sql)).toEqual(tables.map(stored).sort());
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["WITH t AS (SELECT * FROM t) SELECT * FROM t", ["T"]],
    ["WITH a AS (SELECT 1 x), b AS (SELECT * FROM a) SELECT * FROM b, s.b", ["S.B"]],
    ["SELECT * FROM (SELECT 1 AS x UNION SELECT 2) v ORDER BY (SELECT MAX(y) FROM t)", ["T"]],
    ["SELECT * FROM a ASOF JOIN b MATCH_CONDITION (a.x >= b.x)", ["A", "B"]],
    ["SELECT * FROM a AT (OFFSET => -60) JOIN b BEFORE (STATEMENT => 'x') USING (id)", ["A", "B"]],
    ["SELECT * FROM @stage/path (FILE_FORMAT => 'f') s, a", ["A"]],
    ["SELECT a.* EXCLUDE (x) FROM a WHERE x LIKE '%from b%' GROUP BY ALL HAVING COUNT(*) > 1", ["A"]],
    ["SELECT x FROM a START WITH x = 1 CONNECT BY y = PRIOR x", ["A"]],
  ])("%s", (sql, expected) => {
    expect(names(sql)).toEqual(expected);
  });
});
