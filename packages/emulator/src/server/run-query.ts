import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { bindingsIn } from "./bindings.ts";
import { type Call, type Endpoint, objectIn, textIn } from "./call.ts";
import { originOf } from "./log-in-request.ts";
import { requireAdmitted } from "./network-gate.ts";
import type { WireQuery } from "./query-ledger.ts";
import { runningReply } from "./query-reply.ts";
import type { Reply } from "./reply.ts";
import type { OpenSession } from "./session-registry.ts";
import { startQuery } from "./start-query.ts";
import { parametersIn } from "./wire-parameters.ts";

/** POST /queries/v1/query-request. */
export const runQuery: Endpoint = (call) => {
  const { front, url, headers, body } = call;
  const open = front.sessions.of(headers);
  const from = originOf(call);
  requireAdmitted(open.session.admits(from), from);
  const request = { scope: open.session.id, id: url.searchParams.get("requestId") ?? randomUUID() };
  const query = front.queries.asked(request.scope, request.id) ?? start(call, open, request);
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

function start({ front, body, origin }: Call, open: OpenSession, request: Parameters<typeof startQuery>[2]): WireQuery {
  const sent = {
    session: open.session,
    user: open.user,
    text: textIn(body, "sqlText") ?? "",
    isAsync: body.asyncExec === true,
    origin,
    options: () => ({
      describeOnly: body.describeOnly === true,
      bindings: bindingsIn(body.bindings),
      parameters: parametersIn(objectIn(body, "parameters")),
    }),
  };
  return startQuery(front, sent, request);
}
