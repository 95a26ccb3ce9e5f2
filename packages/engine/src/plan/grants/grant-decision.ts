import type { Grant, GrantChange, GrantTarget } from "@snowtower/kinds";

/** A grant on objects that will be made in a container. */
export type FutureGrant = Grant & { readonly on: Extract<GrantTarget, { readonly kind: "future" }> };

/** One difference between the grants that are and those that are wanted. */
export interface GrantDecision {
  readonly change: GrantChange;
  /** The grant that the change gives or takes. */
  readonly grant: Grant;
  readonly how: "give" | "take";
  readonly why: string;
  /** The future grant that an existing object lacks: the change makes up for what happened before it. */
  readonly missed?: FutureGrant;
}
