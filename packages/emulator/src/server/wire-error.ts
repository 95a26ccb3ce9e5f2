/** A request that is answered with `success: false`: over HTTP that is status 200, or drivers would send it again (protocol notes 1.1). */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, data: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export function noAuthorization(): WireError {
  return new WireError("390103", "Session token not found in the request data.");
}

/** The driver gives up: somebody has to log in again. */
export function sessionGone(): WireError {
  return new WireError("390104", "Session token is invalid. New login required to access the service.");
}

/** The driver renews the token and sends the request again. */
export function sessionExpired(): WireError {
  return new WireError("390112", "Your session has expired. Please login again.");
}

/** By its policy: somebody has to log in again. */
export function sessionEnded(): WireError {
  return new WireError("390111", "Session no longer exists. New login required to access the service.");
}

export function masterTokenGone(): WireError {
  return new WireError("390113", "Master token was not found. Must login again to access the service.");
}

export function masterTokenExpired(): WireError {
  return new WireError("390114", "Authentication token has expired.  The user must authenticate again.");
}

export function badRequest(message: string): WireError {
  return new WireError("390400", message);
}
