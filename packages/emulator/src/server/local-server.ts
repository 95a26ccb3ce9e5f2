import { createServer, type Server, type ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";
import type { Fault } from "../faults/fault.ts";
import type { LocalAccount } from "../local-account.ts";
import { acceptTunnels } from "../tls/accept-tunnels.ts";
import type { Certificates } from "../tls/make-certificates.ts";
import { answerRequest, MOST_HEADERS } from "./answer-request.ts";
import type { Front } from "./call.ts";
import { explainer } from "./explain-bug.ts";
import { LocalServerError, listenError } from "./local-server-error.ts";
import { LogInGuard } from "./log-in-guard.ts";
import { QueryLedger } from "./query-ledger.ts";
import { SessionRegistry, type Validity } from "./session-registry.ts";

export interface LocalServerOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Listens for other machines too; passwords and rows then travel in the clear. */
  readonly allowRemote?: boolean;
  readonly validity?: Validity;
  /** How long a request for a result may hang before it is answered with "still running". */
  readonly patienceMs?: number;
  /** What a wrong password costs. */
  readonly refusalDelayMs?: number;
  readonly maxBodyBytes?: number;
  /** How long a client may take to send a request. */
  readonly requestTimeoutMs?: number;
  /** A result that is longer is sent in parts of this size, which the driver fetches one by one. */
  readonly chunkBytes?: number;
  /** What goes wrong from the start (`parseFaults`); they are the account's, in this process too. */
  readonly faults?: readonly Fault[];
  /** Serves as a proxy, too, behind which any name under snowflakecomputing.com is this account. */
  readonly tls?: Certificates;
  /** Told of mistakes of the server itself; clients only learn that there was one. */
  readonly onError?: (error: unknown) => void;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;
/** Drivers wait some 60 seconds for an answer. */
const PATIENCE_MS = 45_000;
const VALIDITY: Validity = { session: 3600, master: 14_400 };
const REFUSAL_DELAY_MS = 250;
/** A statement has at most a megabyte; its bindings come along. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 60_000;
const CHUNK_BYTES = 4 * 1024 * 1024;
/** What runs when the server is closed may end by itself. */
const CLOSING_MS = 1000;
const SWEEP_MS = 20;

/** A local account behind Snowflake's protocol over HTTP. The account stays its owner's: closing the server does not close it. */
export class LocalServer {
  readonly url: string;
  readonly port: number;
  private readonly server: Server;
  private readonly front: Front;
  private readonly cutTunnels: () => void;

  private constructor(server: Server, front: Front, at: { readonly host: string; readonly cutTunnels: () => void }) {
    this.server = server;
    this.front = front;
    this.cutTunnels = at.cutTunnels;
    this.port = (server.address() as AddressInfo).port;
    this.url = `http://${at.host.includes(":") ? `[${at.host}]` : at.host}:${this.port}`;
  }

  /** Throws `LocalServerError`. */
  static async start(account: LocalAccount, options: LocalServerOptions = {}): Promise<LocalServer> {
    const { port = 0, host = "127.0.0.1" } = options;
    if (!LOOPBACK.test(host) && options.allowRemote !== true) {
      throw new LocalServerError("remote not allowed", `remote not allowed: ${host} can be reached from other machines`, { host, port });
    }
    const front = frontOf(account, options);
    const server = createServer(limitsOf(options), (request, response) => {
      void answerRequest(front, request, response);
    });
    server.maxHeadersCount = MOST_HEADERS;
    const cutTunnels = options.tls === undefined ? () => undefined : acceptTunnels(server, options.tls);
    await listen(server, { host, port });
    for (const fault of options.faults ?? []) account.faults.add(fault);
    return new LocalServer(server, front, { host, cutTunnels });
  }

  /** Ends all sessions. What runs has a second to end by itself; then its connection is cut. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    // A connection whose last request is answered would be kept for the next one.
    const sweep = setInterval(() => this.server.closeIdleConnections(), SWEEP_MS);
    const cut = setTimeout(() => {
      this.front.queries.abortAll();
      this.server.closeAllConnections();
      this.cutTunnels();
    }, CLOSING_MS);
    await closed;
    clearInterval(sweep);
    clearTimeout(cut);
    this.front.queries.abortAll();
    this.front.sessions.endAll();
  }
}

/** A client that stops half-way is not waited for; its connection is looked at every so often. */
function limitsOf({ requestTimeoutMs = REQUEST_TIMEOUT_MS }: LocalServerOptions): ServerOptions {
  return {
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(15_000, requestTimeoutMs),
    connectionsCheckingInterval: Math.min(10_000, requestTimeoutMs),
    keepAliveTimeout: 60_000,
    maxHeaderSize: 64 * 1024,
  };
}

function frontOf(account: LocalAccount, options: LocalServerOptions): Front {
  const { now } = account;
  const onError = options.onError ?? (() => undefined);
  return {
    account,
    sessions: new SessionRegistry({ validity: options.validity ?? VALIDITY, account }),
    queries: new QueryLedger(now),
    guard: new LogInGuard(account, options.refusalDelayMs ?? REFUSAL_DELAY_MS),
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    chunkBytes: options.chunkBytes ?? CHUNK_BYTES,
    onError,
    explain: explainer(onError),
  };
}

function listen(server: Server, at: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(listenError(error, at));
    server.once("error", failed);
    server.listen(at.port, at.host, () => {
      server.off("error", failed);
      resolve();
    });
  });
}
