import { entryOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Command, Context } from "../../context.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { type Cells, textColumn, timeCell, timeColumn } from "../../result.ts";
import { acceptShowForUser } from "../show-for-user.ts";
import { managesKeyPairs } from "./alter-key-pairs.ts";
import { type KeyPair, keyPairsOf, statusOfPair } from "./key-pair.ts";

const COLUMNS = [
  ...["name", "user_name", "fingerprint", "role_scope", "status", "comment"].map((name) => textColumn(name)),
  timeColumn("created_on"),
  textColumn("created_by"),
  timeColumn("last_used_on"),
  timeColumn("expires_at"),
  textColumn("rotated_to"),
];

function lastUse(context: Context, user: Entry, pair: KeyPair): number | null {
  const uses = context.logins.since(context.now).filter(({ user: name, method, error }) => name === user.name && method === "KEYPAIR" && error === null);
  return uses.findLast(({ credential }) => credential === pair.name)?.at ?? null;
}

function row(context: Context, user: Entry, pair: KeyPair): Cells {
  const { now } = context;
  const role = pair.role === null ? null : (entryOf(context.draft.catalog, pair.role)?.name ?? null);
  const time = (at: number | null): string | null => (at === null ? null : timeCell(at));
  const { name, fingerprint, comment, createdOn, createdBy, expiresAt, rotatedTo } = pair;
  const used = time(lastUse(context, user, pair));
  return [name, user.name, fingerprint, role, statusOfPair(pair, now), comment, time(createdOn), createdBy, used, time(expiresAt), rotatedTo];
}

/** SHOW USER KEY PAIRS [FOR USER <name>], behind SHOW. */
export function acceptShowKeyPairs(cursor: Cursor): Command | null {
  return acceptShowForUser(cursor, {
    words: ["USER KEY PAIRS"],
    columns: COLUMNS,
    isSeen: (context, user) => user.id === context.session.user || managesKeyPairs(context, user),
    rows: (context, user) => keyPairsOf(user, context.now).map((pair) => row(context, user, pair)),
  });
}
