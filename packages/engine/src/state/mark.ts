import { createHash } from "node:crypto";
import type { ObjectId } from "@snowtower/kinds";
import { exactly, type Identifier } from "@snowtower/sql";

/** What is remembered of the secrets of one object: their digests under the project's key. Without the key it tells nothing. */
export interface Mark {
  /** Which key: another one's digests say nothing of a value. */
  readonly key: string;
  /** By field. */
  readonly secrets: Readonly<Record<string, string>>;
}

const VERSION = 1;
const PREFIX = "MARK_";
/** No page states a limit for the comment of a table; a tag's value, the shortest text of its sort, may have 256 characters. */
const MOST = 250;

/** The table that holds an object's mark. Its name is a digest: names of objects can be longer than a name may be. */
export function markTable(of: ObjectId): Identifier {
  return exactly(`${PREFIX}${createHash("sha256").update(of).digest("hex").slice(0, 24).toUpperCase()}`);
}

export function isMarkTable(table: string): boolean {
  return table.startsWith(PREFIX);
}

/** The comment of the mark's table. The object is named for people, as far as there is room. */
export function writeMark(of: ObjectId, mark: Mark): string {
  const { key, secrets } = mark;
  const bare = JSON.stringify({ mark: VERSION, key, secrets });
  const room = MOST - bare.length - `,"of":""`.length;
  return room >= of.length && /^[ -~]*$/.test(of) && !/["\\]/.test(of) ? JSON.stringify({ mark: VERSION, key, secrets, of }) : bare;
}

/** `null` for a comment that is no mark, or one of a newer version: then nothing is known. */
export function readMark(comment: string): Mark | null {
  let value: unknown;
  try {
    value = JSON.parse(comment);
  } catch {
    return null;
  }
  const { mark, key, secrets } = (value ?? {}) as { readonly mark?: unknown; readonly key?: unknown; readonly secrets?: unknown };
  if (mark !== VERSION || typeof key !== "string" || typeof secrets !== "object" || secrets === null) return null;
  const all = Object.entries(secrets);
  return all.every(([, digest]) => typeof digest === "string") ? { key, secrets: Object.fromEntries(all) as Record<string, string> } : null;
}
