import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { LocalServer } from "../server/local-server.ts";

interface Answer {
  readonly success: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly token: string;
  readonly masterToken: string;
  readonly sessionInfo: { readonly roleName: string | null };
}

interface Attempt {
  /** The body's `data`, with a driver's name and version if it says none. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly role?: string;
  /** The private endpoint it comes through. */
  readonly endpoint?: string;
}

/** An attempt to log in as a driver makes it, with whatever it was answered. */
export async function attempt(server: LocalServer, { data, role = "", endpoint }: Attempt): Promise<Answer> {
  const headers = { "content-type": "application/json", ...(endpoint === undefined ? {} : { "x-local-private-endpoint": endpoint }) };
  const body = JSON.stringify({ data: { CLIENT_APP_ID: "JavaScript", CLIENT_APP_VERSION: "2.0.0", ...data } });
  const response = await fetch(`${server.url}/session/v1/login-request?roleName=${role}`, { method: "POST", headers, body });
  const reply = (await response.json()) as Omit<Answer, "token"> & { readonly data: Answer };
  return { ...reply.data, success: reply.success, code: reply.code, message: reply.message };
}

const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const RSA_KEY = RSA.publicKey.export({ type: "spki", format: "der" }).toString("base64");

/** A signed token of a moment in epoch milliseconds. */
export function signedToken(claims: object, key: KeyObject = RSA.privateKey): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}
