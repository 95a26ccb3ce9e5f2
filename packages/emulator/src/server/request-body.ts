import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Json } from "./call.ts";

/** A request that is not even wrong: answered with a status of HTTP, which no driver takes for a statement's answer. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const unzipped = promisify(gunzip);

/** The JSON object of a request, plain or gzipped; `{}` for none. Neither form may be larger than the limit. */
export async function requestBody(request: IncomingMessage, limit: number): Promise<Json> {
  const bytes = await read(request, limit);
  if (bytes.length === 0) return {};
  const text = (await decoded(bytes, request.headers["content-encoding"] ?? "identity", limit)).toString("utf8");
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  } catch {
    // Said below; the parser's own words quote the text, which may hold a password.
  }
  throw new HttpError(400, "the body is not a JSON object");
}

async function read(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (error) {
    // The client has left, or was too slow; nobody reads the answer.
    if ((error as NodeJS.ErrnoException).code === "ECONNRESET") throw new HttpError(400, "the body ended before its end");
    throw error;
  }
  return Buffer.concat(chunks);
}

async function decoded(bytes: Buffer, encoding: string, limit: number): Promise<Buffer> {
  if (encoding === "identity") return bytes;
  if (encoding !== "gzip") throw new HttpError(415, "the body's encoding is not known: plain or gzip");
  try {
    return await unzipped(bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(limit);
    throw new HttpError(400, "the body is not gzip");
  }
}

function tooLarge(limit: number): HttpError {
  return new HttpError(413, `the body is larger than ${limit} bytes`);
}
