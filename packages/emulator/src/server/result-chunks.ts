import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Cells } from "../result.ts";
import type { Reply } from "./reply.ts";

/** The rows of a large result beside its answer, to be fetched from addresses of their own. */
export interface ResultChunks {
  /** Who fetches them has to show it, as a cloud's storage asks for the key of what it holds. */
  readonly key: string;
  /** Gzipped; rows as JSON without the brackets around them. */
  readonly parts: readonly Buffer[];
}

interface Split {
  readonly reply: Reply;
  readonly chunks: ResultChunks;
}

const KEY_HEADER = "x-amz-server-side-encryption-customer-key";
const zipped = promisify(gzip);

/** The answer with its first rows only, and the rest in chunks of about so many bytes (protocol notes 1.5). `null`: it is not that large. */
export async function splitResult(reply: Reply, rows: readonly Cells[], to: { readonly url: string; readonly bytes: number }): Promise<Split | null> {
  if (rows.length < 2 || atMost(rows, to.bytes)) return null;
  const parts = partsOf(rows, to.bytes);
  const [first, ...rest] = parts;
  if (first === undefined || rest.length === 0) return null;
  const key = randomBytes(32).toString("base64");
  const bodies = await Promise.all(rest.map((part) => zipped(part.texts.join(","))));
  const chunks = rest.map((part, at) => ({
    url: `${to.url}/${at}`,
    rowCount: part.texts.length,
    uncompressedSize: part.bytes,
    compressedSize: bodies[at]?.length ?? 0,
  }));
  const data = {
    ...reply.data,
    rowset: rows.slice(0, first.texts.length),
    returned: rows.length,
    chunks,
    qrmk: key,
    chunkHeaders: { "x-amz-server-side-encryption-customer-algorithm": "AES256", [KEY_HEADER]: key },
  };
  return { reply: { ...reply, data }, chunks: { key, parts: bodies } };
}

/** May this request have the chunks? */
export function showsKey({ key }: ResultChunks, headers: Readonly<Record<string, string | readonly string[] | undefined>>): boolean {
  return headers[KEY_HEADER] === key;
}

/** Without writing them down: quotes, commas and brackets are counted, escapes at their most. */
function atMost(rows: readonly Cells[], bytes: number): boolean {
  let sum = 0;
  for (const row of rows) {
    for (const cell of row) sum += 6 * (cell?.length ?? 1) + 3;
    if (sum > bytes) return false;
  }
  return true;
}

interface Part {
  readonly texts: string[];
  bytes: number;
}

function partsOf(rows: readonly Cells[], most: number): readonly Part[] {
  const parts: Part[] = [];
  let part: Part | undefined;
  for (const row of rows) {
    const text = JSON.stringify(row);
    const bytes = Buffer.byteLength(text) + 1;
    if (part === undefined || part.bytes + bytes > most) {
      part = { texts: [], bytes: 0 };
      parts.push(part);
    }
    part.texts.push(text);
    part.bytes += bytes;
  }
  return parts;
}
