import { createPublicKey, type KeyObject, verify } from "node:crypto";

export type Claims = Readonly<Record<string, unknown>>;

interface Jwt {
  readonly alg: string;
  readonly claims: Claims;
  /** What was signed. */
  readonly signed: string;
  readonly signature: Buffer;
}

/** `null` for what is no token. */
export function parseJwt(token: string): Jwt | null {
  const [header, payload, signature, ...rest] = token.split(".");
  const [head, claims] = [jsonIn(header), jsonIn(payload)];
  if (head === null || claims === null || signature === undefined || rest.length > 0) return null;
  return { alg: String(head.alg), claims, signed: `${header}.${payload}`, signature: Buffer.from(signature, "base64url") };
}

function jsonIn(part: string | undefined): Claims | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : null;
  } catch {
    return null;
  }
}

/** "RS256, RS384, and RS512 ... ES256 (P-256), ES384 (P-384), and ES512 (P-521)" (docs: user-guide/key-pair-auth) */
const ALGORITHMS: Readonly<Record<string, { readonly type: string; readonly hash: string }>> = {
  RS256: { type: "rsa", hash: "sha256" },
  RS384: { type: "rsa", hash: "sha384" },
  RS512: { type: "rsa", hash: "sha512" },
  ES256: { type: "ec", hash: "sha256" },
  ES384: { type: "ec", hash: "sha384" },
  ES512: { type: "ec", hash: "sha512" },
};

export function isKnownAlgorithm(alg: string): boolean {
  return Object.hasOwn(ALGORITHMS, alg);
}

/** `key`: base64 of the DER. False also where the key is of another kind than the algorithm. */
export function isSignedBy({ alg, signed, signature }: Jwt, key: string): boolean {
  const algorithm = isKnownAlgorithm(alg) ? ALGORITHMS[alg] : undefined;
  const publicKey = publicKeyOf(key);
  if (algorithm === undefined || publicKey?.asymmetricKeyType !== algorithm.type) return false;
  return verify(algorithm.hash, Buffer.from(signed), { key: publicKey, dsaEncoding: "ieee-p1363" }, signature);
}

function publicKeyOf(key: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" });
  } catch {
    return null;
  }
}

/** The Node.js driver writes milliseconds where everybody else writes seconds. */
export function secondsOf(claim: unknown): number | null {
  if (typeof claim !== "number" || !Number.isFinite(claim)) return null;
  return claim > 1e11 ? claim / 1000 : claim;
}
