import type { Identifier } from "@snowtower/sql";
import type { AnyObject } from "./object.ts";
import type { ObjectId } from "./object-id.ts";

/** `off`: not read. `observe`: shown, never planned. `additive`: created and altered as described, never removed. `strict`: what is not described is removed. */
export type Mode = "off" | "observe" | "additive" | "strict";

/** What of an account a project manages: one predicate for plan, drift, destroy, import and snapshot (RA 2). */
export interface Scope {
  /** The environment's prefix; an account-level object without it is none of this project's. */
  readonly prefix: string;
  /** The role that creates and owns what the project describes. */
  readonly admin: Identifier;
  /** Databases whose contents are read: the described ones. */
  readonly databases: ReadonlySet<string>;
  /** The mode of an object that the project does not describe, decided by the layout it was written in. */
  readonly modeOf: (object: AnyObject) => Mode;
  /** Grantees all of whose grants the project describes, as `granteeKey`: what else they hold is revoked. */
  readonly strictGrantees: ReadonlySet<string>;
  /** Grantees whose roles the project describes completely, as `granteeKey`; their other grants are left alone. */
  readonly strictMembers: ReadonlySet<string>;
  /** Grantees some of whose grants the project describes: their grants are read, and only added to. */
  readonly additiveGrantees: ReadonlySet<string>;
  /** Never dropped, renamed, disabled or re-owned (RA 20). */
  readonly protected: ReadonlySet<ObjectId>;
}
