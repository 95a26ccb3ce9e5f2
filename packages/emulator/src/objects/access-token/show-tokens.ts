import { entryOf } from "../../catalog/catalog.ts";
import type { Entry } from "../../catalog/entry.ts";
import type { Command, Context } from "../../context.ts";
import type { Cursor } from "../../parser/cursor.ts";
import { type Cells, textColumn, timeCell, timeColumn } from "../../result.ts";
import { acceptShowForUser } from "../show-for-user.ts";
import { type AccessToken, accessTokensOf, statusOf } from "./access-token.ts";
import { managesTokens } from "./alter-tokens.ts";

/** As the guide prints them (docs: user-guide/programmatic-access-tokens); the page of the command has another name for the last but one. */
const COLUMNS = [
  textColumn("name"),
  textColumn("user_name"),
  textColumn("role_restriction"),
  timeColumn("expires_at"),
  textColumn("status"),
  textColumn("comment"),
  timeColumn("created_on"),
  textColumn("created_by"),
  textColumn("mins_to_bypass_network_policy_requirement"),
  textColumn("rotated_to"),
];

function row(context: Context, user: Entry, token: AccessToken): Cells {
  const { now } = context;
  const role = token.role === null ? null : (entryOf(context.draft.catalog, token.role)?.name ?? null);
  const bypass = token.bypassEnds === null || token.bypassEnds <= now ? null : String(Math.ceil((token.bypassEnds - now) / 60_000));
  const { name, expiresAt, comment, createdOn, createdBy, rotatedTo } = token;
  return [name, user.name, role, timeCell(expiresAt), statusOf(token, now), comment, timeCell(createdOn), createdBy, bypass, rotatedTo];
}

/** SHOW USER { PROGRAMMATIC ACCESS TOKENS | PATS } [FOR USER <name>], behind SHOW. */
export function acceptShowTokens(cursor: Cursor): Command | null {
  return acceptShowForUser(cursor, {
    words: ["USER PROGRAMMATIC ACCESS TOKENS", "USER PATS"],
    columns: COLUMNS,
    isSeen: managesTokens,
    rows: (context, user) => accessTokensOf(user, context.now).map((token) => row(context, user, token)),
  });
}
