import type { Endpoint } from "./call.ts";
import { done } from "./reply.ts";

/** POST /session/token-request, with the master token. */
export const renewToken: Endpoint = ({ front, headers }) => {
  const open = front.sessions.renew(headers);
  const { session, master } = front.sessions.validity;
  return done({
    sessionToken: open.token,
    validityInSecondsST: session,
    masterToken: open.masterToken,
    validityInSecondsMT: master,
    sessionId: Number(open.session.id),
  });
};

/** POST /session/heartbeat. */
export const heartbeat: Endpoint = ({ front, headers }) => {
  front.sessions.touch(front.sessions.of(headers));
  return done(null);
};

/** POST /session?delete=true. */
export const logOut: Endpoint = ({ front, headers, url }) => {
  const open = front.sessions.of(headers);
  if (url.searchParams.get("delete") === "true") {
    front.queries.endSession(open.session.id);
    front.sessions.end(open);
  }
  return done(null);
};

/** POST /telemetry/send: nothing is kept of it. */
export const swallowTelemetry: Endpoint = () => done(null);
