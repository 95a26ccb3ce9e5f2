import { randomUUID } from "node:crypto";
import { lex } from "@snowtower/sql";
import { splitStatements } from "../../parser/statements.ts";
import type { LocalSession, SessionExecuteOptions } from "../../session.ts";
import { unsupported } from "../../sql-error.ts";
import { bindingsIn } from "../bindings.ts";
import { type Call, objectIn, textIn } from "../call.ts";
import type { WireQuery } from "../query-ledger.ts";
import { HttpError } from "../request-body.ts";
import { answered } from "../run-query.ts";
import { startQuery } from "../start-query.ts";
import { parametersIn } from "../wire-parameters.ts";
import { type ApiAnswer, cancelledAnswer, failed, running, succeeded, type Wanted } from "./api-answer.ts";
import { apiSession } from "./api-session.ts";

/** "timeout ... To set the timeout to the maximum value (604800 seconds), set timeout to 0" */
const LONGEST = 604_800;

/** Those that a request may set (docs: developer-guide/sql-api/reference, "statements_parameters"). */
const PARAMETERS = new Set(
  `BINARY_OUTPUT_FORMAT CLIENT_RESULT_CHUNK_SIZE DATE_OUTPUT_FORMAT MULTI_STATEMENT_COUNT QUERY_TAG ROWS_PER_RESULTSET TIME_OUTPUT_FORMAT
  TIMESTAMP_LTZ_OUTPUT_FORMAT TIMESTAMP_NTZ_OUTPUT_FORMAT TIMESTAMP_OUTPUT_FORMAT TIMESTAMP_TZ_OUTPUT_FORMAT TIMEZONE USE_CACHED_RESULT`.split(/\s+/),
);

/** POST /api/v2/statements: in a session of its own. */
export async function submit(call: Call): Promise<ApiAnswer> {
  const { front, url, origin } = call;
  const session = await apiSession(call);
  const { user } = session.current;
  const request = { scope: `sql-api ${user}`, id: url.searchParams.get("requestId") ?? randomUUID() };
  // "you must also specify the retry=true parameter": without it, the same request is run again.
  const known = url.searchParams.get("retry") === "true" ? front.queries.asked(request.scope, request.id) : null;
  const isAsync = url.searchParams.get("async") === "true";
  if (known !== null) session.close();
  const query = known ?? start(call, session, { request, sent: { session, user, text: statementIn(call), isAsync, origin, options: () => optionsIn(call) } });
  if (!isAsync) await answered(query, front.patienceMs);
  if (query.reply === null || isAsync) return running(query);
  return ended(query, { partition: 0, nullAsText: url.searchParams.get("nullable") === "false" });
}

function start(
  { front }: Call,
  session: LocalSession,
  { sent, request }: { readonly sent: Parameters<typeof startQuery>[1]; readonly request: Parameters<typeof startQuery>[2] },
): WireQuery {
  try {
    requireSupported(sent.text);
    // What is wrong with the request is answered as that, not as a statement's error.
    sent.options();
  } catch (error) {
    session.close();
    throw error;
  }
  const query = startQuery(front, sent, request);
  void query.ended.then(() => session.close());
  return query;
}

/** GET /api/v2/statements/<handle>. */
export async function status(call: Call): Promise<ApiAnswer> {
  const query = await queryOf(call);
  if (query === null) return notFound(call.subject);
  if (query.reply === null) return running(query);
  const partition = call.url.searchParams.get("partition") ?? "0";
  if (!/^\d{1,6}$/.test(partition)) throw badPayload();
  return ended(query, { partition: Number(partition), nullAsText: false });
}

/** POST /api/v2/statements/<handle>/cancel. */
export async function cancel(call: Call): Promise<ApiAnswer> {
  const query = await queryOf(call);
  if (query === null) return notFound(call.subject);
  if (query.reply !== null) {
    const body = { code: "000605", message: "Identified SQL statement is not currently executing.", sqlState: "02000", statementHandle: query.id };
    return { status: 422, body };
  }
  query.abort.abort();
  const reply = await query.ended;
  return reply.success ? ended(query, { partition: 0, nullAsText: false }) : reply.code === "000604" ? cancelledAnswer(query.id) : failed(query, reply);
}

async function ended(query: WireQuery, wanted: Wanted): Promise<ApiAnswer> {
  const { reply } = query;
  if (reply === null) return running(query);
  if (!reply.success) return failed(query, reply);
  const answer = await succeeded(query, reply, wanted);
  if (answer === null) throw badPayload();
  return answer;
}

/** Another user's statement is as unknown as one that never was. */
async function queryOf(call: Call): Promise<WireQuery | null> {
  const session = await apiSession(call);
  const { user } = session.current;
  session.close();
  const query = call.front.queries.find(call.subject);
  return query === null || query.user !== user ? null : query;
}

function notFound(handle: string): ApiAnswer {
  return { status: 422, body: { code: "000709", message: `Statement ${handle} not found`, sqlState: "02000", statementHandle: handle } };
}

function badPayload(): HttpError {
  return new HttpError(400, "Incoming request does not contain a valid payload.");
}

function statementIn({ body }: Call): string {
  const text = textIn(body, "statement");
  if (text === undefined) throw badPayload();
  return text;
}

function optionsIn({ body }: Call): SessionExecuteOptions {
  const { timeout, parameters: _said } = body;
  const given = Object.entries(objectIn(body, "parameters"));
  const stranger = given.find(([name]) => !PARAMETERS.has(name.toUpperCase()));
  if (stranger !== undefined) throw badPayload();
  if (timeout !== undefined && !(Number.isInteger(timeout) && Number(timeout) >= 0)) throw badPayload();
  const parameters = parametersIn(Object.fromEntries(given));
  const bindings = bindingsIn(body.bindings);
  const count = parameters.MULTI_STATEMENT_COUNT ?? "1";
  // "Snowflake does not currently support variable binding in multi-statement SQL requests."
  if (bindings.length > 0 && count !== "1") throw unsupported("Bindings of several statements");
  const limit = timeout === undefined ? {} : { STATEMENT_TIMEOUT_IN_SECONDS: String(Number(timeout) === 0 ? LONGEST : Math.min(Number(timeout), LONGEST)) };
  return { bindings, multiStatementCount: Number(count), parameters: { ...parameters, ...limit } };
}

/** A session of one statement has nothing that USE or SET could be for (docs: developer-guide/sql-api/intro, "Limitations of the SQL API"). */
function requireSupported(text: string): void {
  const statements = splitStatements(text);
  for (const statement of statements) {
    const [first = "", second = ""] = lex(statement).tokens.map(({ value }) => value);
    if (first === "PUT" || first === "GET") throw unsupported(`${first} in the SQL API`);
    if (statements.length > 1) continue;
    const isBlock = first === "BEGIN" && !["", "TRANSACTION", "WORK", "NAME", ";"].includes(second);
    const changes =
      ["BEGIN", "COMMIT", "ROLLBACK", "USE", "SET", "UNSET"].includes(first) ||
      `${first} ${second}` === "ALTER SESSION" ||
      `${first} ${second}` === "START TRANSACTION";
    if (changes && !isBlock) throw unsupported(`${first === "ALTER" || first === "START" ? `${first} ${second}` : first} alone in a request of the SQL API`);
  }
}
