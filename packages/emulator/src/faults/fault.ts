/** What goes wrong, or takes its time. */
export type Effect =
  /** The statement takes so long; drawn evenly where `from` and `to` differ. */
  | { readonly kind: "delay"; readonly fromMs: number; readonly toMs: number }
  /** The statement is refused and does nothing. */
  | { readonly kind: "error"; readonly error: FaultError }
  /** A statement that is not atomic on Snowflake does so many of its changes (absent: half of them), and then fails. Others are not met by it. */
  | { readonly kind: "half"; readonly changes: number | null; readonly error: FaultError }
  /** The connection breaks: before the statement ran, or after it ran and before it was answered. */
  | { readonly kind: "drop"; readonly when: "before" | "after" }
  /** The token has run out (a driver renews it), or the session is no more. */
  | { readonly kind: "expire"; readonly what: "token" | "session" }
  /** "Not now": a status of HTTP (429, 503), or a code of six digits. The statement does not run. */
  | { readonly kind: "throttle"; readonly code: string }
  /** The statement runs, its answer comes so much later; `null`: never. */
  | { readonly kind: "stall"; readonly ms: number | null };

export interface FaultError {
  readonly code: string;
  readonly sqlState: string;
  readonly message: string;
}

/** One thing that goes wrong, and when. */
export interface Fault {
  readonly effect: Effect;
  /** A pattern of LIKE, whatever the case, for the whole statement's text; absent: any. */
  readonly on?: string;
  /** In stored form; absent: anybody. */
  readonly user?: string;
  /** A session's id, or `current` for the one that switches it on. */
  readonly session?: string;
  /** From the n-th statement that fits; 1 if absent. */
  readonly nth?: number;
  /** How often. Absent: a delay always, the others once. `all`: always. */
  readonly times?: number | "all";
  /** As it was written, for the list. */
  readonly spec: string;
}

/** Effects that belong to the connection and not to the statement. */
export type ConnectionEffect = Extract<Effect, { readonly kind: "drop" | "expire" | "throttle" | "stall" }>;
export type StatementEffect = Exclude<Effect, ConnectionEffect>;

export function isOfConnection(effect: Effect): effect is ConnectionEffect {
  return effect.kind === "drop" || effect.kind === "expire" || effect.kind === "throttle" || effect.kind === "stall";
}
