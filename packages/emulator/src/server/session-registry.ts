import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { LocalAccount } from "../local-account.ts";
import { sessionLimits } from "../objects/user-policy/session-limits.ts";
import type { LocalSession } from "../session.ts";
import { masterTokenExpired, masterTokenGone, noAuthorization, sessionEnded, sessionExpired, sessionGone } from "./wire-error.ts";

/** In seconds. Snowflake's own are an hour and four hours. */
export interface Validity {
  readonly session: number;
  readonly master: number;
}

/** One log-in: a session and the tokens that stand for it. */
export interface OpenSession {
  readonly session: LocalSession;
  /** In stored form. */
  readonly user: string;
  /** It is the web interface's, which has limits of its own. */
  readonly isUi: boolean;
  readonly openedOn: number;
  /** The last request or heartbeat. */
  usedOn: number;
  token: string;
  tokenEnds: number;
  masterToken: string;
  masterEnds: number;
}

/** Who is logged in over HTTP. Nobody outlives the server. */
export class SessionRegistry {
  readonly validity: Validity;
  private readonly account: LocalAccount;
  private readonly now: () => number;
  private readonly byToken = new Map<string, OpenSession>();
  private readonly byMaster = new Map<string, OpenSession>();

  constructor(options: { readonly validity: Validity; readonly account: LocalAccount }) {
    this.validity = options.validity;
    this.account = options.account;
    this.now = options.account.now;
  }

  add(session: LocalSession, { isUi }: { readonly isUi: boolean }): OpenSession {
    this.sweep();
    const now = this.now();
    const open = { session, user: session.current.user, isUi, openedOn: now, usedOn: now, token: "", tokenEnds: 0, masterToken: "", masterEnds: 0 };
    this.issue(open);
    return open;
  }

  /** The session of a request that carries its token. Throws what the driver understands. */
  of(headers: IncomingHttpHeaders): OpenSession {
    const open = this.byToken.get(tokenIn(headers));
    if (open === undefined) throw sessionGone();
    if (this.isOver(open)) {
      this.end(open);
      throw sessionEnded();
    }
    if (open.tokenEnds <= this.now()) throw sessionExpired();
    open.usedOn = this.now();
    return open;
  }

  /** New tokens for the session whose master token the request carries; the old ones are worth nothing from now on. */
  renew(headers: IncomingHttpHeaders): OpenSession {
    const open = this.byMaster.get(tokenIn(headers));
    if (open === undefined) throw masterTokenGone();
    if (open.masterEnds <= this.now() || this.isOver(open)) {
      this.end(open);
      throw masterTokenExpired();
    }
    this.issue(open);
    return open;
  }

  /** A sign of life: the session stays as long as a new one would. */
  touch(open: OpenSession): void {
    open.masterEnds = this.now() + this.validity.master * 1000;
  }

  end(open: OpenSession): void {
    this.forget(open);
    open.session.close();
  }

  endAll(): void {
    for (const open of [...this.byToken.values()]) this.end(open);
  }

  /** By the session policy in force: idle for too long, or too old whatever it did (docs: user-guide/session-policies). */
  private isOver({ session, isUi, openedOn, usedOn }: OpenSession): boolean {
    const { idle, life } = sessionLimits(this.account.catalog, { user: session.user, isUi });
    const now = this.now();
    return now - usedOn >= idle * 60_000 || (life > 0 && now - openedOn >= life * 60_000);
  }

  private issue(open: OpenSession): void {
    this.forget(open);
    const now = this.now();
    open.token = newToken();
    open.tokenEnds = now + this.validity.session * 1000;
    open.masterToken = newToken();
    open.masterEnds = now + this.validity.master * 1000;
    this.byToken.set(open.token, open);
    this.byMaster.set(open.masterToken, open);
  }

  private forget(open: OpenSession): void {
    this.byToken.delete(open.token);
    this.byMaster.delete(open.masterToken);
  }

  private sweep(): void {
    const now = this.now();
    for (const open of [...this.byToken.values()]) if (open.masterEnds <= now) this.end(open);
  }
}

function newToken(): string {
  return `ver:1-hint:local-${randomBytes(48).toString("base64url")}`;
}

/** `Authorization: Snowflake Token="..."`. */
function tokenIn(headers: IncomingHttpHeaders): string {
  const token = /^Snowflake Token="([^"]+)"$/.exec(headers.authorization ?? "")?.[1];
  if (token === undefined) throw noAuthorization();
  return token;
}
