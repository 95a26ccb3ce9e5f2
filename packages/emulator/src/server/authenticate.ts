import type { LoginData } from "../login-data.ts";
import type { Front, Json } from "./call.ts";
import { textIn } from "./call.ts";
import { checkPassword } from "./check-password.ts";
import { verifyJwt } from "./verify-jwt.ts";
import { WireError } from "./wire-error.ts";

/** Who the request's `data` proves to be. Throws what the driver tells its user. */
export async function authenticate(front: Front, data: Json): Promise<LoginData> {
  const method = (textIn(data, "AUTHENTICATOR") ?? "SNOWFLAKE").toUpperCase();
  const user = await proven(front, data, method);
  // Only who has proven to be the user learns what is the matter with him.
  if (user.disabled || user.expired) throw new WireError("390101", "User access disabled. Contact your local system administrator.");
  if (user.mustChangePassword && method === "SNOWFLAKE") {
    throw new WireError("390106", "Specified password has expired.  Password must be changed using the Snowflake web console.", { nextAction: "PWD_CHANGE" });
  }
  front.guard.succeeded(user.name);
  return user;
}

async function proven(front: Front, data: Json, method: string): Promise<LoginData> {
  const loginName = textIn(data, "LOGIN_NAME") ?? "";
  const user = front.account.user(loginName);
  switch (method) {
    case "SNOWFLAKE":
    case "USERNAME_PASSWORD_MFA":
      return byPassword(front, user, textIn(data, "PASSWORD") ?? "");
    case "SNOWFLAKE_JWT":
      return byKeyPair(front, user, { loginName, token: textIn(data, "TOKEN") ?? "" });
    case "PROGRAMMATIC_ACCESS_TOKEN":
      throw new WireError("394400", "Programmatic access token is invalid: the local account has no programmatic access tokens. Use a password or a key pair.");
    default:
      throw new WireError("390400", `The local account does not know the authenticator ${method}. Use a password or a key pair.`);
  }
}

async function byPassword(front: Front, user: LoginData | null, password: string): Promise<LoginData> {
  if (user?.locked === true) throw locked();
  if (user !== null && (await checkPassword(user, password))) {
    // Guessing many at once does not outrun the lock.
    if (front.account.user(user.loginName)?.locked === true) throw locked();
    return user;
  }
  if (user === null) await checkPassword(null, password);
  await front.guard.failed(user?.name ?? null);
  throw new WireError("390100", "Incorrect username or password was specified.");
}

async function byKeyPair(front: Front, user: LoginData | null, given: { readonly loginName: string; readonly token: string }): Promise<LoginData> {
  try {
    if (user === null) throw new WireError("394300", "JWT token is invalid.");
    if (user.locked) throw locked();
    verifyJwt(given.token, { user, loginName: given.loginName, now: front.account.now() });
    return user;
  } catch (error) {
    // A signature cannot be guessed, so it does not count against the user; it only must not be tried fast.
    await front.guard.failed(null);
    throw error;
  }
}

function locked(): WireError {
  return new WireError(
    "390102",
    "Your user account has been temporarily locked due to too many failed attempts. Try again after 15 minutes or contact your account administrator for assistance.",
  );
}
