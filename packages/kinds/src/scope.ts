import type { Identifier } from "@snowtower/sql";
import { kindNamed } from "./catalogue.ts";
import type { AnyObject } from "./object.ts";
import type { Ruling, ScopeRules } from "./scope/scope-rules.ts";

/** `off`: not read. `observe`: shown, never planned. `additive`: created and altered as described, never removed. `strict`: what is not described is removed. */
export type Mode = "off" | "observe" | "additive" | "strict";

/** What a project does with one object of the account. */
export interface Treatment {
  readonly mode: Mode;
  /** `envelope`: the object is somebody else's to create, to change and to drop; what stands around its body is this project's (RA 3). */
  readonly manage: "all" | "envelope";
  /** Nothing about it is planned, also no access to it and nothing that is set on it: a rule says off or observe. */
  readonly aside: boolean;
  /** Never dropped, renamed, disabled, replaced or given to another owner (RA 20). */
  readonly protected: boolean;
  /** Whether a difference in this field is planned; `owner` is one of them. */
  manages(field: string): boolean;
}

/** What of an account a project manages: one predicate for plan, drift, destroy, import and snapshot (RA 2). */
export interface Scope {
  /** The environment's prefix; an account-level object without it is none of this project's. */
  readonly prefix: string;
  /** The role that creates and owns what the project describes. */
  readonly admin: Identifier;
  /** Databases whose contents are read: the described ones. */
  readonly databases: ReadonlySet<string>;
  /** What the project says of objects by kind, name and owner. */
  readonly rules: ScopeRules;
  /** What is done with an object, as the account has it; one that is only described yet is asked about as it is described. */
  of(object: AnyObject): Treatment;
  /** Grantees all of whose grants the project describes, as `granteeKey`: what else they hold is revoked. */
  readonly strictGrantees: ReadonlySet<string>;
  /** Grantees whose roles the project describes completely, as `granteeKey`; their other grants are left alone. */
  readonly strictMembers: ReadonlySet<string>;
  /** Grantees some of whose grants the project describes: their grants are read, and only added to. */
  readonly additiveGrantees: ReadonlySet<string>;
}

interface TreatmentParts {
  readonly kind: string;
  readonly mode: Mode;
  readonly ruling?: Ruling;
  readonly protected?: boolean;
}

/** A treatment by a mode and by what rules say of the object. */
export function treatment({ kind, mode, ruling, protected: kept = false }: TreatmentParts): Treatment {
  const manage = ruling?.manage ?? "all";
  const manages = (field: string): boolean => {
    if (ruling?.ignored.has(field) === true) return false;
    return manage === "all" || field === "owner" || kindNamed(kind).fields[field]?.group === "envelope";
  };
  return { mode, manage, aside: ruling?.mode === "off" || ruling?.mode === "observe", protected: kept, manages };
}
