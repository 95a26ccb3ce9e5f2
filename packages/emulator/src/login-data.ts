import type { Catalog } from "./catalog/catalog.ts";
import type { Entry, Id } from "./catalog/entry.ts";
import { keyPairsOf, statusOfPair } from "./objects/key-pair/key-pair.ts";
import { passwordRules } from "./objects/password-rules.ts";

/** A public key of a user. */
export interface LoginKey {
  /** Base64 of the DER. */
  readonly key: string;
  /** As it stands in a JWT's issuer. */
  readonly fingerprint: string;
  /** Of a named key pair. */
  readonly pair: { readonly name: string; readonly role: Id | null } | null;
}

/** What decides whether a user may log in. */
export interface LoginData {
  readonly id: Id;
  /** In stored form: what `openSession` takes. */
  readonly name: string;
  readonly loginName: string;
  readonly type: string;
  readonly disabled: boolean;
  /** The days of a temporary user are over. */
  readonly expired: boolean;
  /** MINS_TO_UNLOCK has not run out. */
  readonly locked: boolean;
  /** Because somebody said so, or because the password is older than the policy in force allows. */
  readonly mustChangePassword: boolean;
  /** To compare with `isPassword`; `null`: cannot log in with a password. */
  readonly passwordHash: string | null;
  readonly rsaKeys: readonly LoginKey[];
  /** A second factor was set up. Nobody can do that here; a seeded account may have it. */
  readonly hasMfa: boolean;
  /** MINS_TO_BYPASS_MFA has not run out. */
  readonly bypassesMfa: boolean;
}

const DAY = 86_400_000;

export function loginDataOf(catalog: Catalog, user: Entry, now: number): LoginData {
  const { properties } = user;
  const text = (name: string): string | null => (typeof properties[name] === "string" ? (properties[name] as string) : null);
  const type = text("TYPE") ?? "PERSON";
  const time = (name: string): number | null => (typeof properties[name] === "number" ? (properties[name] as number) : null);
  const runs = (name: string): boolean => (time(name) ?? now) > now;
  const pairs = keyPairsOf(user, now).filter((pair) => statusOfPair(pair, now) === "ACTIVE");
  const rsaKeys: readonly LoginKey[] = [
    ...["RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"].flatMap((name) => {
      const key = text(name);
      return key === null ? [] : [{ key, fingerprint: text(`${name}_FP`) ?? "", pair: null }];
    }),
    ...pairs.map(({ key, fingerprint, name, role }) => ({ key, fingerprint, pair: { name, role } })),
  ];
  const { maxAgeDays } = passwordRules(catalog, user);
  const age = now - (time("PASSWORD_LAST_SET_TIME") ?? now);
  return {
    id: user.id,
    name: user.name,
    loginName: text("LOGIN_NAME") ?? user.name.toUpperCase(),
    type,
    disabled: properties.DISABLED === true,
    expired: time("DAYS_TO_EXPIRY_END") !== null && !runs("DAYS_TO_EXPIRY_END"),
    locked: runs("MINS_TO_UNLOCK_END"),
    mustChangePassword: properties.MUST_CHANGE_PASSWORD === true || (maxAgeDays > 0 && age >= maxAgeDays * DAY),
    // A service that once was a person keeps its password, but it is of no use (docs: user-guide/admin-user-management).
    passwordHash: type === "SERVICE" || type === "SERVICE_AGENT" ? null : text("PASSWORD"),
    rsaKeys,
    hasMfa: properties.HAS_MFA === true,
    bypassesMfa: runs("MINS_TO_BYPASS_MFA_END"),
  };
}
