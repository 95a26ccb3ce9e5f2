import { createHmac } from "node:crypto";
import { isList, type ObjectId, type SecretKeeper, type Value } from "@snowtower/kinds";
import type { SecretRef } from "@snowtower/sql";
import { canonicalJson } from "../canonical-json.ts";

/** Stands in a reference that is bound to no value, because there is no key to bind it with. */
const UNBOUND = "unbound";

/** What can be told of a value without telling it: a digest under a key, and which key. */
interface BoundDigest {
  readonly key: string;
  readonly digest: string;
}

/**
 * Keeps the secrets of a project apart from everything that is planned: a plan holds references, the port asks here for values.
 * With a key, a reference is bound to its value by an HMAC. Without one it is not bound: a plain digest of a weak password
 * in a plan would let anybody who reads the plan try passwords against it.
 */
export class SecretStore implements SecretKeeper {
  readonly #values = new Map<string, string>();
  readonly #key: string | undefined;
  readonly #former: readonly string[];

  /** `former`: keys that were in use before this one, and that marks may still be bound with. */
  constructor(key?: string, former: readonly string[] = []) {
    this.#key = key;
    this.#former = former;
  }

  /** Without a key nothing can be told of a secret. */
  get hasKey(): boolean {
    return this.#key !== undefined;
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

  /**
   * The value of an object's field as a mark remembers it: with the present key first, then with each former one; nothing without a key.
   * Bound to the object and the field, so that two users with one password do not show it, and not to its place in the files, which moves.
   */
  boundDigests(of: ObjectId, field: string, value: Value): readonly BoundDigest[] {
    const text = canonicalJson([of, field, this.#revealed(value)]);
    const keys = this.#key === undefined ? [] : [this.#key, ...this.#former];
    return keys.map((key) => ({ key: hmac(key, "snowtower: which key").slice(0, 8), digest: hmac(key, text).slice(0, 24) }));
  }

  /** The value with what its references stand for. */
  #revealed(value: Value): unknown {
    if (typeof value !== "object") return value;
    if (isList(value)) return value.map((item) => this.#revealed(item));
    const known = typeof value.ref === "string" ? this.#values.get(value.ref) : undefined;
    if (known !== undefined) return { secret: known };
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#revealed(item)]));
  }

  #digest(ref: string, value: string): string {
    if (this.#key === undefined) return UNBOUND;
    return hmac(this.#key, `${ref}\u0000${value}`).slice(0, 16);
  }
}

function hmac(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}
