import { SqlError } from "../sql-error.ts";
import { type Call, type Endpoint, textIn } from "./call.ts";
import type { WireQuery } from "./query-ledger.ts";
import { done } from "./reply.ts";
import { answered } from "./run-query.ts";

/** GET /queries/<id>/result. */
export const queryResult: Endpoint = (call) => answered(queryOf(call), call.front.patienceMs);

/** GET /monitoring/queries/<id>. */
export const monitorQuery: Endpoint = (call) => {
  const { front, subject } = call;
  const open = front.sessions.of(call.headers);
  const query = front.queries.find(subject);
  if (query === null || query.user !== open.user) return done({ queries: [] });
  return done({ queries: [monitored(query)] });
};

function monitored(query: WireQuery): Readonly<Record<string, unknown>> {
  const { reply } = query;
  return {
    id: query.id,
    status: statusOf(query),
    state: reply === null ? "RUNNING" : reply.success ? "SUCCEEDED" : "FAILED",
    sessionId: Number(query.sessionId),
    startTime: query.startedOn,
    endTime: query.endedOn ?? 0,
    totalDuration: (query.endedOn ?? query.startedOn) - query.startedOn,
    sqlText: query.text,
    errorCode: reply?.code ?? null,
    errorMessage: reply?.message ?? null,
  };
}

function statusOf({ reply, abort }: WireQuery): string {
  if (reply === null) return abort.signal.aborted ? "ABORTING" : "RUNNING";
  // One that was cancelled has failed too: so the Python connector's tests, which run against Snowflake, find it.
  return reply.success ? "SUCCESS" : "FAILED_WITH_ERROR";
}

/** POST /queries/v1/abort-request, with the id of the request that started it. */
export const abortRequest: Endpoint = ({ front, headers, body }) => {
  const open = front.sessions.of(headers);
  return abort(front.queries.asked(open.session.id, textIn(body, "requestId") ?? ""));
};

/** POST /queries/<id>/abort-request. */
export const abortQuery: Endpoint = (call) => abort(queryOf(call));

function abort(query: WireQuery | null) {
  if (query === null || query.reply !== null) throw new SqlError("000605", "02000", "Identified SQL statement is not currently executing.");
  query.abort.abort();
  return done(null);
}

/** Another user's statement is as unknown as one that never was. */
function queryOf({ front, headers, subject }: Call): WireQuery {
  const open = front.sessions.of(headers);
  const query = front.queries.find(subject);
  if (query === null || query.user !== open.user) throw new SqlError("000709", "02000", `Statement ${subject} not found`);
  return query;
}
