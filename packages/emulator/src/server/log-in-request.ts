import { entryOf } from "../catalog/catalog.ts";
import type { LocalAccount } from "../local-account.ts";
import { userOfSecret } from "../objects/access-token/access-token.ts";
import type { Origin } from "../objects/network/admits.ts";
import { loginNameOf } from "../objects/user.ts";
import type { LogInMethod } from "../session-login.ts";
import { type Call, type Json, textIn } from "./call.ts";
import { type Client, clientOf, SQL_API } from "./client.ts";
import { parseJwt } from "./jwt.ts";
import { WireError } from "./wire-error.ts";

/** One attempt to log in, of a driver or of a request with a bearer token. */
export interface LogInRequest {
  readonly loginName: string;
  readonly method: LogInMethod;
  /** The password or token. */
  readonly secret: string;
  readonly client: Client;
  readonly origin: Origin;
  /** The role that is asked for; `null`: any. */
  readonly role: string | null;
  /** "it does not restrict access to the Snowflake REST APIs" (CLIENT_TYPES; docs: user-guide/authentication-policies) */
  readonly isRest: boolean;
}

/** The header by which a test says that a request comes through a private endpoint: on Snowflake the network tells it. */
const ENDPOINT = "x-local-private-endpoint";

export function originOf({ address, headers }: Pick<Call, "address" | "headers">): Origin {
  const endpoint = headers[ENDPOINT];
  return { address, endpoint: typeof endpoint === "string" && endpoint !== "" ? endpoint : null };
}

/** What stands in the body of POST /session/v1/login-request. Throws for an authenticator that this account does not know. */
export function logInRequest(call: Pick<Call, "address" | "headers" | "url">, data: Json): LogInRequest {
  const password = textIn(data, "PASSWORD") ?? "";
  const token = textIn(data, "TOKEN") ?? "";
  const method = methodOf((textIn(data, "AUTHENTICATOR") ?? "SNOWFLAKE").toUpperCase(), password);
  return {
    loginName: textIn(data, "LOGIN_NAME") ?? "",
    method,
    secret: method === "PASSWORD" || token === "" ? password : token,
    client: clientOf(textIn(data, "CLIENT_APP_ID"), textIn(data, "CLIENT_APP_VERSION")),
    origin: originOf(call),
    role: call.url.searchParams.get("roleName") || null,
    isRest: false,
  };
}

function methodOf(authenticator: string, password: string): LogInMethod {
  switch (authenticator) {
    case "SNOWFLAKE":
    case "USERNAME_PASSWORD_MFA":
      // "you can specify the token for the value of the password" (docs: user-guide/programmatic-access-tokens)
      return userOfSecret(password) === null ? "PASSWORD" : "PROGRAMMATIC_ACCESS_TOKEN";
    case "SNOWFLAKE_JWT":
      return "KEYPAIR";
    case "PROGRAMMATIC_ACCESS_TOKEN":
      return "PROGRAMMATIC_ACCESS_TOKEN";
    case "OAUTH":
      return "OAUTH";
    default:
      throw new WireError(
        "390400",
        `The local account does not know the authenticator ${authenticator}. Use a password, a key pair, a programmatic access token or OAuth.`,
      );
  }
}

/** `Authorization: Bearer <token>`, with `X-Snowflake-Authorization-Token-Type` if it was sent; whose token it is stands in it. */
export function bearerRequest(
  account: LocalAccount,
  of: { readonly token: string; readonly type: string | null; readonly origin: Origin; readonly role: string | null },
): LogInRequest {
  const { token, origin, role } = of;
  const common = { secret: token, client: SQL_API, origin, role, isRest: true };
  const owner = userOfSecret(token);
  if (owner !== null || of.type === "PROGRAMMATIC_ACCESS_TOKEN") {
    const user = owner === null ? undefined : entryOf(account.catalog, owner);
    return { ...common, method: "PROGRAMMATIC_ACCESS_TOKEN", loginName: user === undefined ? "" : loginNameOf(user) };
  }
  if (of.type === "OAUTH") return { ...common, method: "OAUTH", loginName: "" };
  return { ...common, method: "KEYPAIR", loginName: subjectOf(token, account) };
}

/** `<account>.<user>`: what is behind the account's name, whatever dots are in the user's. */
function subjectOf(token: string, account: LocalAccount): string {
  const { sub } = parseJwt(token)?.claims ?? {};
  if (typeof sub !== "string") return "";
  const { locator, organization, name } = account.info;
  const prefix = [`${organization}-${name}.`, `${locator}.`, `${name}.`].find((text) => sub.toUpperCase().startsWith(text.toUpperCase()));
  return prefix === undefined ? sub.slice(sub.indexOf(".") + 1) : sub.slice(prefix.length);
}
