import type { Attachment } from "./access/attachment.ts";
import type { Grant } from "./access/grant.ts";
import type { AnyObject } from "./object.ts";

export type ObjectHow = "create" | "alter" | "replace" | "rename" | "drop";

/** A difference between two catalogs, with both ends. */
export interface ObjectChange {
  readonly kind: "object";
  readonly how: ObjectHow;
  readonly from: AnyObject | null;
  readonly to: AnyObject | null;
  /** The fields that differ, in the kind's order; empty for create and drop. */
  readonly fields: readonly string[];
}

export interface GrantChange {
  readonly kind: "grant";
  readonly from: Grant | null;
  readonly to: Grant | null;
}

export interface AttachmentChange {
  readonly kind: "attachment";
  readonly from: Attachment | null;
  readonly to: Attachment | null;
}

export type Change = ObjectChange | GrantChange | AttachmentChange;

const INVERSE: Readonly<Record<ObjectHow, ObjectHow>> = { create: "drop", drop: "create", alter: "alter", replace: "replace", rename: "rename" };

/** The change that leads back: `invert(invert(c))` is `c`. */
export function invert(change: Change): Change {
  if (change.kind !== "object") return { ...change, from: change.to, to: change.from } as Change;
  return { ...change, how: INVERSE[change.how], from: change.to, to: change.from };
}
