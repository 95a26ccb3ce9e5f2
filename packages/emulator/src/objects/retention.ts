import type { Edition } from "@snowtower/sql";
import { type Catalog, entryAt, pathOf } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import { hasFeature } from "../edition/require-edition.ts";
import { effectiveForAccount, effectiveForObject } from "../parameters/effective.ts";
import { parameterNamed } from "../parameters/known.ts";
import type { Parameter } from "../parameters/parameter.ts";
import { invalidValue } from "../sql-error.ts";

const NAME = "DATA_RETENTION_TIME_IN_DAYS";

function known(name: string): Parameter {
  const parameter = parameterNamed(name);
  if (parameter === null) throw new Error(`no parameter ${name}`);
  return parameter;
}

/** It, or what contains it, was created TRANSIENT (or is temporary, which has the same limit). */
export function isTransient(catalog: Catalog, entry: Entry): boolean {
  return pathOf(catalog, entry).some((at) => at.properties.TRANSIENT === true || at.properties.TEMPORARY === true);
}

/** Days of Time Travel in force: at least the account's minimum, at most one for what is transient (docs: user-guide/data-time-travel). */
export function retentionDays(catalog: Catalog, entry: Entry): number {
  const days = Number(effectiveForObject(catalog, entry, known(NAME)).value);
  if (isTransient(catalog, entry)) return Math.min(1, days);
  return Math.max(days, Number(effectiveForAccount(catalog, known("MIN_DATA_RETENTION_TIME_IN_DAYS")).value));
}

/** Over one day only from Enterprise on, and not for what is transient (docs: sql-reference/sql/create-database). `entry` need not be stored yet. */
export function checkRetention(catalog: Catalog, edition: Edition, entry: Entry): void {
  const set = entry.parameters[NAME];
  if (set === undefined || Number(set) <= 1) return;
  const parent = entry.parent === ACCOUNT ? null : entryAt(catalog, entry.parent);
  const isShort = entry.properties.TRANSIENT === true || entry.properties.TEMPORARY === true || (parent !== null && isTransient(catalog, parent));
  if (!hasFeature({ edition }, "EXTENDED TIME TRAVEL") || isShort) throw invalidValue(set, NAME);
}
