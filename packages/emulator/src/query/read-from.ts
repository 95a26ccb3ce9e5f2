import type { Cursor } from "../parser/cursor.ts";
import { CLAUSES } from "./clauses.ts";
import type { Query, Relation } from "./query.ts";
import { readNames, readQuery, seesQuery } from "./read-query.ts";
import { scanExpression, scanParentheses } from "./scan-expression.ts";

interface From {
  readonly relations: readonly Relation[];
  readonly isOuter: boolean;
  readonly merges: boolean;
}

/** Words between relations, which are no aliases. */
const BETWEEN = new Set(
  "JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL ASOF DIRECTED LATERAL ON USING MATCH_CONDITION SAMPLE TABLESAMPLE PIVOT UNPIVOT MATCH_RECOGNIZE AT BEFORE CHANGES".split(
    " ",
  ),
);
const RESHAPES = ["PIVOT", "UNPIVOT", "MATCH_RECOGNIZE"];

/** Behind FROM: relations and how they are joined, up to the next clause. */
export function readFrom(cursor: Cursor, nested: Query[]): From {
  const relations: Relation[] = [];
  let isOuter = false;
  let merges = false;
  let expectsRelation = true;
  const stops = new Set([...CLAUSES, ...BETWEEN]);
  while (!cursor.atEnd && !cursor.sees(")")) {
    const token = cursor.peek();
    if (expectsRelation) {
      const inner = readRelation(cursor, nested);
      relations.push(...inner.relations);
      isOuter ||= inner.isOuter;
      merges ||= inner.merges;
      expectsRelation = false;
    } else if (token.kind === "word" && CLAUSES.has(token.value)) break;
    else if (cursor.accept(",") || cursor.accept("JOIN")) expectsRelation = true;
    else if (cursor.acceptOneOf(["LEFT", "RIGHT", "FULL"]) !== null) isOuter = true;
    else if (cursor.accept("NATURAL") || cursor.accept("USING")) merges = true;
    else if (RESHAPES.some((word) => cursor.sees(`${word} (`))) {
      cursor.next();
      scanParentheses(cursor, nested);
      // It makes other columns of those before it, whose names still have to be there.
      relations.push({ kind: "other", alias: readAlias(cursor) });
    } else if (token.text === "(") scanParentheses(cursor, nested);
    else {
      cursor.next();
      if (token.kind === "word" && token.value === "ON") scanExpression(cursor, { stops, stopsAtComma: true, nested });
    }
  }
  return { relations, isOuter, merges };
}

function one(relation: Relation): From {
  return { relations: [relation], isOuter: false, merges: false };
}

function readRelation(cursor: Cursor, nested: Query[]): From {
  const isLateral = cursor.accept("LATERAL");
  if (seesQuery(cursor)) {
    cursor.expect("(");
    const query = readQuery(cursor);
    cursor.expect(")");
    const alias = readAlias(cursor);
    return one({ kind: "query", query, alias, columns: alias !== null && cursor.sees("(") ? readNames(cursor) : null, isLateral });
  }
  if (cursor.accept("(")) {
    if (cursor.accept("VALUES")) return one(restOfParentheses(cursor, nested));
    const inner = readFrom(cursor, nested);
    cursor.expect(")");
    readAlias(cursor);
    return inner;
  }
  if (cursor.accept("VALUES") || cursor.sees("TABLE (") || cursor.sees("@") || cursor.peek().kind === "variable" || cursor.peek().kind === "string")
    return one(readOther(cursor, nested));
  if (!cursor.seesIdentifier()) cursor.fail();
  const ref = cursor.name();
  if (cursor.sees("(")) {
    scanParentheses(cursor, nested);
    return one({ kind: "other", alias: readAlias(cursor) });
  }
  return one({ kind: "name", ref, alias: readAlias(cursor) });
}

function restOfParentheses(cursor: Cursor, nested: Query[]): Relation {
  while (!cursor.sees(")")) scanExpression(cursor, { stops: new Set(), stopsAtComma: false, nested });
  cursor.expect(")");
  return { kind: "other", alias: readAlias(cursor) };
}

/** A table function, a stage, VALUES: passed over up to what ends a relation. */
function readOther(cursor: Cursor, nested: Query[]): Relation {
  const isValues = cursor.sees("(");
  scanExpression(cursor, { stops: new Set([...CLAUSES, ...BETWEEN, "AS"]), stopsAtComma: !isValues, nested });
  return { kind: "other", alias: readAlias(cursor) };
}

function readAlias(cursor: Cursor): string | null {
  const hasAs = cursor.accept("AS");
  const token = cursor.peek();
  const isWord = token.kind === "word" && (BETWEEN.has(token.value) || CLAUSES.has(token.value));
  return (hasAs || !isWord) && cursor.seesIdentifier() ? cursor.identifier() : null;
}
