import type { QualifiedName } from "@snowtower/sql";
import type { Position } from "./diagnostic.ts";
import type { ObjectId } from "./object-id.ts";
import type { Value } from "./value.ts";

/** What a file says of one object: the kind's fields and its config fields, parsed, before inheritance and the role model. */
export interface Spec {
  readonly kind: string;
  readonly id: ObjectId;
  readonly name: QualifiedName;
  readonly argumentTypes?: readonly string[];
  readonly fields: { readonly [field: string]: Value };
  readonly at: Position;
  /** A mistake in it was reported: the fields are what could be understood. It counts for what others say of it, and makes no object. */
  readonly flawed: boolean;
  /** Where each field stands, for messages found later. */
  readonly places: { readonly [field: string]: Position };
}
