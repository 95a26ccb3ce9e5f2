import { type Asked, asked } from "./asked.ts";
import { GrantRows, Texts } from "./grant-rows.ts";
import { type ColumnPlaces, type NamedRow, placesOf } from "./row.ts";
import type { Seed, SeedResult } from "./seed.ts";

/** A result with its statement read, and its rows at hand. */
interface ReadResult<A extends Asked = Asked> {
  readonly statement: string;
  readonly role: string;
  readonly asked: A;
  readonly places: ColumnPlaces;
  readonly rows: readonly NamedRow[];
}

export interface Collected {
  readonly results: readonly ReadResult[];
  /** From the form that says least to the one that says most: OF knows no grant option, ON leaves it out inside managed schemas. What comes later counts. */
  readonly grants: readonly GrantRows[];
  readonly futureGrants: GrantRows;
}

/** Reads a seed to its end. Grants, of which there are the most, are kept small. */
export async function collect({ facts, results }: Seed): Promise<Collected> {
  const texts = new Texts();
  const forms = { OF: new GrantRows(texts), ON: new GrantRows(texts), TO: new GrantRows(texts) };
  const futureGrants = new GrantRows(texts);
  const others: ReadResult[] = [];
  for await (const result of results) {
    const what = asked(result.statement);
    const places = placesOf(result);
    if (what.kind === "grants" || what.kind === "future grants") {
      const into = what.kind === "future grants" ? futureGrants : forms[what.form];
      await each(result, (cells) => into.add({ places, cells }, what));
      continue;
    }
    const rows: NamedRow[] = [];
    await each(result, (cells) => rows.push({ places, cells }));
    others.push({ statement: result.statement, role: result.role ?? facts.role, asked: what, places, rows });
  }
  return { results: others, grants: [forms.OF, forms.ON, forms.TO], futureGrants };
}

/** Without a promise a row where the rows are at hand. */
async function each({ rows }: SeedResult, take: (cells: NamedRow["cells"]) => void): Promise<void> {
  if (Symbol.iterator in rows) for (const cells of rows) take(cells);
  else for await (const cells of rows) take(cells);
}

/** The results of one kind. */
export function resultsOf<K extends Asked["kind"]>(collected: Collected, kind: K): readonly ReadResult<Extract<Asked, { kind: K }>>[] {
  return collected.results.filter((result): result is ReadResult<Extract<Asked, { kind: K }>> => result.asked.kind === kind);
}
