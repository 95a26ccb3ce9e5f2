import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Entry, Id, Value } from "../../catalog/entry.ts";

/** A programmatic access token as it stands in its user's property ACCESS_TOKENS (docs: user-guide/programmatic-access-tokens). */
export interface AccessToken {
  readonly name: string;
  /** Of the secret, which is shown once and kept nowhere. It is long and random, so that a plain hash of it cannot be tried. */
  readonly hash: string;
  /** The role it is restricted to. */
  readonly role: Id | null;
  readonly createdOn: number;
  /** The user's name. */
  readonly createdBy: string;
  readonly days: number;
  readonly expiresAt: number;
  readonly comment: string | null;
  readonly disabled: boolean;
  /** Until then no network policy is needed. */
  readonly bypassEnds: number | null;
  /** The token that took the place of this one. */
  readonly rotatedTo: string | null;
}

const PROPERTY = "ACCESS_TOKENS";
const DAY = 86_400_000;
/** "After seven days, expired tokens are deleted" (docs: sql-reference/sql/show-user-programmatic-access-tokens, "Usage notes") */
const KEPT = 7 * DAY;
/** Of this account's own form: nobody takes it for a secret of a real one. */
const SECRET = /^lpat-(\d+)-[\w-]{43}$/;

export function accessTokensOf(user: Entry, now: number): readonly AccessToken[] {
  return ((user.properties[PROPERTY] ?? []) as unknown as readonly AccessToken[]).filter(({ expiresAt }) => expiresAt + KEPT > now);
}

/** The user's properties with these tokens. */
export function withAccessTokens(user: Entry, tokens: readonly AccessToken[]): Readonly<Record<string, Value>> {
  return { ...user.properties, [PROPERTY]: tokens as unknown as Value };
}

/** Who is disabled loses his tokens, and does not get them back by being enabled (docs: user-guide/programmatic-access-tokens). */
export function withTokensDisabled(properties: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const tokens = (properties[PROPERTY] ?? []) as unknown as readonly AccessToken[];
  if (tokens.length === 0) return properties;
  return { ...properties, [PROPERTY]: tokens.map((token) => ({ ...token, disabled: true })) as unknown as Value };
}

export function statusOf(token: AccessToken, now: number): "ACTIVE" | "EXPIRED" | "DISABLED" {
  if (token.disabled) return "DISABLED";
  return token.expiresAt <= now ? "EXPIRED" : "ACTIVE";
}

export function newSecret(user: Id): string {
  return `lpat-${user}-${randomBytes(32).toString("base64url")}`;
}

/** The number of the user that a secret says it is of; `null` for what is no secret of a token. */
export function userOfSecret(text: string): Id | null {
  const user = SECRET.exec(text)?.[1];
  return user === undefined ? null : Number(user);
}

export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64");
}

export function tokenOfSecret(user: Entry, secret: string, now: number): AccessToken | null {
  const hash = Buffer.from(hashSecret(secret));
  return accessTokensOf(user, now).find((token) => timingSafeEqual(Buffer.from(token.hash), hash)) ?? null;
}
