import type { Entry, Id, Value } from "../../catalog/entry.ts";

/** A named public key as it stands in its user's property KEY_PAIRS (docs: sql-reference/sql/alter-user-add-key-pair). */
export interface KeyPair {
  readonly name: string;
  /** Base64 of the DER. */
  readonly key: string;
  readonly fingerprint: string;
  /** The role it is restricted to. */
  readonly role: Id | null;
  readonly createdOn: number;
  /** The user's name. */
  readonly createdBy: string;
  readonly days: number | null;
  readonly expiresAt: number | null;
  readonly comment: string | null;
  readonly disabled: boolean;
  /** The key pair that took the place of this one. */
  readonly rotatedTo: string | null;
}

const PROPERTY = "KEY_PAIRS";

function isOver({ expiresAt }: KeyPair, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** "Rotated-out key pairs are listed until they expire" (docs: sql-reference/sql/show-user-key-pairs). */
export function keyPairsOf(user: Entry, now: number): readonly KeyPair[] {
  return ((user.properties[PROPERTY] ?? []) as unknown as readonly KeyPair[]).filter((pair) => pair.rotatedTo === null || !isOver(pair, now));
}

/** The user's properties with these key pairs. */
export function withKeyPairs(user: Entry, pairs: readonly KeyPair[]): Readonly<Record<string, Value>> {
  return { ...user.properties, [PROPERTY]: pairs as unknown as Value };
}

/** "If a key pair is both disabled and past its expiration time, the status is reported as DISABLED" (docs: sql-reference/sql/show-user-key-pairs). */
export function statusOfPair(pair: KeyPair, now: number): "ACTIVE" | "EXPIRED" | "DISABLED" {
  if (pair.disabled) return "DISABLED";
  return isOver(pair, now) ? "EXPIRED" : "ACTIVE";
}
