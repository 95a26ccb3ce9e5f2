import { randomUUID } from "node:crypto";
import type { LoginData, LoginKey } from "../login-data.ts";
import { type Claims, isKnownAlgorithm, isSignedBy, parseJwt, secondsOf } from "./jwt.ts";
import { WireError } from "./wire-error.ts";

/** Clocks differ. */
const TOLERANCE_S = 60;

/**
 * The key that signed it. Throws unless the token was signed with a key of the user and is of this moment (docs: user-guide/key-pair-auth; sql-api/authenticating).
 * The issuer is `<account>.<user>.<fingerprint>`; a user's name may hold dots, so that it is compared and not taken apart.
 */
export function verifyJwt(token: string, of: { readonly user: LoginData; readonly loginName: string; readonly now: number }): LoginKey {
  const jwt = parseJwt(token);
  if (jwt === null) throw invalid("394306");
  if (!isKnownAlgorithm(jwt.alg)) throw invalid("394305");

  const { iss, sub } = jwt.claims;
  if (typeof iss !== "string" || typeof sub !== "string") throw invalid("394306");
  const at = iss.lastIndexOf(".SHA256:");
  if (at < 0 || iss.slice(0, at) !== sub || !sub.toUpperCase().endsWith(`.${of.loginName.toUpperCase()}`)) throw invalid("394300");
  const key = of.user.rsaKeys.find(({ fingerprint }) => fingerprint === iss.slice(at + 1));
  if (key === undefined) throw invalid("394304");
  if (!isSignedBy(jwt, key.key)) throw invalid("394300");
  checkTimes(jwt.claims, of.now / 1000);
  return key;
}

function checkTimes(claims: Claims, now: number): void {
  const expires = secondsOf(claims.exp);
  if (expires === null) throw invalid("394303");
  if (expires + TOLERANCE_S < now) throw invalid("394301");
  const starts = Math.max(secondsOf(claims.nbf) ?? 0, secondsOf(claims.iat) ?? 0);
  if (starts - TOLERANCE_S > now) throw invalid("394302");
}

/** The words are the same for every reason; only the code tells it. */
function invalid(code: string): WireError {
  return new WireError(code, `JWT token is invalid. [${randomUUID()}]`);
}
