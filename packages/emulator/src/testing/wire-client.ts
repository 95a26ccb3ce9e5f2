import { randomUUID } from "node:crypto";
import { LocalAccount } from "../local-account.ts";
import { LocalServer, type LocalServerOptions } from "../server/local-server.ts";
import { must } from "./run.ts";

export const PASSWORD = "correct horse Battery 9";

interface WireReply {
  readonly success: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

export interface Served {
  readonly account: LocalAccount;
  readonly server: LocalServer;
}

export async function serve(options: LocalServerOptions & { readonly now?: () => number } = {}): Promise<Served> {
  const { now, ...of } = options;
  const account = LocalAccount.create(now === undefined ? {} : { now });
  await must(account, `ALTER USER ADMIN SET PASSWORD = '${PASSWORD}'`);
  return { account, server: await LocalServer.start(account, { refusalDelayMs: 1, ...of }) };
}

interface Posted {
  readonly token?: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** One request, as a driver would send it; the answer must be one that drivers take. */
export async function post(server: LocalServer, path: string, body: unknown, { token, query = {} }: Posted = {}): Promise<WireReply> {
  const response = await fetch(`${server.url}${path}?${new URLSearchParams(query)}`, { method: "POST", headers: headers(token), body: JSON.stringify(body) });
  return envelope(response);
}

export async function get(server: LocalServer, path: string, token: string): Promise<WireReply> {
  return envelope(await fetch(`${server.url}${path}`, { headers: headers(token) }));
}

function headers(token: string | undefined): Record<string, string> {
  return { "content-type": "application/json", ...(token === undefined ? {} : { authorization: `Snowflake Token="${token}"` }) };
}

async function envelope(response: Response): Promise<WireReply> {
  if (response.status !== 200 || response.headers.get("content-type") !== "application/json") throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as WireReply;
}

interface Tokens {
  readonly token: string;
  readonly masterToken: string;
}

export async function logIn(server: LocalServer, user = "admin", password = PASSWORD): Promise<Tokens> {
  const { data, message } = await post(server, "/session/v1/login-request", { data: { LOGIN_NAME: user, PASSWORD: password } });
  if (typeof data?.token !== "string" || typeof data.masterToken !== "string") throw new Error(message ?? "no token");
  return { token: data.token, masterToken: data.masterToken };
}

/** `body` beside the text; the same `requestId` is the same request. */
export function query(
  server: LocalServer,
  token: string,
  sqlText: string,
  of: { readonly requestId?: string; readonly body?: object } = {},
): Promise<WireReply> {
  const { requestId = randomUUID(), body = {} } = of;
  return post(server, "/queries/v1/query-request", { sqlText, ...body }, { token, query: { requestId } });
}
