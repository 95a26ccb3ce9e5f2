import { exactly, type Fragment, type Identifier, name, num, type Row, type Statement, sql, text, word } from "@snowtower/sql";
import type { ShowSource } from "../../kind.ts";
import type { Answer, ReadRequest, Seen } from "../../observation.ts";

/** Snowflake lists at most this many rows: some commands refuse more, some cut (docs: sql-reference/sql/show-tables, show-columns). */
export const SHOW_LIMIT = 10_000;

/** A SHOW over a container, divided as far as its size demands (RA 7, 8). */
type Show = Omit<ShowSource, "from">;

/** What has been answered, and whether there is a warehouse for queries. */
export interface Asked {
  readonly seen: Seen;
  readonly warehouse: boolean;
}

/** What is known of one SHOW so far: the answers that together are complete, or what to ask next, or the refusal. */
export type ShowState =
  | { readonly kind: "complete"; readonly answers: readonly Answer[] }
  | { readonly kind: "asks"; readonly requests: readonly ReadRequest[] }
  | { readonly kind: "refused"; readonly request: string; readonly why: string };

export function request(statement: Statement): ReadRequest {
  return { key: statement.text, statement };
}

function isFull(answer: Answer): boolean {
  return answer.rows.length >= SHOW_LIMIT;
}

function base(show: Show, place: Fragment): Statement {
  return show.paged ? sql`SHOW ${word(show.what)}${place} LIMIT ${num(SHOW_LIMIT)}` : sql`SHOW ${word(show.what)}${place}`;
}

/** `SHOW USERS` over the account, paged by name. */
export function showAccount(show: Show, seen: Seen): ShowState {
  return pages(show, sql``, seen);
}

/** `SHOW TABLES IN DATABASE d`; when that is too much, by schema; and only inside one schema by pages, where the cursor works (RA 7). */
export function showDatabase(show: Show, database: Identifier, asked: Asked): ShowState {
  const { seen } = asked;
  const whole = base(show, sql` IN DATABASE ${name([database])}`);
  const answer = seen.get(whole.text);
  if (answer === undefined) return { kind: "asks", requests: [request(whole)] };
  if ("rows" in answer && !isFull(answer)) return { kind: "complete", answers: [answer] };
  if ("refused" in answer && show.paged) return { kind: "refused", request: answer.key, why: answer.refused };
  const schemas = namesOf(showDatabase({ what: "SCHEMAS", paged: true }, database, asked), "name");
  if (schemas === null || show.what === "SCHEMAS") {
    const why = "refused" in answer ? answer.refused : `more than ${SHOW_LIMIT} rows, and the schemas could not be listed`;
    return show.what === "SCHEMAS" && "rows" in answer
      ? pages(show, sql` IN DATABASE ${name([database])}`, seen)
      : { kind: "refused", request: answer.key, why };
  }
  return together(schemas.filter((s) => s !== "INFORMATION_SCHEMA").map((schema) => showSchema(show, [database, exactly(schema)], asked)));
}

function showSchema(show: Show, schema: readonly [Identifier, Identifier], { seen, warehouse }: Asked): ShowState {
  const place = sql` IN SCHEMA ${name(schema)}`;
  if (show.paged) return pages(show, place, seen);
  const whole = base(show, place);
  const answer = seen.get(whole.text);
  if (answer === undefined) return { kind: "asks", requests: [request(whole)] };
  if ("rows" in answer && !isFull(answer)) return { kind: "complete", answers: [answer] };
  const query = warehouse ? show.query?.(schema) : undefined;
  const queried = query === undefined ? undefined : seen.get(query.text);
  if (query !== undefined && queried === undefined) return { kind: "asks", requests: [request(query)] };
  return queried !== undefined && "rows" in queried ? { kind: "complete", answers: [queried] } : byTable(show, schema, seen);
}

/** The last resort for lists that cannot be paged and are too long for a schema: a statement a table. */
function byTable(show: Show, schema: readonly [Identifier, Identifier], seen: Seen): ShowState {
  const tables = pages({ what: "TABLES", paged: true }, sql` IN SCHEMA ${name(schema)}`, seen);
  const names = namesOf(tables, "name");
  if (names === null) return tables;
  return together(
    names.map((table) => {
      const one = sql`SHOW ${word(show.what)} IN TABLE ${name([...schema, exactly(table)])}`;
      const answer = seen.get(one.text);
      if (answer === undefined) return { kind: "asks", requests: [request(one)] };
      return "rows" in answer ? { kind: "complete", answers: [answer] } : { kind: "refused", request: answer.key, why: answer.refused };
    }),
  );
}

/** Pages by `LIMIT n FROM 'last name'`. The cursor also matches parts of names and repeats rows, so progress is checked (RA 7). */
function pages(show: Show, place: Fragment, seen: Seen): ShowState {
  const answers: Answer[] = [];
  let next = base(show, place);
  for (;;) {
    const answer = seen.get(next.text);
    if (answer === undefined) return { kind: "asks", requests: [request(next)] };
    if ("refused" in answer) return { kind: "refused", request: answer.key, why: answer.refused };
    answers.push(answer);
    if (!isFull(answer)) return { kind: "complete", answers };
    const last = answer.rows.at(-1)?.[answer.columns.indexOf("name")];
    if (!show.paged || last === null || last === undefined)
      return { kind: "refused", request: answer.key, why: `more than ${SHOW_LIMIT} rows, which cannot be paged` };
    const following = sql`${base(show, place)} FROM ${text(last)}`;
    if (following.text === next.text) return { kind: "refused", request: answer.key, why: "the cursor makes no progress" };
    next = following;
  }
}

/** All parts: complete if every one is, else what the unfinished ones ask. */
function together(states: readonly ShowState[]): ShowState {
  const refused = states.find((state) => state.kind === "refused");
  if (refused !== undefined) return refused;
  const requests = states.flatMap((state) => (state.kind === "asks" ? state.requests : []));
  if (requests.length > 0) return { kind: "asks", requests };
  return { kind: "complete", answers: states.flatMap((state) => (state.kind === "complete" ? state.answers : [])) };
}

function namesOf(state: ShowState, column: string): readonly string[] | null {
  if (state.kind !== "complete") return null;
  const names = state.answers.flatMap((answer) => answer.rows.map((row: Row) => row[answer.columns.indexOf(column)] ?? ""));
  return [...new Set(names)];
}
