interface SecretType {
  readonly needs: readonly string[];
  readonly may: readonly string[];
}

/** What each type of secret is made of (docs: sql-reference/sql/create-secret). */
export const SECRET_TYPES = {
  OAUTH2: { needs: ["api_authentication"], may: ["oauth_scopes", "oauth_refresh_token", "oauth_refresh_token_expiry_time"] },
  CLOUD_PROVIDER_TOKEN: { needs: ["api_authentication"], may: ["enabled"] },
  PASSWORD: { needs: ["username", "password"], may: [] },
  GENERIC_STRING: { needs: ["secret_string"], may: [] },
  SYMMETRIC_KEY: { needs: ["algorithm"], may: [] },
  WORKLOAD_IDENTITY_FEDERATION: { needs: [], may: [] },
} as const satisfies Readonly<Record<string, SecretType>>;

export type SecretTypeName = keyof typeof SECRET_TYPES;

/** What a secret of the type must have, and what it may have besides; `null` for a type that is not known. */
export function secretType(name: unknown): SecretType | null {
  return typeof name === "string" && Object.hasOwn(SECRET_TYPES, name) ? SECRET_TYPES[name as SecretTypeName] : null;
}

/** Fields of which a secret of some type is made. */
export const OF_TYPES: readonly string[] = [...new Set(Object.values(SECRET_TYPES).flatMap(({ needs, may }: SecretType) => [...needs, ...may]))];
