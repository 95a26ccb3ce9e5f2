import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { redacted } from "../query-history.ts";
import type { SessionExecuteOptions, StatementResult } from "../session.ts";
import { bindingsIn } from "./bindings.ts";
import { type Call, type Endpoint, type Front, type Json, objectIn, textIn } from "./call.ts";
import { originOf } from "./log-in-request.ts";
import { requireAdmitted } from "./network-gate.ts";
import type { WireQuery } from "./query-ledger.ts";
import { errorReply, parentReply, resultReply, runningReply } from "./query-reply.ts";
import type { Reply } from "./reply.ts";
import { type ResultChunks, splitResult } from "./result-chunks.ts";
import type { OpenSession } from "./session-registry.ts";
import { parametersIn } from "./wire-parameters.ts";

/** POST /queries/v1/query-request. */
export const runQuery: Endpoint = (call) => {
  const { front, url, headers, body } = call;
  const open = front.sessions.of(headers);
  const from = originOf(call);
  requireAdmitted(open.session.admits(from), from);
  const requestId = url.searchParams.get("requestId") ?? randomUUID();
  const query = front.queries.asked(open.session.id, requestId) ?? start(call, open, requestId);
  return body.asyncExec === true ? runningReply(query) : answered(query, front.patienceMs);
};

/** The query's answer, or after a while that it still runs. */
export async function answered(query: WireQuery, patienceMs: number): Promise<Reply> {
  if (query.reply !== null) return query.reply;
  const patience = new AbortController();
  const late = pause(patienceMs, null, { signal: patience.signal }).catch(() => null);
  const reply = await Promise.race([query.ended, late]);
  patience.abort();
  return reply ?? runningReply(query);
}

function start({ front, body, origin }: Call, open: OpenSession, requestId: string): WireQuery {
  const abort = new AbortController();
  const id = front.account.nextQueryId();
  let settle: (reply: Reply) => void = () => undefined;
  const query: WireQuery = {
    id,
    sessionId: open.session.id,
    user: open.user,
    text: redacted(textIn(body, "sqlText") ?? ""),
    isAsync: body.asyncExec === true,
    startedOn: front.account.now(),
    abort,
    ended: new Promise((resolve) => {
      settle = resolve;
    }),
    endedOn: null,
    reply: null,
    rows: 0,
    chunks: null,
  };
  front.queries.add(query, requestId);
  execute(front, open, { query, body, origin })
    .catch((error: unknown): Ended => ({ reply: errorReply({ error: front.explain(error), queryId: id }), rows: 0, chunks: null }))
    .then((ended) => {
      front.queries.end(query, { ...ended, at: front.account.now() });
      settle(ended.reply);
    });
  return query;
}

interface Asked {
  readonly query: WireQuery;
  readonly body: Json;
  readonly origin: string;
}

interface Ended {
  readonly reply: Reply;
  readonly rows: number;
  readonly chunks: ResultChunks | null;
}

async function execute(front: Front, open: OpenSession, { query, body, origin }: Asked): Promise<Ended> {
  const outcomes = await open.session.execute(textIn(body, "sqlText") ?? "", executeOptions(query, body));
  const failed = outcomes.find((outcome) => outcome.kind === "failed");
  if (failed !== undefined) return { reply: errorReply({ error: failed.error, queryId: query.id }), rows: 0, chunks: null };
  const done = outcomes.filter((outcome) => outcome.kind === "done");
  const [only] = done;
  const at = { origin, sentOn: front.account.now() };
  if (only !== undefined && done.length === 1) return ended(front, open, { result: { ...only.result, queryId: query.id }, ...at });
  for (const { result } of done) addChild(front, query, { result, ended: await ended(front, open, { result, ...at }) });
  return { reply: parentReply(open.session, done, { queryId: query.id, sentOn: at.sentOn }), rows: 1, chunks: null };
}

async function ended(
  front: Front,
  open: OpenSession,
  { result, origin, sentOn }: { readonly result: StatementResult; readonly origin: string; readonly sentOn: number },
): Promise<Ended> {
  const reply = resultReply(open.session, result, sentOn);
  const { rows } = result;
  const split = result.transfer === undefined ? await splitResult(reply, rows, { url: `${origin}/results/${result.queryId}`, bytes: front.chunkBytes }) : null;
  return { reply: split?.reply ?? reply, rows: rows.length, chunks: split?.chunks ?? null };
}

function executeOptions(query: WireQuery, body: Json): SessionExecuteOptions {
  return {
    queryId: query.id,
    signal: query.abort.signal,
    clientTransfers: true,
    describeOnly: body.describeOnly === true,
    bindings: bindingsIn(body.bindings),
    parameters: parametersIn(objectIn(body, "parameters")),
  };
}

function addChild(front: Front, parent: WireQuery, of: { readonly result: StatementResult; readonly ended: Ended }): void {
  const { queryId, text } = of.result;
  const child: WireQuery = { ...parent, id: queryId, text: redacted(text), isAsync: false, ended: Promise.resolve(of.ended.reply) };
  front.queries.add(child, null);
  front.queries.end(child, { ...of.ended, at: front.account.now() });
}
