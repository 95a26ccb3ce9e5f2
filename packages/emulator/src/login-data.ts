import type { Entry } from "./catalog/entry.ts";

/** What decides whether a user may log in. */
export interface LoginData {
  /** In stored form: what `openSession` takes. */
  readonly name: string;
  readonly loginName: string;
  readonly type: string;
  readonly disabled: boolean;
  /** The days of a temporary user are over. */
  readonly expired: boolean;
  /** MINS_TO_UNLOCK has not run out. */
  readonly locked: boolean;
  readonly mustChangePassword: boolean;
  /** To compare with `isPassword`; `null`: cannot log in with a password. */
  readonly passwordHash: string | null;
  /** Base64 of the DER, with the fingerprint as it stands in a JWT's issuer. */
  readonly rsaKeys: readonly { readonly key: string; readonly fingerprint: string }[];
}

export function loginDataOf(user: Entry, now: number): LoginData {
  const { properties } = user;
  const text = (name: string): string | null => (typeof properties[name] === "string" ? (properties[name] as string) : null);
  const type = text("TYPE") ?? "PERSON";
  const end = (name: string): number | null => (typeof properties[name] === "number" ? (properties[name] as number) : null);
  const expiry = end("DAYS_TO_EXPIRY_END");
  const lock = end("MINS_TO_UNLOCK_END");
  const rsaKeys = ["RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"].flatMap((name) => {
    const key = text(name);
    return key === null ? [] : [{ key, fingerprint: text(`${name}_FP`) ?? "" }];
  });
  return {
    name: user.name,
    loginName: text("LOGIN_NAME") ?? user.name.toUpperCase(),
    type,
    disabled: properties.DISABLED === true,
    expired: expiry !== null && expiry <= now,
    locked: lock !== null && lock > now,
    mustChangePassword: properties.MUST_CHANGE_PASSWORD === true,
    // A service that once was a person keeps its password, but it is of no use (docs: user-guide/admin-user-management).
    passwordHash: type === "SERVICE" || type === "SERVICE_AGENT" ? null : text("PASSWORD"),
    rsaKeys,
  };
}
