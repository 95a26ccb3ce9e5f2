import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** A statement that changes the account, on its way to the server. */
interface Passing {
  /** Counts from 1. */
  readonly number: number;
  readonly sqlText: string;
}

/** What happens to a statement: it goes on, or its connection is cut before the server gets it, or after the server has done it. */
type Verdict = "pass" | "cut before" | "cut after";

interface Watch {
  /** Asked before the server gets the statement. */
  readonly before?: (passing: Passing) => Verdict | Promise<Verdict>;
  /** Told when the server has answered, before the client learns of it. */
  readonly after?: (passing: Passing) => void | Promise<void>;
}

/** Stands between a client and a local server, and can end things in the middle of a statement. */
export class StatementProxy {
  readonly port: number;
  /** Statements that the server carried out. */
  readonly done: string[] = [];
  watch: Watch = {};
  #count = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  static async start(target: () => string): Promise<StatementProxy> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const proxy = new StatementProxy(server);
    server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
      proxy.#pass(incoming, outgoing, target()).catch(() => outgoing.destroy());
    });
    return proxy;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  /** From now on statements count from 1 again. */
  recount(): void {
    this.#count = 0;
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse, target: string): Promise<void> {
    const body = await bytesOf(incoming);
    const sqlText = changeIn(incoming, body);
    if (sqlText === null) return answer(outgoing, await forward(incoming, body, target));
    const passing = { number: ++this.#count, sqlText };
    const verdict = (await this.watch.before?.(passing)) ?? "pass";
    if (verdict === "cut before") return void outgoing.destroy();
    const reply = await forward(incoming, body, target);
    if (/"success":\s*true/.test(reply.body.toString())) this.done.push(sqlText);
    await this.watch.after?.(passing);
    if (verdict === "cut after") return void outgoing.destroy();
    answer(outgoing, reply);
  }
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

function forward(incoming: IncomingMessage, body: Buffer, target: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { "accept-encoding": _, ...headers } = incoming.headers;
    const sent = request(new URL(incoming.url ?? "/", target), { method: incoming.method ?? "GET", headers }, (response) => {
      bytesOf(response).then((bytes) => resolve({ status: response.statusCode ?? 500, headers: response.headers, body: bytes }), reject);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

function answer(outgoing: ServerResponse, { status, headers, body }: Reply): void {
  outgoing.writeHead(status, headers).end(body);
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The text of a statement that changes the account; `null` for everything else that is asked. */
function changeIn(incoming: IncomingMessage, body: Buffer): string | null {
  if (incoming.url?.startsWith("/queries/v1/query-request") !== true) return null;
  const text = (incoming.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString("utf8");
  const { sqlText } = JSON.parse(text) as { readonly sqlText?: string };
  return sqlText !== undefined && /^\s*(?:CREATE|ALTER (?!SESSION)|DROP|GRANT|REVOKE)/i.test(sqlText) ? sqlText : null;
}
