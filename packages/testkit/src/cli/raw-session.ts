import { randomUUID } from "node:crypto";
import type { LocalLogin } from "./local-server.ts";

interface Reply {
  readonly success: boolean;
  readonly message: string | null;
  readonly data?: { readonly token?: string };
}

/** A session over bare HTTP: it tries nothing again, so that what it was told is what the server said. */
interface RawSession {
  /** Resolves when the server acknowledged the statement. */
  execute(sqlText: string): Promise<void>;
}

export async function rawSession({ url, user, password }: LocalLogin): Promise<RawSession> {
  const data = { LOGIN_NAME: user, PASSWORD: password, ACCOUNT_NAME: "local", CLIENT_APP_ID: "SnowTowerTest", CLIENT_APP_VERSION: "1" };
  const { token } = (await ask(`${url}/session/v1/login-request?requestId=${randomUUID()}&roleName=ACCOUNTADMIN`, { data })).data ?? {};
  const headers = { authorization: `Snowflake Token="${token}"` };
  return {
    async execute(sqlText) {
      await ask(`${url}/queries/v1/query-request?requestId=${randomUUID()}`, { sqlText }, headers);
    },
  };
}

async function ask(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const reply = (await response.json()) as Reply;
  if (!reply.success) throw new Error(`refused: ${reply.message}`);
  return reply;
}
