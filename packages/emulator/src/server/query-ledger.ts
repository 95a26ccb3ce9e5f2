import type { Reply } from "./reply.ts";
import type { ResultChunks } from "./result-chunks.ts";

/** A statement, or a text of several, that came over HTTP. */
export interface WireQuery {
  readonly id: string;
  readonly sessionId: string;
  /** Only this user gets the result; in stored form. */
  readonly user: string;
  /** Without secrets. */
  readonly text: string;
  readonly isAsync: boolean;
  readonly startedOn: number;
  readonly abort: AbortController;
  /** Never rejects. */
  readonly ended: Promise<Reply>;
  endedOn: number | null;
  reply: Reply | null;
  rows: number;
  /** What its answer leaves to be fetched. */
  chunks: ResultChunks | null;
}

const KEPT_QUERIES = 2000;
const KEPT_ROWS = 500_000;
/** "the result of a query is available for 24 hours" (docs: user-guide/querying-persisted-results). */
const RESULT_LIFE_MS = 86_400_000;

/** The statements that run and the last ones that ended: by id for those who ask for a result, by request for a driver that asks again. */
export class QueryLedger {
  private readonly byId = new Map<string, WireQuery>();
  private readonly byRequest = new Map<string, WireQuery>();
  private readonly requestOf = new Map<string, string>();
  private readonly now: () => number;
  private rows = 0;

  constructor(now: () => number) {
    this.now = now;
  }

  /** The same request again is the same statement: it does not run twice. `scope`: whose it is, a session's. */
  asked(scope: string, requestId: string): WireQuery | null {
    return this.alive(this.byRequest.get(`${scope} ${requestId}`));
  }

  find(id: string): WireQuery | null {
    return this.alive(this.byId.get(id));
  }

  private alive(query: WireQuery | undefined): WireQuery | null {
    if (query === undefined) return null;
    if (query.endedOn === null || query.endedOn + RESULT_LIFE_MS > this.now()) return query;
    this.forget(query);
    return null;
  }

  add(query: WireQuery, request: { readonly scope: string; readonly id: string } | null): void {
    this.byId.set(query.id, query);
    if (request === null) return;
    const key = `${request.scope} ${request.id}`;
    this.byRequest.set(key, query);
    this.requestOf.set(query.id, key);
  }

  end(query: WireQuery, of: { readonly reply: Reply; readonly rows: number; readonly chunks: ResultChunks | null; readonly at: number }): void {
    query.reply = of.reply;
    query.endedOn = of.at;
    query.rows = of.rows;
    query.chunks = of.chunks;
    this.rows += of.rows;
    this.forgetOldest(query);
  }

  /** Stops what runs and keeps no result of the session. */
  endSession(sessionId: string): void {
    for (const query of [...this.byId.values()]) {
      if (query.sessionId !== sessionId) continue;
      query.abort.abort();
      if (query.reply !== null) this.forget(query);
    }
  }

  abortAll(): void {
    for (const query of this.byId.values()) query.abort.abort();
  }

  /** However large it is, the last result stays: somebody is about to fetch it. */
  private forgetOldest(last: WireQuery): void {
    for (const query of this.byId.values()) {
      if (this.byId.size <= KEPT_QUERIES && this.rows <= KEPT_ROWS) return;
      if (query.reply !== null && query !== last) this.forget(query);
    }
  }

  private forget(query: WireQuery): void {
    this.byId.delete(query.id);
    const request = this.requestOf.get(query.id);
    if (request !== undefined) this.byRequest.delete(request);
    this.requestOf.delete(query.id);
    this.rows -= query.rows;
  }
}
