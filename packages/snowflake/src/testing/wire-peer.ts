// A small server that speaks Snowflake's client protocol (docs of the drivers; reference/snowflake-protocol.md 1.1-1.5), with faults on demand.
import { createHash, createPublicKey, verify } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

interface WireColumn {
  readonly name: string;
  readonly type: string;
  readonly scale?: number;
}

/** How a statement is answered. `drop`: the connection breaks, before or after the statement has run; `hang`: no answer until it is cancelled. */
type Answer =
  | {
      readonly columns: readonly WireColumn[];
      readonly rows: readonly (readonly (string | null)[])[];
      readonly chunks?: readonly (readonly (readonly (string | null)[])[])[];
    }
  | { readonly status: string }
  | { readonly error: { readonly code: string; readonly message: string; readonly sqlState?: string; readonly line?: number; readonly pos?: number } }
  | { readonly http: number }
  | { readonly drop: true }
  | { readonly hang: true }
  | { readonly later: Answer };

interface ReceivedStatement {
  readonly text: string;
  readonly role: string;
  readonly session: string;
  readonly requestId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly describeOnly: boolean;
}

interface PeerSession {
  readonly token: string;
  role: string;
  warehouse: string | null;
  parameters: Record<string, string>;
  state: "live" | "expired" | "gone";
}

export interface PeerOptions {
  readonly password?: string;
  readonly publicKey?: string;
  readonly answer?: (statement: ReceivedStatement, peer: WirePeer) => Answer | undefined;
  /** Answers a log-in with this HTTP status, or not at all. */
  readonly loginFault?: (attempt: number) => number | "drop" | "hang" | undefined;
}

type Json = Record<string, unknown>;

const FACTS: Readonly<Record<string, string>> = {
  "CURRENT_ACCOUNT()": "AB12345",
  "CURRENT_ORGANIZATION_NAME()": "ACME",
  "CURRENT_ACCOUNT_NAME()": "PROD",
  "CURRENT_REGION()": "AWS_EU_CENTRAL_1",
  "CURRENT_USER()": "ALICE",
};

export class WirePeer {
  readonly statements: ReceivedStatement[] = [];
  readonly logins: Json[] = [];
  readonly loggedOut: string[] = [];
  readonly paths: string[] = [];
  readonly sessions = new Map<string, PeerSession>();
  readonly #options: PeerOptions;
  readonly #server: Server;
  readonly #hanging = new Map<string, () => void>();
  readonly #results = new Map<string, Json>();
  #attempts = 0;

  private constructor(options: PeerOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(options: PeerOptions = {}): Promise<WirePeer> {
    const peer = new WirePeer(options);
    await new Promise<void>((resolve) => peer.#server.listen(0, "127.0.0.1", resolve));
    return peer;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** What was sent after the sessions were set up. */
  texts(): readonly string[] {
    return this.statements
      .map((s) => s.text)
      .filter((text) => !/^(?:ALTER SESSION|USE SECONDARY ROLES|SELECT CURRENT_ACCOUNT|SELECT SYSTEM\$BOOTSTRAP)/.test(text));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const unzipped = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
    const body = unzipped.length === 0 ? {} : (JSON.parse(unzipped.toString("utf8")) as Json);
    const url = new URL(request.url ?? "/", "http://peer");
    this.paths.push(url.pathname);
    const token = /Token="([^"]*)"/.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (url.pathname === "/session/v1/login-request") return this.#login(url, body, response);
    if (url.pathname === "/session/token-request") return this.#renew(body, response);
    if (url.pathname === "/session") return this.#logout(token, response);
    if (url.pathname.endsWith("/abort-request")) return this.#abort(body, response);
    if (url.pathname === "/queries/v1/query-request") return this.#query({ url, body, token, response });
    if (url.pathname.startsWith("/chunk/") || url.pathname.endsWith("/result"))
      return reply(response, this.#results.get(url.pathname) ?? { success: false, code: "000709", message: "no such result", data: {} });
    return reply(response, { success: true, data: null, code: null, message: null });
  }

  #login(url: URL, body: Json, response: ServerResponse): undefined {
    const fault = this.#options.loginFault?.(++this.#attempts);
    if (fault === "hang") return;
    if (fault === "drop") {
      response.destroy();
      return;
    }
    if (fault !== undefined) return void response.writeHead(fault).end("no");
    const data = body.data as Json;
    this.logins.push({ ...data, roleName: url.searchParams.get("roleName"), warehouse: url.searchParams.get("warehouse") });
    const refusal = this.#refusal(data, url.searchParams.get("roleName"));
    if (refusal !== null) return reply(response, refusal);
    const token = `t${this.logins.length}`;
    const role = (url.searchParams.get("roleName") ?? "PUBLIC").replaceAll('"', "");
    this.sessions.set(token, { token, role, warehouse: url.searchParams.get("warehouse"), parameters: {}, state: "live" });
    reply(response, {
      data: {
        token,
        masterToken: `m-${token}`,
        validityInSeconds: 3600,
        masterValidityInSeconds: 14400,
        sessionId: this.logins.length,
        parameters: [{ name: "CLIENT_TELEMETRY_ENABLED", value: false }],
        sessionInfo: { roleName: role },
      },
      success: true,
      code: null,
      message: null,
    });
  }

  #refusal(data: Json, role: string | null): Json | null {
    const no = (code: string, message: string) => ({ success: false, code, message, data: { loginName: data.LOGIN_NAME } });
    if (role === "NO_SUCH_ROLE") return no("390189", `Role 'NO_SUCH_ROLE' specified in the connect string does not exist or not authorized.`);
    if (data.AUTHENTICATOR === "SNOWFLAKE_JWT") return this.#isSigned(String(data.TOKEN)) ? null : no("394304", "JWT token is invalid.");
    if (data.AUTHENTICATOR === "PROGRAMMATIC_ACCESS_TOKEN" || data.AUTHENTICATOR === "OAUTH")
      return data.TOKEN === this.#options.password ? null : no("394400", "Programmatic access token is invalid.");
    return data.PASSWORD === (this.#options.password ?? "pw") ? null : no("390100", "Incorrect username or password was specified.");
  }

  #isSigned(jwt: string): boolean {
    const [head = "", payload = "", signature = ""] = jwt.split(".");
    const key = createPublicKey(this.#options.publicKey ?? "");
    const fingerprint = createHash("sha256")
      .update(key.export({ type: "spki", format: "der" }))
      .digest("base64");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { readonly iss: string };
    return claims.iss.endsWith(`SHA256:${fingerprint}`) && verify("RSA-SHA256", Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, "base64url"));
  }

  #renew(body: Json, response: ServerResponse): undefined {
    const session = this.sessions.get(String(body.oldSessionToken));
    if (session === undefined || session.state === "gone")
      return reply(response, { success: false, code: "390114", message: "Authentication token has expired.", data: {} });
    session.state = "live";
    reply(response, {
      success: true,
      code: null,
      message: null,
      data: { sessionToken: session.token, masterToken: `m-${session.token}`, validityInSecondsST: 3600, validityInSecondsMT: 14400, sessionId: 1 },
    });
  }

  #logout(token: string, response: ServerResponse): undefined {
    this.loggedOut.push(token);
    this.sessions.delete(token);
    reply(response, { success: true, data: null, code: null, message: null });
  }

  #abort(body: Json, response: ServerResponse): undefined {
    this.#hanging.get(String(body.requestId))?.();
    reply(response, { success: true, data: null, code: null, message: null });
  }

  #query({ url, body, token, response }: { readonly url: URL; readonly body: Json; readonly token: string; readonly response: ServerResponse }): undefined {
    const session = this.sessions.get(token);
    if (session === undefined || session.state === "gone")
      return reply(response, { success: false, code: "390111", message: "Session no longer exists.", data: {} });
    if (session.state === "expired") return reply(response, { success: false, code: "390112", message: "Your session has expired.", data: {} });
    const requestId = url.searchParams.get("requestId") ?? "";
    const statement: ReceivedStatement = {
      text: String(body.sqlText),
      role: session.role,
      session: token,
      requestId,
      parameters: (body.parameters ?? {}) as Json,
      describeOnly: body.describeOnly === true,
    };
    this.statements.push(statement);
    this.#send(this.#options.answer?.(statement, this) ?? builtIn(statement.text, session), { session, requestId, response });
  }

  #send(answer: Answer, to: { readonly session: PeerSession; readonly requestId: string; readonly response: ServerResponse }): undefined {
    const { session, requestId, response } = to;
    const queryId = `01b00000-0000-0000-0000-${String(this.statements.length).padStart(12, "0")}`;
    if ("drop" in answer) {
      response.destroy();
      return;
    }
    if ("http" in answer) return void response.writeHead(answer.http).end("no");
    if ("hang" in answer) {
      this.#hanging.set(requestId, () => reply(response, failure({ code: "000604", message: "SQL execution canceled", sqlState: "57014" }, queryId)));
      return;
    }
    if ("later" in answer) {
      const path = `/queries/${queryId}/result`;
      this.#results.set(path, this.#body(answer.later, session, queryId));
      return reply(response, { success: true, code: "333333", message: null, data: { queryId, getResultUrl: path } });
    }
    reply(response, this.#body(answer, session, queryId));
  }

  #body(answer: Answer, session: PeerSession, queryId: string): Json {
    if ("error" in answer) return failure(answer.error, queryId);
    const table =
      "status" in answer
        ? { columns: [{ name: "status", type: "text" }], rows: [[answer.status]] }
        : (answer as { columns: readonly WireColumn[]; rows: readonly (readonly (string | null)[])[] });
    const chunks = "chunks" in answer ? (answer.chunks ?? []) : [];
    const data: Json = {
      rowtype: table.columns.map((column) => ({ nullable: true, scale: 0, precision: 38, length: null, ...column })),
      rowset: table.rows,
      returned: table.rows.length + chunks.reduce((sum, chunk) => sum + chunk.length, 0),
      total: table.rows.length,
      queryId,
      parameters: [],
      version: 1,
      statementTypeId: 0x1000,
      finalRoleName: session.role,
      finalWarehouseName: session.warehouse,
    };
    if (chunks.length > 0) {
      data.chunkHeaders = {};
      data.chunks = chunks.map((rows, i) => {
        this.#results.set(`/chunk/${queryId}-${i}`, { chunk: JSON.stringify(rows).slice(1, -1) });
        return { url: `http://127.0.0.1:${this.port}/chunk/${queryId}-${i}`, rowCount: rows.length, uncompressedSize: 1, compressedSize: 1 };
      });
    }
    return { success: true, code: null, message: null, data };
  }
}

function failure(
  error: { readonly code: string; readonly message: string; readonly sqlState?: string; readonly line?: number; readonly pos?: number },
  queryId: string,
): Json {
  const { code, message, sqlState, line, pos } = error;
  return {
    success: false,
    code,
    message,
    data: { internalError: false, errorCode: code, sqlState: sqlState ?? "42000", queryId, line: line ?? -1, pos: pos ?? -1 },
  };
}

function builtIn(text: string, session: PeerSession): Answer {
  const use = /^USE (ROLE|WAREHOUSE) "(.*)"$/.exec(text);
  if (use?.[1] === "ROLE") session.role = use[2] ?? "";
  if (use?.[1] === "WAREHOUSE") session.warehouse = use[2] ?? "";
  for (const [, name = "", value = ""] of text.startsWith("ALTER SESSION SET ") ? text.matchAll(/([A-Z_]+) = ('(?:[^']|'')*'|\S+)/g) : [])
    session.parameters[name] = value;
  if (text.startsWith("SELECT CURRENT_ACCOUNT()")) {
    const facts: Readonly<Record<string, string | null>> = { ...FACTS, "CURRENT_ROLE()": session.role, "CURRENT_WAREHOUSE()": session.warehouse };
    const names = text.slice("SELECT ".length).split(", ");
    return { columns: names.map((name) => ({ name, type: "text" })), rows: [names.map((name) => facts[name] ?? null)] };
  }
  if (text.includes("SYSTEM$BOOTSTRAP_DATA_REQUEST"))
    return { columns: [{ name: "X", type: "text" }], rows: [['{"accountInfo":{"serviceLevelName":"BUSINESS_CRITICAL"}}']] };
  return { status: "Statement executed successfully." };
}

function reply(response: ServerResponse, body: Json): undefined {
  if (typeof body.chunk === "string") return void response.writeHead(200, { "content-type": "binary/octet-stream" }).end(body.chunk);
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
