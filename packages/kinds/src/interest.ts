import type { Grantee } from "./access/grant.ts";
import type { ObjectId } from "./object-id.ts";

/** What of an account is to be read. Plain data: a plan carries it, so that apply reads the same again. */
export interface Interest {
  /** Databases (stored names) whose contents are read. */
  readonly databases: readonly string[];
  /** Account-level objects that are read in every detail; those in `databases` are anyway. */
  readonly objects: readonly ObjectId[];
  /** Likewise the account-level objects that these roles own: what a strict scope could remove. */
  readonly owners: readonly string[];
  /** Objects of which all policies and tags are read; where the policies of `databases` are set is read anyway. Absent in plans of before they were. */
  readonly attachments?: readonly ObjectId[];
  /** Roles and users whose grants are read. */
  readonly grantees: readonly Grantee[];
}
