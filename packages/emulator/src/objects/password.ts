import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";

const COST = 16384;
const LENGTH = 32;

/** `scrypt$16384$salt$hash`: what is kept of a password. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `scrypt$${COST}$${salt.toString("base64")}$${scryptSync(password, salt, LENGTH, { N: COST }).toString("base64")}`;
}

export function isPassword(password: string, hash: string): boolean {
  const [scheme, cost, salt, expected] = hash.split("$");
  if (scheme !== "scrypt" || cost === undefined || salt === undefined || expected === undefined) return false;
  const wanted = Buffer.from(expected, "base64");
  return timingSafeEqual(scryptSync(password, Buffer.from(salt, "base64"), wanted.length, { N: Number(cost) }), wanted);
}
