import { chooseAuthenticator } from "./choose-authenticator.ts";
import type { Authenticator, Credential, OAuthClient, WorkloadIdentityProvider } from "./connection-options.ts";
import type { ConnectionProblem } from "./connection-problem.ts";
import type { Setting, Settings } from "./connection-settings.ts";
import { exposure, type FileReader, readNamed } from "./file-read.ts";
import { readPrivateKey } from "./private-key.ts";

/** What the readers of this file add to while they go. */
export interface Findings {
  readonly problems: ConnectionProblem[];
  readonly warnings: string[];
}

/** The credential the settings describe, its files read; `null` when `found.problems` says why not. */
export function readCredential(settings: Settings, files: FileReader, found: Findings): Credential | null {
  const chosen = chooseAuthenticator(settings);
  if (chosen.kind === "problem") return fail(found, chosen.problem);
  return credentialFor(chosen.authenticator, { settings, files, found });
}

interface Context {
  readonly settings: Settings;
  readonly files: FileReader;
  readonly found: Findings;
}

function credentialFor(authenticator: Authenticator, context: Context): Credential | null {
  switch (authenticator) {
    case "SNOWFLAKE_JWT":
      return keyPair(context);
    case "OAUTH":
    case "PROGRAMMATIC_ACCESS_TOKEN":
      return token(authenticator, context);
    case "EXTERNALBROWSER":
      return { kind: "browser", authenticator };
    case "OAUTH_CLIENT_CREDENTIALS":
    case "OAUTH_AUTHORIZATION_CODE":
      return { kind: "oauth-client", authenticator, client: oauthClient(context.settings) };
    case "WORKLOAD_IDENTITY":
      return workloadIdentity(context);
    default:
      return password(authenticator, context);
  }
}

function fail(found: Findings, problem: ConnectionProblem): null {
  found.problems.push(problem);
  return null;
}

function password(authenticator: "SNOWFLAKE" | "USERNAME_PASSWORD_MFA" | `https://${string}`, { settings, found }: Context): Credential | null {
  if (settings.password === undefined) return fail(found, { message: `${authenticator} needs a password`, hint: "set SNOWFLAKE_PASSWORD" });
  const passcode = settings.passcode === undefined ? {} : { passcode: settings.passcode.value };
  return { kind: "password", authenticator, password: settings.password.value, ...passcode };
}

function keyPair({ settings, files, found }: Context): Credential | null {
  const path = settings.privateKeyPath;
  const raw = settings.privateKey;
  if (path === undefined && raw === undefined)
    return fail(found, { message: "SNOWFLAKE_JWT needs a private key", hint: "set private_key_file or SNOWFLAKE_PRIVATE_KEY_RAW" });
  const text = path === undefined ? raw?.value : fileText(path, "private key", { settings, files, found });
  if (text === undefined || text === null) return null;
  const read = readPrivateKey(text, (path ?? raw)?.origin ?? "", settings.privateKeyPassphrase);
  if (read.kind === "problem") return fail(found, read.problem);
  return { kind: "key-pair", authenticator: "SNOWFLAKE_JWT", privateKey: read.pem };
}

function token(authenticator: "OAUTH" | "PROGRAMMATIC_ACCESS_TOKEN", context: Context): Credential | null {
  const { settings, found } = context;
  const given = authenticator === "OAUTH" ? (settings.oauthToken ?? settings.token) : settings.token;
  const path = settings.tokenPath;
  if (given === undefined && path !== undefined) {
    const text = fileText(path, "token", context)?.trim();
    if (text === undefined) return null;
    return text === "" ? fail(found, { message: `${path.origin}: the token file is empty` }) : { kind: "token", authenticator, token: text };
  }
  // A programmatic access token may also stand where the password stands (docs: user-guide/programmatic-access-tokens).
  const value = given ?? (authenticator === "PROGRAMMATIC_ACCESS_TOKEN" ? settings.password : undefined);
  if (value === undefined) return fail(found, { message: `${authenticator} needs a token`, hint: "set SNOWFLAKE_TOKEN or token_file_path" });
  return { kind: "token", authenticator, token: value.value.trim() };
}

const PROVIDERS: readonly WorkloadIdentityProvider[] = ["AWS", "AZURE", "GCP", "OIDC"];

function workloadIdentity(context: Context): Credential | null {
  const { settings, found } = context;
  const given = settings.workloadIdentityProvider;
  const provider = PROVIDERS.find((name) => name === given?.value.toUpperCase());
  if (provider === undefined) {
    const message =
      given === undefined ? "WORKLOAD_IDENTITY needs a workload_identity_provider" : `${given.origin}: ${JSON.stringify(given.value)} is no provider`;
    return fail(found, { message, hint: `one of ${PROVIDERS.join(", ")}` });
  }
  const inFile = settings.tokenPath === undefined ? undefined : fileText(settings.tokenPath, "token", context)?.trim();
  const value = settings.workloadIdentityToken?.value ?? settings.token?.value ?? inFile;
  if (provider === "OIDC" && value === undefined) {
    return found.problems.length > 0
      ? null
      : fail(found, { message: "the provider OIDC needs a token", hint: "set SNOWFLAKE_WORKLOAD_IDENTITY_TOKEN or token_file_path" });
  }
  return { kind: "workload-identity", authenticator: "WORKLOAD_IDENTITY", provider, ...(value === undefined ? {} : { token: value }) };
}

function oauthClient(settings: Settings): OAuthClient {
  const parts: [keyof OAuthClient, Setting | undefined][] = [
    ["id", settings.oauthClientId],
    ["secret", settings.oauthClientSecret],
    ["authorizationUrl", settings.oauthAuthorizationUrl],
    ["tokenRequestUrl", settings.oauthTokenRequestUrl],
    ["redirectUri", settings.oauthRedirectUri],
    ["scope", settings.oauthScope],
  ];
  return Object.fromEntries(parts.flatMap(([key, setting]) => (setting === undefined ? [] : [[key, setting.value]])));
}

function fileText(path: Setting, what: string, { files, found }: Context): string | undefined {
  const read = readNamed(files, path.value);
  if ("failed" in read) {
    found.problems.push({ message: `${path.origin}: cannot read the ${what} file ${read.path}: ${read.failed}` });
    return undefined;
  }
  const open = exposure(read.path, read.mode);
  if (open !== null) found.warnings.push(open);
  return read.text;
}
