import type { Catalog } from "./catalog.ts";
import type { Position } from "./diagnostic.ts";
import type { ObjectId } from "./object-id.ts";
import type { Scope } from "./scope.ts";

/** What the project wants: the described catalog, what of an account it speaks about, and where in the files each thing was said. */
export interface Desired {
  /** `facts` are those of the account that it was compiled for; `grants` are all described ones, those that future grants will cause included nowhere. */
  readonly catalog: Catalog;
  readonly scope: Scope;
  /** The user says so: what the role that reads is not shown is absent. A CREATE of what exists after all is refused by Snowflake (docs/decisions/0006). */
  readonly assumesAbsent?: true;
  /** Of which objects all attachments of a kind are described, by `attachedKey`: others are removed. */
  readonly attached: ReadonlySet<string>;
  /** Objects that had another name, by their id: the id they had. */
  readonly renamed: ReadonlyMap<ObjectId, ObjectId>;
  /** What the files describe and an account of this edition cannot have: neither it nor where it is set is planned. */
  readonly leftOut?: readonly ObjectId[];
  readonly origin: ReadonlyMap<ObjectId, Position>;
  /** Why a derived grant is wanted, by `grantKey`: "business role ANALYST reads DB.SC". */
  readonly reasons: ReadonlyMap<string, string>;
}
