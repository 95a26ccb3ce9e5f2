import type { Identifier } from "@snowtower/sql";

/** Snowflake's words for types of grantees and of objects, with spaces: `FILE FORMAT`, `DATABASE ROLE`. */
export type GranteeType = "ROLE" | "USER" | "DATABASE ROLE" | "SHARE" | "APPLICATION ROLE";

export interface Grantee {
  readonly type: GranteeType;
  /** Displayed form: `ANALYST`, `DB.READER`. */
  readonly name: string;
}

export type GrantTarget =
  | { readonly kind: "account" }
  /** `name` in displayed form, with argument types where the type overloads: `DB.SC.F(VARCHAR)`. */
  | { readonly kind: "object"; readonly type: string; readonly name: string }
  /** Acts on objects of `type` that will be made in the container; no access by itself (RA 18). */
  | { readonly kind: "future"; readonly type: string; readonly in: "DATABASE" | "SCHEMA"; readonly name: string };

/** One privilege given to one grantee. A role's membership is USAGE on that role; ownership is OWNERSHIP on the object. */
export interface Grant {
  /** `SELECT`, `CREATE FILE FORMAT`. */
  readonly privilege: string;
  readonly on: GrantTarget;
  readonly to: Grantee;
  readonly option: boolean;
  /** The grantor; `null` where the account shows none (Snowflake's own grants, RA 19), absent where a description leaves it open. */
  readonly by?: Identifier | null;
}

export function targetKey(on: GrantTarget): string {
  if (on.kind === "account") return "account";
  return on.kind === "object" ? `${on.type}|${on.name}` : `future|${on.type}|${on.in}|${on.name}`;
}

export function granteeKey(to: Grantee): string {
  return `${to.type}|${to.name}`;
}

/** Identity for comparing with a description: without the grantor (RA 19) and without the option. */
export function grantKey(grant: Grant): string {
  return `${granteeKey(grant.to)}|${targetKey(grant.on)}|${grant.privilege}`;
}

/** Grants of one account, by grantee; each identity once, the one WITH GRANT OPTION winning. */
export class GrantSet implements Iterable<Grant> {
  readonly #byGrantee = new Map<string, Map<string, Grant>>();
  #size = 0;

  constructor(grants: Iterable<Grant> = []) {
    for (const grant of grants) this.add(grant);
  }

  get size(): number {
    return this.#size;
  }

  add(grant: Grant): this {
    const to = granteeKey(grant.to);
    const own = this.#byGrantee.get(to) ?? new Map<string, Grant>();
    if (own.size === 0) this.#byGrantee.set(to, own);
    const key = grantKey(grant);
    const there = own.get(key);
    if (there === undefined) this.#size++;
    if (there === undefined || (grant.option && !there.option)) own.set(key, grant);
    return this;
  }

  get(grant: Grant): Grant | undefined {
    return this.#byGrantee.get(granteeKey(grant.to))?.get(grantKey(grant));
  }

  has(grant: Grant): boolean {
    return this.get(grant) !== undefined;
  }

  /** What this grantee holds. */
  to(grantee: Grantee): Iterable<Grant> {
    return this.#byGrantee.get(granteeKey(grantee))?.values() ?? [];
  }

  *[Symbol.iterator](): Iterator<Grant> {
    for (const own of this.#byGrantee.values()) yield* own.values();
  }
}
