import { type AccessToken, accessTokensOf, withAccessTokens } from "../objects/access-token/access-token.ts";
import { momentCell, type NamedRow, numberCell, textCell } from "./row.ts";
import type { Seeding } from "./seeding.ts";

/** No secret has it: that there is a token is known, not which. */
const UNKNOWN_HASH = Buffer.alloc(32).toString("base64");
const DAY = 86_400_000;
const MINUTE = 60_000;

/** Rows of SHOW USER PROGRAMMATIC ACCESS TOKENS. */
export function readTokens(seeding: Seeding, rows: readonly NamedRow[], now: number): void {
  for (const row of rows) {
    const [name, userName] = [textCell(row, "name"), textCell(row, "user_name")];
    const user = userName === null ? undefined : seeding.named("USER", [userName]);
    if (name === null || user === undefined) {
      seeding.hole({ object: name, why: "a token's user was not read" });
      continue;
    }
    const [createdOn, expiresAt, bypass] = [
      momentCell(row, "created_on") ?? 0,
      momentCell(row, "expires_at") ?? 0,
      numberCell(row, "mins_to_bypass_network_policy_requirement"),
    ];
    const restriction = textCell(row, "role_restriction");
    const token: AccessToken = {
      name,
      hash: UNKNOWN_HASH,
      role: restriction === null ? null : seeding.role(restriction, null, null),
      createdOn,
      createdBy: textCell(row, "created_by") ?? "",
      days: Math.round((expiresAt - createdOn) / DAY),
      expiresAt,
      comment: textCell(row, "comment"),
      disabled: textCell(row, "status") === "DISABLED",
      bypassEnds: bypass === null ? null : now + bypass * MINUTE,
      rotatedTo: textCell(row, "rotated_to"),
    };
    user.properties = {
      ...withAccessTokens(user as Parameters<typeof withAccessTokens>[0], [...accessTokensOf(user as Parameters<typeof accessTokensOf>[0], 0), token]),
    };
  }
}
