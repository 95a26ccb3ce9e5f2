import { createPublicKey, randomUUID, verify } from "node:crypto";
import type { LoginData } from "../login-data.ts";
import { WireError } from "./wire-error.ts";

/** Clocks differ. */
const TOLERANCE_S = 60;

type Claims = Readonly<Record<string, unknown>>;

/**
 * Throws unless the token was signed with a key of the user and is of this moment (docs: user-guide/key-pair-auth; sql-api/authenticating).
 * The issuer is `<account>.<user>.<fingerprint>`; a user's name may hold dots, so that it is compared and not taken apart.
 */
export function verifyJwt(token: string, of: { readonly user: LoginData; readonly loginName: string; readonly now: number }): void {
  const [header, payload, signature, ...rest] = token.split(".");
  const claims = jsonIn(payload);
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0 || claims === null) throw invalid("394306");
  if (jsonIn(header)?.alg !== "RS256") throw invalid("394305");

  const { iss, sub } = claims;
  if (typeof iss !== "string" || typeof sub !== "string") throw invalid("394306");
  const at = iss.lastIndexOf(".SHA256:");
  if (at < 0 || iss.slice(0, at) !== sub || !sub.toUpperCase().endsWith(`.${of.loginName.toUpperCase()}`)) throw invalid("394300");
  const key = of.user.rsaKeys.find(({ fingerprint }) => fingerprint === iss.slice(at + 1));
  if (key === undefined) throw invalid("394304");

  const publicKey = createPublicKey({ key: Buffer.from(key.key, "base64"), format: "der", type: "spki" });
  if (!verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, "base64url"))) throw invalid("394300");
  checkTimes(claims, of.now / 1000);
}

function checkTimes(claims: Claims, now: number): void {
  const expires = seconds(claims.exp);
  if (expires === null) throw invalid("394303");
  if (expires + TOLERANCE_S < now) throw invalid("394301");
  const starts = Math.max(seconds(claims.nbf) ?? 0, seconds(claims.iat) ?? 0);
  if (starts - TOLERANCE_S > now) throw invalid("394302");
}

/** The Node.js driver writes milliseconds where everybody else writes seconds. */
function seconds(claim: unknown): number | null {
  if (typeof claim !== "number" || !Number.isFinite(claim)) return null;
  return claim > 1e11 ? claim / 1000 : claim;
}

function jsonIn(part: string | undefined): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Claims) : null;
  } catch {
    return null;
  }
}

/** The words are the same for every reason; only the code tells it. */
function invalid(code: string): WireError {
  return new WireError(code, `JWT token is invalid. [${randomUUID()}]`);
}
