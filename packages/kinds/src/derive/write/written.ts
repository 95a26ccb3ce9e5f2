import type { Value } from "../../value.ts";

/** What a file holds of one object, as plain data in the order of the reference page. */
export interface Written {
  readonly fields: { readonly [field: string]: Value };
  /** What it cannot say, and why: whoever reads the file again does not get the same in these fields. */
  readonly left: readonly Left[];
}

export interface Left {
  readonly field: string;
  readonly why: string;
}
