import type { ObjectId } from "../object-id.ts";

/** A policy, tag or monitor set on an object or on one of its columns. An edge, not an object. */
export interface Attachment {
  readonly what: ObjectId;
  readonly on: ObjectId;
  readonly column?: string;
  /** The columns that are passed to the policy, or the tag's value. */
  readonly arguments: readonly string[];
}
