import type { NameRef } from "../parser/cursor.ts";
import type { Branch, Query } from "./query.ts";

/** Every plain name behind FROM or JOIN, wherever in the query, that is no name of a WITH in force there. */
export function referencesOf(query: Query, known: ReadonlySet<string> = new Set()): readonly NameRef[] {
  const found: NameRef[] = [];
  collect(query, known, found);
  return found;
}

function collect(query: Query, outer: ReadonlySet<string>, found: NameRef[]): void {
  const known = new Set(outer);
  for (const cte of query.ctes) {
    // Only a UNION can mean itself; `WITH t AS (SELECT * FROM t)` means the table.
    const isRecursive = cte.query.branches.length > 1;
    collect(cte.query, isRecursive ? new Set([...known, cte.name]) : known, found);
    known.add(cte.name);
  }
  for (const branch of query.branches) collectBranch(branch, known, found);
  for (const nested of query.nested) collect(nested, known, found);
}

function collectBranch(branch: Branch, known: ReadonlySet<string>, found: NameRef[]): void {
  if (branch.kind === "query") collect(branch.query, known, found);
  if (branch.kind !== "select") return;
  for (const relation of branch.select.from) {
    if (relation.kind === "query") collect(relation.query, known, found);
    if (relation.kind === "name" && !(relation.ref.parts.length === 1 && known.has(relation.ref.parts[0] ?? ""))) found.push(relation.ref);
  }
  for (const nested of branch.select.nested) collect(nested, known, found);
}
