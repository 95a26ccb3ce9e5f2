import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Front } from "./call.ts";
import { HttpError } from "./request-body.ts";
import { showsKey } from "./result-chunks.ts";

const unzipped = promisify(gunzip);

/** GET /results/<query id>/<n>: without a session, as from a cloud's storage. */
export async function sendChunk(front: Front, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, id = "", at = ""] = /^\/results\/([0-9a-f-]+)\/(\d{1,6})$/.exec(request.url ?? "") ?? [];
  const chunks = front.queries.find(id)?.chunks ?? null;
  const part = chunks === null ? undefined : chunks.parts[Number(at)];
  // What is not there looks like what may not be seen.
  if (chunks === null || part === undefined || !showsKey(chunks, request.headers)) throw new HttpError(403, "no such part of a result");
  const asGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const body = asGzip ? part : await unzipped(part);
  response.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-length": body.length,
    "cache-control": "no-store",
    ...(asGzip ? { "content-encoding": "gzip" } : {}),
  });
  response.end(body);
}
