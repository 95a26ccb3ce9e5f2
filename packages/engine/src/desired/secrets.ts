import { createHmac } from "node:crypto";
import type { SecretKeeper } from "@snowtower/kinds";
import type { SecretRef } from "@snowtower/sql";

/** Stands in a reference that is bound to no value, because there is no key to bind it with. */
const UNBOUND = "unbound";

/**
 * Keeps the secrets of a project apart from everything that is planned: a plan holds references, the port asks here for values.
 * With a key, a reference is bound to its value by an HMAC. Without one it is not bound: a plain digest of a weak password
 * in a plan would let anybody who reads the plan try passwords against it.
 */
export class SecretStore implements SecretKeeper {
  readonly #values = new Map<string, string>();
  readonly #key: string | undefined;

  constructor(key?: string) {
    this.#key = key;
  }

  keep(ref: string, value: string): SecretRef {
    this.#values.set(ref, value);
    return { ref, digest: this.#digest(ref, value) };
  }

  /** Why a plan's secret cannot be revealed: it is unknown, or not the one that was planned (RA 23). `null` if it can. */
  refusal(secret: SecretRef): string | null {
    const value = this.#values.get(secret.ref);
    if (value === undefined) return `no value is known for the secret ${secret.ref}`;
    if (secret.digest === UNBOUND || secret.digest === this.#digest(secret.ref, value)) return null;
    return `the secret ${secret.ref} is not the one that was planned`;
  }

  /** The value behind a reference. Throws if there is a refusal. */
  reveal(secret: SecretRef): string {
    const refusal = this.refusal(secret);
    if (refusal !== null) throw new Error(refusal);
    return this.#values.get(secret.ref) ?? "";
  }

  #digest(ref: string, value: string): string {
    if (this.#key === undefined) return UNBOUND;
    return createHmac("sha256", this.#key).update(`${ref}\u0000${value}`).digest("hex").slice(0, 16);
  }
}
