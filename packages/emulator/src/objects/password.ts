import { randomBytes, scrypt, scryptSync, timingSafeEqual } from "node:crypto";

const COST = 16384;
const LENGTH = 32;

/** `scrypt$16384$salt$hash`: what is kept of a password. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `scrypt$${COST}$${salt.toString("base64")}$${scryptSync(password, salt, LENGTH, { N: COST }).toString("base64")}`;
}

interface Parsed {
  readonly salt: Buffer;
  readonly wanted: Buffer;
  readonly cost: number;
}

function parsed(hash: string): Parsed | null {
  const [scheme, cost, salt, expected] = hash.split("$");
  if (scheme !== "scrypt" || cost === undefined || salt === undefined || expected === undefined) return null;
  return { salt: Buffer.from(salt, "base64"), wanted: Buffer.from(expected, "base64"), cost: Number(cost) };
}

export function isPassword(password: string, hash: string): boolean {
  const of = parsed(hash);
  return of !== null && timingSafeEqual(scryptSync(password, of.salt, of.wanted.length, { N: of.cost }), of.wanted);
}

/** Like `isPassword`, but others can go on meanwhile: it takes some 50 ms. */
export function verifyPassword(password: string, hash: string): Promise<boolean> {
  const of = parsed(hash);
  if (of === null) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    scrypt(password, of.salt, of.wanted.length, { N: of.cost }, (error, key) => (error === null ? resolve(timingSafeEqual(key, of.wanted)) : reject(error)));
  });
}
