import type { Diagnostic, Mode } from "@snowtower/kinds";
import type { Step } from "./step.ts";

/** Which account a plan is about, and who it was planned as. Apply refuses a plan made for another account (RA 28). */
export interface PlanAccount {
  readonly organization: string;
  readonly name: string;
  readonly locator: string;
  readonly region: string;
  readonly source: string;
  readonly user: string;
  readonly role: string;
}

/** What the plan's decisions were read from: a fingerprint of the managed fields of each object and grantee that a step touches or rests on (RA 22). `absent` for what was not there. */
export interface Footprint {
  readonly [subject: string]: string;
}

/** The first line of the output: what of the account the project manages. */
export interface ScopeSummary {
  readonly managed: number;
  readonly seen: number;
  /** Objects of Snowflake's own: never planned. */
  readonly baseline: number;
  /** Objects of the scope that are not described, by what happens to them. */
  readonly undescribed: Readonly<Record<Mode, number>>;
  /** Described objects that a rule takes out of the plan; absent where there are none. */
  readonly aside?: number;
  readonly prefix: string;
  readonly admin: string;
}

export interface Plan {
  readonly version: 1;
  readonly account: PlanAccount;
  readonly scope: ScopeSummary;
  readonly footprint: Footprint;
  /** In an order in which they can run one after the other. */
  readonly steps: readonly Step[];
  /** What could not be planned and why: unknown fields, gaps, refused changes. Errors here mean that the plan is not to be applied. */
  readonly notes: readonly Note[];
}

/** Said by the planner, about an object rather than a place in a file. */
export interface Note extends Omit<Diagnostic, "at"> {
  readonly about: string;
  readonly at?: Diagnostic["at"];
}
