import type { Edition } from "@snowtower/sql";

/** Snowflake's own names, as they go over the wire (docs: developer-guide/node-js/nodejs-driver-authenticate). A native Okta address (`https://...`) is one too. */
export type Authenticator =
  | "SNOWFLAKE"
  | "SNOWFLAKE_JWT"
  | "PROGRAMMATIC_ACCESS_TOKEN"
  | "OAUTH"
  | "OAUTH_CLIENT_CREDENTIALS"
  | "OAUTH_AUTHORIZATION_CODE"
  | "WORKLOAD_IDENTITY"
  | "EXTERNALBROWSER"
  | "USERNAME_PASSWORD_MFA"
  | `https://${string}`;

/** How to reach and enter one account: complete and checked, files already read. It holds secrets: never print or store it. */
export interface ConnectionOptions {
  /** The name of the connection it came from, for people. */
  readonly connection?: string;
  readonly account: string;
  readonly region?: string;
  readonly user?: string;
  readonly credential: Credential;
  readonly role?: string;
  readonly warehouse?: string;
  readonly database?: string;
  readonly schema?: string;
  readonly host?: string;
  readonly port?: number;
  readonly protocol?: "http" | "https";
  readonly proxy?: HttpProxy;
  /** Plain SQL does not tell the edition for sure: what the user says wins. */
  readonly edition?: Edition;
  /** For networks that cannot reach the certificate authority's responder. The driver knows it for the whole process only. */
  readonly disableOcspChecks?: boolean;
}

export type Credential =
  | {
      readonly kind: "password";
      readonly authenticator: "SNOWFLAKE" | "USERNAME_PASSWORD_MFA" | `https://${string}`;
      readonly password: string;
      readonly passcode?: string;
    }
  | { readonly kind: "key-pair"; readonly authenticator: "SNOWFLAKE_JWT" /** PKCS#8 PEM, decrypted. */; readonly privateKey: string }
  | { readonly kind: "token"; readonly authenticator: "OAUTH" | "PROGRAMMATIC_ACCESS_TOKEN"; readonly token: string }
  | { readonly kind: "browser"; readonly authenticator: "EXTERNALBROWSER" }
  | { readonly kind: "oauth-client"; readonly authenticator: "OAUTH_CLIENT_CREDENTIALS" | "OAUTH_AUTHORIZATION_CODE"; readonly client: OAuthClient }
  | { readonly kind: "workload-identity"; readonly authenticator: "WORKLOAD_IDENTITY"; readonly provider: WorkloadIdentityProvider; readonly token?: string };

export type WorkloadIdentityProvider = "AWS" | "AZURE" | "GCP" | "OIDC";

export interface OAuthClient {
  readonly id?: string;
  readonly secret?: string;
  readonly authorizationUrl?: string;
  readonly tokenRequestUrl?: string;
  readonly redirectUri?: string;
  readonly scope?: string;
}

export interface HttpProxy {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
  readonly noProxy?: string;
}

/** True where every new session may ask a person: then all work shares one session. */
export function isInteractive(credential: Credential): boolean {
  if (credential.kind === "browser" || credential.authenticator === "OAUTH_AUTHORIZATION_CODE") return true;
  return credential.kind === "password" && (credential.authenticator === "USERNAME_PASSWORD_MFA" || credential.passcode !== undefined);
}

/** Everything in the options that must never be shown. */
export function secretsOf(options: ConnectionOptions): readonly string[] {
  const { credential } = options;
  const own: (string | undefined)[] = [options.proxy?.password];
  if (credential.kind === "password") own.push(credential.password, credential.passcode);
  else if (credential.kind === "key-pair") own.push(credential.privateKey);
  else if (credential.kind === "token" || credential.kind === "workload-identity") own.push(credential.token);
  else if (credential.kind === "oauth-client") own.push(credential.client.secret);
  return own.filter((value): value is string => value !== undefined && value !== "");
}
