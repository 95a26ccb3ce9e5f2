import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { redacted } from "../query-history.ts";
import type { SessionExecuteOptions, StatementOutcome } from "../session.ts";
import { bindingsIn } from "./bindings.ts";
import { type Call, type Endpoint, type Front, type Json, objectIn, textIn } from "./call.ts";
import { originOf } from "./log-in-request.ts";
import { requireAdmitted } from "./network-gate.ts";
import type { WireQuery } from "./query-ledger.ts";
import { errorReply, parentReply, resultReply, runningReply } from "./query-reply.ts";
import type { Reply } from "./reply.ts";
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

function start({ front, body }: Call, open: OpenSession, requestId: string): WireQuery {
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
  };
  front.queries.add(query, requestId);
  execute(front, open, { query, body })
    .catch((error: unknown) => errorReply({ error: front.explain(error), queryId: id }))
    .then((reply) => {
      end(front, query, reply);
      settle(reply);
    });
  return query;
}

async function execute(front: Front, open: OpenSession, { query, body }: { readonly query: WireQuery; readonly body: Json }): Promise<Reply> {
  const outcomes = await open.session.execute(textIn(body, "sqlText") ?? "", executeOptions(query, body));
  const failed = outcomes.find((outcome) => outcome.kind === "failed");
  if (failed !== undefined) return errorReply({ error: failed.error, queryId: query.id });
  const done = outcomes.filter((outcome) => outcome.kind === "done");
  const sentOn = front.account.now();
  const [only] = done;
  if (only !== undefined && done.length === 1) return resultReply(open.session, { ...only.result, queryId: query.id }, sentOn);
  for (const child of done) addChild(front, query, { child, reply: resultReply(open.session, child.result, sentOn) });
  return parentReply(open.session, done, { queryId: query.id, sentOn });
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

function addChild(front: Front, parent: WireQuery, of: { readonly child: Extract<StatementOutcome, { kind: "done" }>; readonly reply: Reply }): void {
  const { queryId, text } = of.child.result;
  const child: WireQuery = { ...parent, id: queryId, text: redacted(text), isAsync: false, ended: Promise.resolve(of.reply) };
  front.queries.add(child, null);
  end(front, child, of.reply);
}

function end(front: Front, query: WireQuery, reply: Reply): void {
  const { rowset } = reply.data ?? {};
  front.queries.end(query, { reply, rows: Array.isArray(rowset) ? rowset.length : 0, at: front.account.now() });
}
