type LocalServerProblem = "port in use" | "port not allowed" | "address not available" | "remote not allowed" | "cannot listen";

/** Why the server does not run. */
export class LocalServerError extends Error {
  override readonly name = "LocalServerError";
  readonly reason: LocalServerProblem;
  readonly host: string;
  readonly port: number;

  constructor(reason: LocalServerProblem, message: string, at: { readonly host: string; readonly port: number }) {
    super(message);
    this.reason = reason;
    this.host = at.host;
    this.port = at.port;
  }
}

const REASONS: Readonly<Record<string, LocalServerProblem>> = {
  EADDRINUSE: "port in use",
  EACCES: "port not allowed",
  EADDRNOTAVAIL: "address not available",
  ENOTFOUND: "address not available",
};

/** What node:http says when it cannot listen. */
export function listenError(error: NodeJS.ErrnoException, at: { readonly host: string; readonly port: number }): LocalServerError {
  const reason = REASONS[error.code ?? ""] ?? "cannot listen";
  return new LocalServerError(reason, `${reason}: ${at.host}:${at.port}${reason === "cannot listen" ? ` (${error.message})` : ""}`, at);
}
