export interface PlanOptions {
  /** Plans only what this pattern names, and what must be created for it. */
  readonly only?: string;
  /** What the role that reads is not shown counts as absent: the user knows that it is. */
  readonly assumeAbsent?: boolean;
  /** Plans the removal of everything of the scope's prefix instead. */
  readonly destroy?: boolean;
}
