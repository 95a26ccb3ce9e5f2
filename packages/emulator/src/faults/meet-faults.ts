import { SqlError } from "../sql-error.ts";
import type { Effect, FaultError, StatementEffect } from "./fault.ts";
import type { Faults, Moment } from "./faults.ts";
import { mayBeHalfDone } from "./half-done.ts";

/** What the faults make of one statement. */
export interface Met {
  /** How long it takes. */
  readonly delayMs: number;
  /** Before it does anything. */
  readonly error: FaultError | null;
  readonly half: Extract<Effect, { readonly kind: "half" }> | null;
}

const NOTHING: Met = { delayMs: 0, error: null, half: null };

/** It counts: ask once a statement. */
export function meetFaults(faults: Faults, moment: Moment): Met {
  if (!faults.any) return NOTHING;
  const effects: readonly StatementEffect[] = faults.meetStatement(moment, { canHalf: mayBeHalfDone(moment.text) });
  return {
    delayMs: effects.reduce((sum, effect) => sum + (effect.kind === "delay" ? effect.fromMs + Math.random() * (effect.toMs - effect.fromMs) : 0), 0),
    error: effects.find((effect) => effect.kind === "error")?.error ?? null,
    half: effects.find((effect) => effect.kind === "half") ?? null,
  };
}

export function faultError({ code, sqlState, message }: FaultError): SqlError {
  return new SqlError(code, sqlState, message);
}
