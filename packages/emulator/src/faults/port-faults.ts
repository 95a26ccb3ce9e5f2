import { setTimeout as pause } from "node:timers/promises";
import { AccountError, type Outcome } from "@snowtower/sql";
import type { Faults, Moment } from "./faults.ts";

/** A client of the port does not wait longer for an answer. */
const PATIENCE_MS = 90_000;

const READS = /^\s*(SHOW|DESC|DESCRIBE|SELECT|WITH|LIST|LS)\b/i;
/** What a request is answered with that comes at a bad time, where the answer is a code and not a status. */
export const THROTTLED = "Too many requests, try again later: a fault of the local account.";

interface Sent {
  readonly faults: Faults;
  readonly moment: Moment;
  /** With its holes. */
  readonly statement: string;
  readonly signal?: AbortSignal | undefined;
  run(): Promise<Outcome>;
  /** Another session takes the place of the one that is no more. */
  reopen(): void;
}

/**
 * A statement of the port in this process, as the account's faults have it. A session that has expired is opened anew, as a client over HTTP does;
 * where the answer is lost it is not known whether the statement ran.
 */
export async function sendUnderFaults(sent: Sent): Promise<Outcome> {
  const effect = sent.faults.any ? sent.faults.meetConnection(sent.moment) : null;
  const { statement } = sent;
  const failed = (kind: "lost" | "unreachable", message: string): Outcome => ({ failed: new AccountError({ kind, message, statement }) });
  // What only reads is sent again until there is no hope.
  const lost = (message: string): Outcome =>
    READS.test(statement) ? failed("unreachable", message) : failed("lost", `the answer was lost, it is not known whether the statement ran: ${message}`);
  switch (effect?.kind) {
    case undefined:
      return sent.run();
    case "throttle":
      if (effect.code.length > 3) return { failed: new AccountError({ kind: "statement", message: THROTTLED, code: effect.code, statement }) };
      // 429 is said before a statement is looked at; of a 503 that is not known.
      return effect.code === "429" ? failed("unreachable", "HTTP 429 instead of an answer") : lost(`HTTP ${effect.code} instead of an answer`);
    case "drop":
      if (effect.when === "after") await sent.run();
      return lost("the connection broke");
    case "expire":
      sent.reopen();
      return sent.run();
    case "stall": {
      const outcome = await sent.run();
      const { signal } = sent;
      const inTime = await pause(Math.min(effect.ms ?? PATIENCE_MS, PATIENCE_MS), true, signal === undefined ? {} : { signal }).catch(() => false);
      const answered = inTime && effect.ms !== null && effect.ms <= PATIENCE_MS;
      return answered ? outcome : lost("no answer in time");
    }
  }
}
