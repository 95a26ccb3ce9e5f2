import type { AccountFacts } from "@snowtower/sql";
import type { ReadStatistics } from "../read/read-statistics.ts";
import type { LockHolder } from "../state/lock-name.ts";

/** A behaviour-change bundle, by what the account says of it (docs: system_show_active_behavior_change_bundles). */
export interface Bundle {
  readonly name: string;
  readonly isDefault: boolean;
  readonly isEnabled: boolean;
}

/** What the account and the session say of themselves; `null`: they do not say. */
export interface SessionExamination {
  readonly version: string | null;
  readonly address: string | null;
  /** Empty where secondary roles are off, as they should be. */
  readonly secondaryRoles: string | null;
  readonly bundles: readonly Bundle[] | null;
}

/** `all`: it manages grants. `objects`: every object, and grants in part. `part`: what it has some privilege on. */
export type Sight = "all" | "objects" | "part";

/** What a role can read and change of the objects of one kind. */
export interface KindExamination {
  /** Snowflake's plural, in lower case. */
  readonly kind: string;
  readonly described: number;
  /** How many of the account's were read. */
  readonly seen: number;
  /** `part`: the list was not told for every container, or the role is shown only what it has a privilege on. */
  readonly read: "all" | "part" | "none";
  /** Why a list was not told. */
  readonly refused: readonly string[];
  /** Described fields that the account did not tell. */
  readonly hiddenFields: number;
  /** Of the described ones that are not there: how many the role may create. */
  readonly create: Share;
  /** Of the described ones that are there: how many it may change. */
  readonly change: Share;
}

export interface Share {
  readonly can: number;
  readonly of: number;
}

export interface StateExamination {
  readonly kind: "off" | "absent" | "present";
  /** `DB.SCHEMA`; absent where the project wants none. */
  readonly schema?: string;
  readonly marks: number;
  readonly lock: (LockHolder & { readonly isOver: boolean }) | null;
}

/** Something that the project needs and that is not there, with what would mend it. */
export interface Problem {
  readonly message: string;
  readonly fix: string;
}

/** What doctor found: plain data. */
export interface Examination {
  readonly facts: AccountFacts;
  readonly session: SessionExamination;
  /** The role that owns what the project describes, and how many roles it and the session's role inherit. */
  readonly admin: { readonly role: string; readonly exists: boolean };
  readonly heldRoles: { readonly count: number; readonly isComplete: boolean };
  readonly sight: Sight;
  readonly kinds: readonly KindExamination[];
  readonly state: StateExamination;
  readonly secrets: { readonly described: number; readonly hasKey: boolean };
  readonly problems: readonly Problem[];
  /** What could be better, and is not needed. */
  readonly remarks: readonly Problem[];
  readonly statistics: ReadStatistics;
}
