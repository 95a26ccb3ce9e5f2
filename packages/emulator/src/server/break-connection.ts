import { setTimeout as pause } from "node:timers/promises";
import type { ConnectionEffect } from "../faults/fault.ts";
import { LOG_IN, type Moment } from "../faults/faults.ts";
import { THROTTLED } from "../faults/port-faults.ts";
import { type Call, objectIn, textIn } from "./call.ts";
import { HttpError } from "./request-body.ts";
import type { OpenSession } from "./session-registry.ts";
import { sessionExpired, WireError } from "./wire-error.ts";

/** The connection is to be cut without an answer. */
const CUT = "cut";

/** Answers a call as the account's faults have it; `gone` fires when the client has left. */
export async function underFaults<T>(call: Call, answer: () => T | Promise<T>, gone: AbortSignal): Promise<T | typeof CUT> {
  const met = call.front.account.faults.any ? meet(call) : null;
  if (met === null) return answer();
  const { effect, open } = met;
  switch (effect.kind) {
    case "drop":
      if (effect.when === "after") await answer();
      return CUT;
    case "throttle":
      if (effect.code.length === 3) throw new HttpError(Number(effect.code), "too many requests: a fault of the local account");
      throw new WireError(effect.code, THROTTLED);
    case "expire":
      throw expired(call, open, effect.what);
    case "stall": {
      const reply = await answer();
      if (effect.ms !== null) await pause(effect.ms, undefined, { signal: gone }).catch(() => undefined);
      else await new Promise((resolve) => gone.addEventListener("abort", resolve, { once: true }));
      return reply;
    }
  }
}

function expired({ front }: Call, open: OpenSession | null, what: "token" | "session"): WireError {
  if (open !== null && what === "token") open.tokenEnds = 0;
  if (what === "token") return sessionExpired();
  if (open !== null) {
    front.queries.endSession(open.session.id);
    front.sessions.end(open);
  }
  return new WireError("390111", "Session no longer exists. New login required to access the service.");
}

interface Met {
  readonly effect: ConnectionEffect;
  readonly open: OpenSession | null;
}

/** Only log-ins and statements are met. */
function meet(call: Call): Met | null {
  const { front, url, body } = call;
  const open = url.pathname === "/queries/v1/query-request" ? sessionOf(call) : null;
  const moment = momentOf(call, open);
  if (moment === null) return null;
  // A driver that asks for the answer of what it sent before is met like one that sends it for the first time.
  const effect = body.describeOnly === true ? null : front.account.faults.meetConnection(moment);
  return effect === null ? null : { effect, open };
}

function momentOf({ front, url, body }: Call, open: OpenSession | null): Moment | null {
  if (open !== null) return { text: textIn(body, "sqlText") ?? "", user: open.user, session: open.session.id };
  if (url.pathname === "/api/v2/statements") return { text: textIn(body, "statement") ?? "", user: "", session: "" };
  if (url.pathname !== "/session/v1/login-request") return null;
  const loginName = textIn(objectIn(body, "data"), "LOGIN_NAME") ?? "";
  return { text: LOG_IN, user: front.account.user(loginName)?.name ?? loginName, session: "" };
}

function sessionOf({ front, headers }: Call): OpenSession | null {
  try {
    return front.sessions.of(headers);
  } catch (error) {
    // The endpoint says what is the matter with it.
    if (error instanceof WireError) return null;
    throw error;
  }
}
