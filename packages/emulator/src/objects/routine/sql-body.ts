import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { Cursor } from "../../parser/cursor.ts";
import { findRelation } from "../../query/find-relation.ts";
import type { Query } from "../../query/query.ts";
import { readQuery, seesQuery } from "../../query/read-query.ts";
import { referencesOf } from "../../query/references.ts";
import { scanExpression } from "../../query/scan-expression.ts";
import { languageOf } from "./routine.ts";

/** A SQL function is compiled when it is made: the tables and views in it must be there. Scripting blocks, and whatever a procedure runs, are not looked into before they run. */
export function checkSqlBody(context: Context, entry: Entry): void {
  const { BODY: body } = entry.properties;
  if (entry.class !== "FUNCTION" || languageOf(entry) !== "SQL" || typeof body !== "string") return;
  for (const query of queriesIn(body)) for (const ref of referencesOf(query)) findRelation(context, entry.parent, ref);
}

/** The body is a query, or an expression with subqueries in it. */
function queriesIn(body: string): readonly Query[] {
  const cursor = new Cursor(body.replace(/;\s*$/, ""));
  if (cursor.sees("BEGIN") || cursor.sees("DECLARE")) return [];
  const queries: Query[] = [];
  if (seesQuery(cursor) && !cursor.sees("(")) queries.push(readQuery(cursor));
  else scanExpression(cursor, { stops: new Set(), stopsAtComma: false, nested: queries });
  cursor.end();
  return queries;
}
