import type { Edition } from "@snowtower/sql";

/** A row as an account answered it: text as on the wire, NULL is `null`. */
export type SeedRow = readonly (string | null)[];

/** What is known of the account beside its rows; plain JSON. */
export interface SeedFacts {
  readonly locator: string;
  readonly organization: string;
  readonly name: string;
  readonly region: string;
  readonly edition: Edition;
  /** CURRENT_VERSION(). */
  readonly version?: string;
  /** Enabled behaviour-change bundles, of those that can be switched. */
  readonly bundles?: readonly string[];
  /** Who read, in stored form, and as which role where a result does not say so. */
  readonly user: string;
  readonly role: string;
}

/** The answer to one statement, as it was read: SHOW, DESCRIBE, or a query on INFORMATION_SCHEMA. */
export interface SeedResult {
  readonly statement: string;
  readonly columns: readonly string[];
  /** In the protocol's words; where they are missing a cell's own form tells. */
  readonly types?: readonly string[];
  /** May come one by one: a million grants need not be one array. */
  readonly rows: Iterable<SeedRow> | AsyncIterable<SeedRow>;
  /** In stored form. */
  readonly role?: string;
}

/** An account as raw rows. Results may stand in any order. */
export interface Seed {
  readonly facts: SeedFacts;
  readonly results: Iterable<SeedResult> | AsyncIterable<SeedResult>;
}

/** What of a seed its twin does not have, or does not give back as it was read. */
export interface Hole {
  /** The statement whose answer is concerned. */
  readonly statement: string | null;
  /** As SHOW GRANTS would name it. */
  readonly object: string | null;
  readonly column: string | null;
  readonly why: string;
}
