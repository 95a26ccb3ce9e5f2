import { Cursor } from "../../parser/cursor.ts";
import type { Query } from "../../query/query.ts";
import { compilationError } from "../../sql-error.ts";

/** Without a full or an incremental refresh (docs: user-guide/dynamic-tables/supported-queries). */
const NEVER = ["ANY_VALUE", "CURRENT_SESSION", "CURRENT_AVAILABLE_ROLES", "CURRENT_SECONDARY_ROLES", "IS_ROLE_IN_SESSION"];
const SAMPLES = ["SAMPLE (", "TABLESAMPLE", "SAMPLE BERNOULLI", "SAMPLE BLOCK", "SAMPLE ROW", "SAMPLE SYSTEM"];
/** Only with a full one. */
const FULL_ONLY = ["CURRENT_ACCOUNT", "CURRENT_REGION", "CURRENT_ROLE", "CURRENT_WAREHOUSE", "RANDOM", "RANDSTR", "UUID_STRING"];
const NOT_INCREMENTAL = [
  ...["WITH RECURSIVE", "CONNECT BY", "ROLLUP (", "CUBE (", "GROUPING SETS", "MINUS", "EXCEPT SELECT", "EXCEPT (SELECT", "INTERSECT", "UNPIVOT", "SELECT TOP"],
  ...["SELECT DISTINCT TOP", "LIMIT", "FETCH FIRST", "FETCH NEXT", "LATERAL (", ". NEXTVAL"],
];

/** Throws for what no dynamic table may have in its query, and for what its refresh mode does not do. */
export function checkQuery(text: string, query: Query, mode: string): void {
  refuse(text, ["CURRENT_USER", ...NEVER.map(called), ...SAMPLES], (words) => {
    const name = words.replace(" (", "");
    return name.startsWith("CURRENT_")
      ? `Unsupported context function '${name}' used in dynamic table definition.`
      : `'${name}' is not supported in a dynamic table definition.`;
  });
  if (mode !== "INCREMENTAL" && mode !== "ADAPTIVE") return;
  refuse(text, [...FULL_ONLY.map(called), ...NOT_INCREMENTAL], (words) => notIncremental(words.replace(" (", "")));
  if (hasSubquery(query)) throw refusal(notIncremental("subquery outside of FROM"));
}

function called(name: string): string {
  return `${name} (`;
}

function notIncremental(construct: string): string {
  return `Dynamic table cannot be refreshed incrementally: '${construct}' is not supported.`;
}

/** The code is this account's own. */
function refusal(reason: string) {
  return compilationError("002738", "42601", reason);
}

function refuse(text: string, constructs: readonly string[], reason: (words: string) => string): void {
  const cursor = new Cursor(text);
  let isQualified = false;
  while (!cursor.atEnd) {
    const found = isQualified ? undefined : constructs.find((words) => cursor.sees(words));
    if (found !== undefined) throw refusal(reason(found));
    isQualified = cursor.next().text === ".";
  }
}

/** Subqueries in expressions; those in FROM are relations. */
function hasSubquery({ nested, branches, ctes }: Query): boolean {
  return (
    nested.length > 0 ||
    ctes.some(({ query }) => hasSubquery(query)) ||
    branches.some((branch) => {
      if (branch.kind === "query") return hasSubquery(branch.query);
      if (branch.kind !== "select") return false;
      return branch.select.nested.length > 0 || branch.select.from.some((relation) => relation.kind === "query" && hasSubquery(relation.query));
    })
  );
}
