import { closest } from "@snowtower/sql";
import type { Authenticator } from "./connection-options.ts";
import type { ConnectionProblem } from "./connection-problem.ts";
import type { Setting, Settings } from "./connection-settings.ts";

const AUTHENTICATORS = [
  "SNOWFLAKE",
  "SNOWFLAKE_JWT",
  "PROGRAMMATIC_ACCESS_TOKEN",
  "OAUTH",
  "OAUTH_CLIENT_CREDENTIALS",
  "OAUTH_AUTHORIZATION_CODE",
  "WORKLOAD_IDENTITY",
  "EXTERNALBROWSER",
  "USERNAME_PASSWORD_MFA",
] as const;

type ChosenAuthenticator =
  | { readonly kind: "authenticator"; readonly authenticator: Authenticator }
  | { readonly kind: "problem"; readonly problem: ConnectionProblem };

/** What `authenticator` says, or what the credentials that are there leave no doubt about. The driver would take any unknown word for a password log-in. */
export function chooseAuthenticator(settings: Settings): ChosenAuthenticator {
  if (settings.authenticator !== undefined) return named(settings.authenticator);
  const key = settings.privateKeyPath ?? settings.privateKey;
  const token = settings.token ?? settings.tokenPath;
  const ways: { readonly setting: Setting | undefined; readonly authenticator: Authenticator }[] = [
    { setting: settings.password, authenticator: "SNOWFLAKE" },
    { setting: key, authenticator: "SNOWFLAKE_JWT" },
    { setting: settings.oauthToken, authenticator: "OAUTH" },
    { setting: settings.workloadIdentityProvider, authenticator: "WORKLOAD_IDENTITY" },
    { setting: token, authenticator: "PROGRAMMATIC_ACCESS_TOKEN" },
  ];
  const given = ways.filter((way) => way.setting !== undefined);
  if (given.length > 1) {
    const origins = given.map((way) => way.setting?.origin ?? "").join(" and ");
    return problem(
      `more than one way to log in: ${origins}`,
      "remove one of them, or say which with authenticator (SNOWFLAKE_JWT for a key pair, SNOWFLAKE for a password)",
    );
  }
  const only = given[0];
  if (only === undefined)
    return problem("no way to log in is given", "a password, private_key_file, a token with its authenticator, or a workload_identity_provider");
  if (token !== undefined) return problem(`${token.origin} does not say what kind of token it is`, "set authenticator to PROGRAMMATIC_ACCESS_TOKEN or OAUTH");
  return { kind: "authenticator", authenticator: only.authenticator };
}

function named({ value, origin }: Setting): ChosenAuthenticator {
  if (/^https:\/\//i.test(value)) return { kind: "authenticator", authenticator: `https://${value.slice("https://".length)}` };
  const upper = value.toUpperCase();
  // SnowDDL's word for a token that the container it runs in was given.
  const wanted = upper === "OAUTH_SNOWPARK" ? "OAUTH" : upper;
  const known = AUTHENTICATORS.find((authenticator) => authenticator === wanted);
  if (known !== undefined) return { kind: "authenticator", authenticator: known };
  const meant = closest(value, AUTHENTICATORS);
  return problem(`${origin}: ${JSON.stringify(value)} is no authenticator`, meant === null ? `one of ${AUTHENTICATORS.join(", ")}` : `did you mean ${meant}?`);
}

function problem(message: string, hint: string): ChosenAuthenticator {
  return { kind: "problem", problem: { message, hint } };
}
