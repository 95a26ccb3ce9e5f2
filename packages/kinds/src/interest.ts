import type { Grantee } from "./access/grant.ts";
import type { ObjectId } from "./object-id.ts";
import type { RulesOfScope } from "./scope/scope-rule.ts";

/** What of an account is to be read. Plain data: a plan carries it, so that apply reads the same again. */
export interface Interest {
  /** Databases (stored names) whose contents are read. */
  readonly databases: readonly string[];
  /** Of databases that `owners` own it is also read what is in them, by its name: a strict scope could remove one that holds what has to stay. */
  readonly ownedDatabases?: true;
  /** Account-level objects that are read in every detail; those in `databases` are anyway. */
  readonly objects: readonly ObjectId[];
  /** Likewise the account-level objects that these roles own: what a strict scope could remove. */
  readonly owners: readonly string[];
  /** Objects of which all policies and tags are read; where the policies of `databases` are set is read anyway. Absent in plans of before they were. */
  readonly attachments?: readonly ObjectId[];
  /** Objects of which it is read what is set on themselves, where their list tells only what is in force (RA 10). */
  readonly settings?: readonly ObjectId[];
  /** The rules of the project's scope: what is off is not read, and fingerprints leave out what is not managed. Absent: there are none. */
  readonly rules?: RulesOfScope;
  /** Roles and users whose grants are read. */
  readonly grantees: readonly Grantee[];
}
