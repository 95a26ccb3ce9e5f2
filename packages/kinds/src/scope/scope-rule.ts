import type { Mode } from "../scope.ts";

/** One rule of a project's scope: which objects it fits, and what it says of them. Plain data: a plan carries the rules it was made under. */
export interface ScopeRule {
  /** Absent: every kind. */
  readonly kind?: string;
  /** A pattern over names as files write them, without the environment's prefix. Absent: every name. */
  readonly name?: string;
  /** Owner roles, displayed; in an environment with its prefix or without. Absent: whoever owns it. */
  readonly owner?: readonly string[];
  readonly mode?: Mode;
  readonly manage?: "all" | "envelope";
  /** Fields a difference in which is nobody's business. */
  readonly ignore?: readonly string[];
}

/** Objects that are never dropped, renamed, disabled, replaced or given to another owner (RA 20). */
export interface ProtectedRule {
  readonly kind?: string;
  readonly name: string;
}

/** The rules of an environment, with its prefix and its separator. */
export interface RulesOfScope {
  readonly prefix: string;
  readonly rules: readonly ScopeRule[];
  readonly protected: readonly ProtectedRule[];
}
