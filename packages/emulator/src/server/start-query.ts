import { redacted } from "../query-history.ts";
import type { LocalSession, SessionExecuteOptions, StatementResult } from "../session.ts";
import type { Front } from "./call.ts";
import { multiFailure } from "./multi-failure.ts";
import type { WireQuery } from "./query-ledger.ts";
import { errorReply, parentReply, resultReply } from "./query-reply.ts";
import type { Reply } from "./reply.ts";
import { type ResultChunks, splitResult } from "./result-chunks.ts";

/** A text of statements that a client has sent. */
interface SentQuery {
  readonly session: LocalSession;
  /** In stored form. */
  readonly user: string;
  readonly text: string;
  readonly isAsync: boolean;
  /** The server's address as the client knows it. */
  readonly origin: string;
  /** Throws what is wrong with the rest of the request. */
  options(): SessionExecuteOptions;
}

/** Begins to run it, and gives what can be waited for. */
export function startQuery(front: Front, sent: SentQuery, request: { readonly scope: string; readonly id: string }): WireQuery {
  const abort = new AbortController();
  const id = front.account.nextQueryId();
  let settle: (reply: Reply) => void = () => undefined;
  const query: WireQuery = {
    id,
    sessionId: sent.session.id,
    user: sent.user,
    text: redacted(sent.text),
    isAsync: sent.isAsync,
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
  front.queries.add(query, request);
  execute(front, sent, query)
    .catch((error: unknown): Ended => ({ reply: errorReply({ error: front.explain(error), queryId: id }), rows: 0, chunks: null }))
    .then((ended) => {
      front.queries.end(query, { ...ended, at: front.account.now() });
      settle(ended.reply);
    });
  return query;
}

interface Ended {
  readonly reply: Reply;
  readonly rows: number;
  readonly chunks: ResultChunks | null;
}

async function execute(front: Front, sent: SentQuery, query: WireQuery): Promise<Ended> {
  const outcomes = await sent.session.execute(sent.text, { ...sent.options(), queryId: query.id, signal: query.abort.signal, clientTransfers: true });
  const failure = multiFailure(sent.text, outcomes);
  if (failure !== null) return { reply: errorReply({ error: failure, queryId: query.id }), rows: 0, chunks: null };
  const done = outcomes.filter((outcome) => outcome.kind === "done");
  const sentOn = front.account.now();
  const [only] = done;
  if (only !== undefined && done.length === 1) return ended(front, sent, { result: { ...only.result, queryId: query.id }, sentOn });
  for (const { result } of done) addChild(front, query, { result, ended: await ended(front, sent, { result, sentOn }) });
  return { reply: parentReply(sent.session, done, { queryId: query.id, sentOn }), rows: 1, chunks: null };
}

async function ended(front: Front, sent: SentQuery, { result, sentOn }: { readonly result: StatementResult; readonly sentOn: number }): Promise<Ended> {
  const reply = resultReply(sent.session, result, sentOn);
  const { rows } = result;
  const url = `${sent.origin}/results/${result.queryId}`;
  const split = result.transfer === undefined ? await splitResult(reply, rows, { url, bytes: front.chunkBytes }) : null;
  return { reply: split?.reply ?? reply, rows: rows.length, chunks: split?.chunks ?? null };
}

function addChild(front: Front, parent: WireQuery, of: { readonly result: StatementResult; readonly ended: Ended }): void {
  const { queryId, text } = of.result;
  const child: WireQuery = { ...parent, id: queryId, text: redacted(text), isAsync: false, ended: Promise.resolve(of.ended.reply) };
  front.queries.add(child, null);
  front.queries.end(child, { ...of.ended, at: front.account.now() });
}
