import type { LocalSession } from "../../session.ts";
import { type Call, textIn } from "../call.ts";
import { letIn } from "../let-in.ts";
import { bearerRequest, originOf } from "../log-in-request.ts";
import { requireAdmitted } from "../network-gate.ts";
import { noAuthorization } from "../wire-error.ts";

/** Whoever shows a key pair's token, a programmatic access token or a session's own is let in for this one request. Throws what he is told. */
export async function apiSession(call: Call): Promise<LocalSession> {
  const { front, headers, body, address } = call;
  const asked = present({
    role: quoted(body, "role"),
    warehouse: quoted(body, "warehouse"),
    database: quoted(body, "database"),
    schema: quoted(body, "schema"),
  });
  const { authorization = "" } = headers;
  if (/^Snowflake Token=/i.test(authorization)) {
    const open = front.sessions.of(headers);
    const from = originOf(call);
    requireAdmitted(open.session.admits(from), from);
    const { role } = open.session.current;
    return front.account.openSession({ user: open.user, clientAddress: address, ...(role === null ? {} : { role: asSql(role) }), ...asked });
  }
  const [, token] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
  if (token === undefined) throw noAuthorization();
  const type = headers["x-snowflake-authorization-token-type"];
  const request = bearerRequest(front.account, {
    token,
    type: typeof type === "string" ? type.toUpperCase() : null,
    origin: originOf(call),
    role: asked.role ?? null,
  });
  return letIn(front, request, ({ user, login }) => front.account.openSession({ user: user.name, login, clientAddress: address, ...asked }));
}

/** "The values in these fields are case-sensitive and must match the case of the field returned by a SQL SHOW command." */
function quoted(body: Call["body"], key: string): string | undefined {
  const name = textIn(body, key);
  return name === undefined || name === "" ? undefined : asSql(name);
}

function asSql(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function present<T extends Readonly<Record<string, string | undefined>>>(values: T): { readonly [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { readonly [K in keyof T]?: string };
}
