import type { IncomingMessage, ServerResponse } from "node:http";
import { underFaults } from "./break-connection.ts";
import type { Call, Front } from "./call.ts";
import { HOME_PAGE } from "./home-page.ts";
import { bug, type Reply, refusal } from "./reply.ts";
import { HttpError, requestBody } from "./request-body.ts";
import { isKnownPath, routeOf } from "./routes.ts";
import { sendChunk } from "./send-chunk.ts";
import { answerApi } from "./sql-api/answer-api.ts";

/** Drivers send some 15. */
export const MOST_HEADERS = 100;

/** Answers one request. Never rejects. */
export async function answerRequest(front: Front, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    // Only a browser sends it, for a page of somebody else: no page may talk to the account behind its user's back.
    if (request.headers.origin !== undefined) throw new HttpError(403, "requests of web pages are refused");
    // Node.js leaves out what comes after so many.
    if (request.rawHeaders.length >= 2 * MOST_HEADERS) throw new HttpError(431, `${MOST_HEADERS} headers or more`);
    await answer(front, request, response);
  } catch (error) {
    const status = error instanceof HttpError ? error.status : 500;
    if (status === 500) front.onError(error);
    // What is left of the body is not read.
    response.setHeader("connection", "close");
    send(response, status, json({ data: null, code: "390400", message: error instanceof HttpError ? error.message : "internal error", success: false }));
  }
}

async function answer(front: Front, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET" } = request;
  // What a proxy would be asked for: a driver looks there for revoked certificates, and goes on without.
  if (request.url?.startsWith("/") !== true) throw new HttpError(404, "nothing but accounts can be reached here");
  const url = URL.parse(request.url, "http://local");
  if (url === null) throw new HttpError(400, "not an address");
  if (method === "GET" && url.pathname === "/") return send(response, 200, { type: "text/html; charset=utf-8", text: HOME_PAGE });
  if (method === "GET" && url.pathname === "/healthz") return send(response, 200, { type: "application/json", text: '{"status":"ok"}\n' });
  if (method === "GET" && url.pathname.startsWith("/results/")) return sendChunk(front, request, response);
  const seen = { front, url, origin: originOf(request), headers: request.headers, address: request.socket.remoteAddress ?? "" };
  if (url.pathname.startsWith("/api/v2/")) return answerApi(seen, request, response);
  const route = routeOf(method, url.pathname);
  if (route === null)
    throw isKnownPath(url.pathname)
      ? new HttpError(405, `${method} is not for this endpoint`)
      : new HttpError(404, `no such endpoint: ${method} ${url.pathname}`);
  const body = await requestBody(request, front.maxBodyBytes);
  try {
    const { endpoint, subject } = route;
    const call: Call = { ...seen, body, subject };
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const reply = await underFaults(call, () => endpoint(call), gone.signal);
    if (reply === "cut") request.socket.destroy();
    else send(response, 200, json(reply));
  } catch (error) {
    if (error instanceof HttpError) throw error;
    const refused = refusal(error);
    if (refused === null) front.onError(error);
    send(response, 200, json(refused ?? bug()));
  }
}

/** Behind a proxy it is the account's own name. */
function originOf({ socket, headers }: IncomingMessage): string {
  const host = /^[\w.:[\]-]+$/.test(headers.host ?? "") ? headers.host : `127.0.0.1:${socket.localPort}`;
  return `${"encrypted" in socket ? "https" : "http"}://${host}`;
}

interface Content {
  readonly type: string;
  readonly text: string;
}

/** Drivers read the body only if its type says JSON. */
function json(reply: Reply): Content {
  return { type: "application/json", text: JSON.stringify(reply) };
}

function send(response: ServerResponse, status: number, { type, text }: Content): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(text);
}
