import type { Grantee } from "@snowtower/kinds";
import type { Coverage } from "../access/coverage.ts";
import type { Target } from "../target.ts";

/**
 * Something that is so between two steps and is so neither before the plan nor after it.
 * `loss`: an access that is held before and after, and not meanwhile. `exposure`: one that is held only meanwhile; or data that is read meanwhile
 * under a protection that is neither the one before nor the one after.
 */
export interface Finding {
  readonly kind: "loss" | "exposure";
  /** It is so from after this step on. */
  readonly step: string;
  /** It is so until after this step. */
  readonly until: string;
  /** Users, shares, and roles that no user holds; of roles that hold each other the lowest. In the order of their names. */
  readonly principals: readonly Grantee[];
  readonly on: Target;
  /** Further objects of that type on which the same happens to the same. */
  readonly also?: readonly Target[];
  /** The privileges; or, of a protection, the kind of policy in Snowflake's words: `MASKING_POLICY`. OWNERSHIP stands for all privileges, CREATE for all that an owner can create. */
  readonly what: readonly string[];
  /** Only of a protection: the stored name of the column, or `null` where it is the whole table or view that is protected. */
  readonly column?: string | null;
  /** Of a database or schema: on how many objects in it the same principals lose or gain something in the same time, because it is closed or open. */
  readonly within?: number;
}

export interface Walked {
  /** In the order of the steps, then of the objects. */
  readonly findings: readonly Finding[];
  /** What the findings do not rest on. Of grantees and objects that were not read, nothing is known: no finding is no promise there. */
  readonly coverage: Coverage;
}
