import { abortQuery, abortRequest, monitorQuery, queryResult } from "./ask-query.ts";
import type { Endpoint } from "./call.ts";
import { heartbeat, logOut, renewToken, swallowTelemetry } from "./keep-session.ts";
import { logIn } from "./log-in.ts";
import { runQuery } from "./run-query.ts";

/** `*` is one part of a path. */
const ROUTES: readonly (readonly [method: string, path: string, endpoint: Endpoint])[] = [
  ["POST", "/session/v1/login-request", logIn],
  ["POST", "/session/token-request", renewToken],
  ["POST", "/session/heartbeat", heartbeat],
  ["POST", "/session", logOut],
  ["POST", "/queries/v1/query-request", runQuery],
  ["POST", "/queries/v1/abort-request", abortRequest],
  ["POST", "/queries/*/abort-request", abortQuery],
  ["GET", "/queries/*/result", queryResult],
  ["GET", "/monitoring/queries/*", monitorQuery],
  ["POST", "/telemetry/send", swallowTelemetry],
  ["POST", "/telemetry/send/sessionless", swallowTelemetry],
];

interface Route {
  readonly endpoint: Endpoint;
  readonly subject: string;
}

/** Is the path an endpoint's, for another method? */
export function isKnownPath(path: string): boolean {
  return ROUTES.some(([method]) => routeOf(method, path) !== null);
}

export function routeOf(method: string, path: string): Route | null {
  const parts = partsOf(path);
  for (const [routeMethod, pattern, endpoint] of ROUTES) {
    if (routeMethod !== method) continue;
    const wanted = partsOf(pattern);
    if (wanted.length !== parts.length || !wanted.every((part, at) => part === "*" || part === parts[at])) continue;
    return { endpoint, subject: parts[wanted.indexOf("*")] ?? "" };
  }
  return null;
}

/** Python's connector 5 writes `/monitoring/queries//<id>`. */
function partsOf(path: string): readonly string[] {
  return path.split("/").filter((part) => part !== "");
}
