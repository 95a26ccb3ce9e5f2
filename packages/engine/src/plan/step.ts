import type { Change } from "@snowtower/kinds";
import type { Identifier, Statement } from "@snowtower/sql";

/** Small, stable and readable: the target's id, and a number where one target needs several steps. */
export type StepId = string;

/** `caution`: wider or lesser access, or an interruption. `destructive`: data or history is lost. `lockout`: somebody might not get in again. */
export type Risk = "safe" | "caution" | "destructive" | "lockout";

export type Undo =
  /** `exact`: back as it was. `recreated`: the definition comes back; `lost` says what does not. `until`: how long it works. */
  | { readonly kind: "exact" | "recreated"; readonly statements: readonly Statement[]; readonly lost: readonly string[]; readonly until?: string }
  | { readonly kind: "none"; readonly because: string };

/** One or more changes of one target, with the final statements. Apply never rewrites a statement. */
export interface Step {
  readonly id: StepId;
  readonly changes: readonly Change[];
  /** What Snowflake does besides, without a statement of ours. */
  readonly implied: readonly Change[];
  /** The primary role the statements run as. */
  readonly as: Identifier;
  /** Privileges that role needs, in words: `CREATE TABLE on SCHEMA DB.SC`. */
  readonly needs: readonly string[];
  readonly statements: readonly Statement[];
  readonly undo: Undo;
  /** Steps that must be done before. */
  readonly after: readonly StepId[];
  /** One sentence: why this step is in the plan. */
  readonly why: string;
  readonly risk: Risk;
  /** What it could do to whom, in one sentence; absent for what is safe, and in plans of before it was said. */
  readonly danger?: string;
  /** What it writes is a hint for later plans: if it cannot be written the run says so and goes on. */
  readonly hint?: true;
  /** It sets a secret that the account may have already: Snowflake's refusal of a password because it was in use counts as done. */
  readonly again?: true;
}
