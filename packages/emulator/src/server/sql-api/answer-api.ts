import type { IncomingMessage, ServerResponse } from "node:http";
import { SqlError } from "../../sql-error.ts";
import { underFaults } from "../break-connection.ts";
import type { Call, Front } from "../call.ts";
import { HttpError, requestBody } from "../request-body.ts";
import { WireError } from "../wire-error.ts";
import type { ApiAnswer } from "./api-answer.ts";
import { cancel, status, submit } from "./statements.ts";

/** What the server knows of a request before its body is read. */
type Request = Omit<Call, "body" | "subject">;

/** Answers a request under /api/v2/. Never rejects. */
export async function answerApi(request: Request, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { front } = request;
  try {
    const call = await callOf(request, incoming);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const answer = await underFaults(call.call, () => call.run(call.call), gone.signal);
    if (answer === "cut") incoming.socket.destroy();
    else send(response, answer);
  } catch (error) {
    const answer = refusal(error, front);
    // What is left of the body is not read.
    if (!incoming.complete) response.setHeader("connection", "close");
    send(response, answer);
  }
}

type Endpoint = (call: Call) => Promise<ApiAnswer>;

async function callOf(request: Request, incoming: IncomingMessage): Promise<{ readonly call: Call; readonly run: Endpoint }> {
  const { method = "" } = incoming;
  const path = /^\/api\/v2\/statements(?:\/([0-9a-f-]+)(?:\/(cancel))?)?\/?$/.exec(request.url.pathname);
  if (path === null) throw new HttpError(404, "no such endpoint");
  const [, handle = "", verb] = path;
  const [wanted, run]: readonly [string, Endpoint] = handle === "" ? ["POST", submit] : verb === "cancel" ? ["POST", cancel] : ["GET", status];
  if (method !== wanted) throw new HttpError(405, "method not allowed");
  const type = incoming.headers["content-type"];
  if (method === "POST" && type !== undefined && !/^application\/json\b/i.test(type)) throw new HttpError(415, "the body's type is not application/json");
  return { call: { ...request, body: await requestBody(incoming, request.front.maxBodyBytes), subject: handle }, run };
}

function refusal(error: unknown, front: Front): ApiAnswer {
  if (error instanceof HttpError) {
    const code = error.status === 400 ? "390142" : error.status === 429 ? "390505" : "390400";
    return { status: error.status, body: { code, message: error.status === 400 ? "Incoming request does not contain a valid payload." : error.message } };
  }
  if (error instanceof WireError) return { status: error.code === "390400" ? 400 : 401, body: { code: error.code, message: error.message } };
  const known = error instanceof SqlError ? error : front.explain(error);
  return { status: known.code.startsWith("390") ? 401 : 422, body: { code: known.code, message: known.message, sqlState: known.sqlState } };
}

function send(response: ServerResponse, { status, body, link }: ApiAnswer): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(link === undefined ? {} : { link }),
  });
  response.end(text);
}
