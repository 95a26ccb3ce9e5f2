/** Words that end a clause of a SELECT; they are no names there. */
export const CLAUSES: ReadonlySet<string> = new Set(
  "FROM WHERE GROUP HAVING QUALIFY WINDOW ORDER LIMIT OFFSET FETCH UNION INTERSECT EXCEPT MINUS START CONNECT FOR".split(" "),
);
