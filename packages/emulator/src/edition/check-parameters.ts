import type { Edition } from "@snowtower/sql";
import { invalidValue } from "../sql-error.ts";
import { hasFeature, requireEdition } from "./require-edition.ts";

const RETENTION = ["DATA_RETENTION_TIME_IN_DAYS", "MIN_DATA_RETENTION_TIME_IN_DAYS"];

/** Settings that not every edition has (docs: sql-reference/parameters; user-guide/intro-editions). `on`: what they are set on. */
export function checkParameterEditions(
  account: { readonly edition: Edition },
  on: "ACCOUNT" | "DATABASE",
  set: Readonly<Record<string, string | null | undefined>>,
): void {
  if (set.PERIODIC_DATA_REKEYING === "true") requireEdition(account, "PERIODIC DATA REKEYING");
  if (on === "DATABASE" && (set.EVENT_TABLE ?? "") !== "") requireEdition(account, "EVENT TABLE OF A DATABASE");
  if (hasFeature(account, "EXTENDED TIME TRAVEL")) return;
  const long = RETENTION.find((name) => Number(set[name] ?? 0) > 1);
  if (long !== undefined) throw invalidValue(String(set[long]), long);
}
