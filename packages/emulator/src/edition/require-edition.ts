import type { Edition } from "@snowtower/sql";
import { unsupported } from "../sql-error.ts";

const ORDER: readonly Edition[] = ["STANDARD", "ENTERPRISE", "BUSINESS_CRITICAL", "VPS"];

/** The least edition of what not every account has, under the words of the refusal (docs: user-guide/intro-editions; for session and join policies: their own pages). */
const LEAST = {
  "AGGREGATION POLICY": "ENTERPRISE",
  "EVENT TABLE OF A DATABASE": "ENTERPRISE",
  "JOIN POLICY": "ENTERPRISE",
  "MASKING POLICY": "ENTERPRISE",
  "MULTI-CLUSTER WAREHOUSES": "ENTERPRISE",
  "PERIODIC DATA REKEYING": "ENTERPRISE",
  "PROJECTION POLICY": "ENTERPRISE",
  "QUERY ACCELERATION": "ENTERPRISE",
  "ROW ACCESS POLICY": "ENTERPRISE",
  "SEARCH OPTIMIZATION": "ENTERPRISE",
  "SESSION POLICY": "ENTERPRISE",
  "TAG-BASED MASKING POLICY": "ENTERPRISE",
  "EXTENDED TIME TRAVEL": "ENTERPRISE",
} as const satisfies Readonly<Record<string, Edition>>;

type EditionFeature = keyof typeof LEAST;

export function hasFeature(account: { readonly edition: Edition }, feature: EditionFeature): boolean {
  return ORDER.indexOf(account.edition) >= ORDER.indexOf(LEAST[feature]);
}

/** The pages do not say in which words an account without the feature refuses it; these are the ones for any feature that is not there. */
export function requireEdition(account: { readonly edition: Edition }, feature: EditionFeature): void {
  if (!hasFeature(account, feature)) throw unsupported(feature);
}
