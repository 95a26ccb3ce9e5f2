import { AccountError, type AccountErrorKind } from "@snowtower/sql";
import { type Revealed, scrubQuoting } from "./scrub-secrets.ts";

/** What the driver's errors carry, of which nothing is certain. Never kept as a cause: it holds the whole HTTP response. */
interface RawError {
  readonly name?: string;
  readonly code?: string | number;
  readonly message?: string;
  readonly sqlState?: string;
  readonly data?: { readonly queryId?: string; readonly sqlState?: string; readonly line?: number; readonly pos?: number } | null;
  readonly response?: { readonly status?: number };
  readonly cause?: { readonly code?: string | number; readonly message?: string };
}

/**
 * How far a request got. `refused`: Snowflake answered no. `not-sent`: it surely did not arrive. `unknown`: it may have arrived.
 * `session-gone`: Snowflake did not look at it, because the session is no more.
 */
type Reach = "refused" | "not-sent" | "unknown" | "session-gone";

export interface DriverFailure {
  readonly reach: Reach;
  readonly message: string;
  readonly code?: string;
  readonly sqlState?: string;
  readonly queryId?: string;
  readonly line?: number;
  readonly column?: number;
}

/** 407001 and 407002 are the driver's own words for a session it gave up; the others are the server's (the driver's gs_errors, protocol notes 1.3). */
const SESSION_GONE = new Set(["390104", "390110", "390111", "390112", "390113", "390114", "390115", "407001", "407002"]);
/** The connection was never made, so nothing was sent. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "EPROTO", "ERR_TLS_CERT_ALTNAME_INVALID"]);

/** What a value thrown or handed back by the driver means. */
export function readDriverError(error: unknown): DriverFailure {
  const raw = (typeof error === "object" && error !== null ? error : { message: String(error) }) as RawError;
  const code = raw.code === undefined ? undefined : String(raw.code).padStart(6, "0");
  const message = raw.message === undefined || raw.message === "" ? "the driver gave no reason" : raw.message;
  if (code !== undefined && SESSION_GONE.has(code)) return { reach: "session-gone", message, code };
  // 401001: no answer. 401002: an answer other than 200. 401003: an answer that is not JSON. OCSP and CRL errors are causes of the first.
  if (code === "401001") return noAnswer(raw, message);
  if (code === "401002" || code === "401004") return badStatus(raw);
  if (code === "401003" || (raw.name === "OperationFailedError" && raw.code === undefined)) {
    return { reach: "unknown", message: "the answer did not come from Snowflake (not its JSON); is there a proxy in between?" };
  }
  const { data } = raw;
  return {
    reach: "refused",
    message,
    ...(code === undefined || /[^0-9]/.test(code) ? {} : { code }),
    ...defined({ sqlState: raw.sqlState ?? data?.sqlState, queryId: data?.queryId }),
    ...(typeof data?.line === "number" && typeof data.pos === "number" && data.line > 0 ? { line: data.line, column: data.pos + 1 } : {}),
  };
}

function noAnswer({ cause }: RawError, message: string): DriverFailure {
  const code = String(cause?.code ?? "");
  if (NOT_SENT.has(code)) return { reach: "not-sent", message: `${message} (${code})` };
  // A certificate is refused before anything is sent.
  if (/CERT|SELF_SIGNED|VERIFY|^402\d{3}$/.test(code)) return { reach: "not-sent", message: `the certificate was not accepted: ${message} (${code})` };
  if (code === "ERR_CANCELED") return { reach: "unknown", message: "no answer in time" };
  return { reach: "unknown", message: code === "" || message.includes(code) ? message : `${message} (${code})` };
}

function badStatus({ response }: RawError): DriverFailure {
  const status = response?.status ?? 0;
  const message = `HTTP ${status} instead of an answer`;
  if (status === 429) return { reach: "not-sent", message };
  return { reach: status >= 500 || status === 408 ? "unknown" : "refused", message };
}

function defined<T extends object>(values: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "")) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

interface ErrorContext {
  readonly kind: AccountErrorKind;
  /** What to say before the driver's own words. */
  readonly prefix?: string;
  /** With its holes. */
  readonly statement?: string;
  readonly queryId?: string;
  readonly secrets: readonly Revealed[];
}

/** The failure as the port's error: without any secret, in its message or anywhere else. */
export function accountError(failure: DriverFailure, context: ErrorContext): AccountError {
  const { reach: _, message, line, column, ...known } = failure;
  // The server counts in the text it was sent; where secrets were filled in, that is another text.
  const position = context.secrets.length > 0 || line === undefined || column === undefined ? {} : { line, column };
  return new AccountError({
    kind: context.kind,
    message: scrubQuoting(context.prefix === undefined ? message : `${context.prefix}: ${message}`, context.secrets),
    ...(context.queryId === undefined ? {} : { queryId: context.queryId }),
    ...known,
    ...position,
    ...(context.statement === undefined ? {} : { statement: context.statement }),
  });
}
