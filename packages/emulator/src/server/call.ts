import type { IncomingHttpHeaders } from "node:http";
import type { LocalAccount } from "../local-account.ts";
import type { SqlError } from "../sql-error.ts";
import type { LogInGuard } from "./log-in-guard.ts";
import type { QueryLedger } from "./query-ledger.ts";
import type { Reply } from "./reply.ts";
import type { SessionRegistry } from "./session-registry.ts";

export type Json = Readonly<Record<string, unknown>>;

/** What all requests share. */
export interface Front {
  readonly account: LocalAccount;
  readonly sessions: SessionRegistry;
  readonly queries: QueryLedger;
  readonly guard: LogInGuard;
  /** How long a request for a result may hang before it is answered with "still running". */
  readonly patienceMs: number;
  readonly maxBodyBytes: number;
  /** A result that is longer is sent in parts of this size. */
  readonly chunkBytes: number;
  /** Told of mistakes of the server itself. */
  readonly onError: (error: unknown) => void;
  /** What a statement that broke is answered with. */
  readonly explain: (error: unknown) => SqlError;
}

/** One request to an endpoint. */
export interface Call {
  readonly front: Front;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** The address under which the client has found this server: `http://127.0.0.1:8084`. */
  readonly origin: string;
  /** Where the request comes from. */
  readonly address: string;
  readonly body: Json;
  /** What stands for `*` in the endpoint's path. */
  readonly subject: string;
}

export type Endpoint = (call: Call) => Reply | Promise<Reply>;

export function textIn(json: Json, key: string): string | undefined {
  const value = json[key];
  return typeof value === "string" ? value : undefined;
}

export function objectIn(json: Json, key: string): Json {
  const value = json[key];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
