export interface PlanOptions {
  /** Plans only what this pattern names, and what must be created for it. */
  readonly only?: string;
  /** Plans the removal of everything of the scope's prefix instead. */
  readonly destroy?: boolean;
}
