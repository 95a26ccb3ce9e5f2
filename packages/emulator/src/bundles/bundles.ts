import { entryAt, findByName } from "../catalog/catalog.ts";
import type { Draft } from "../catalog/draft.ts";
import { ACCOUNT, type Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { compilationError, insufficientPrivileges } from "../sql-error.ts";

/** A behaviour-change bundle that an account may still switch. */
interface Bundle {
  readonly name: string;
  /** Enabled where nobody switched it. */
  readonly isDefault: boolean;
}

/** (docs: release-notes/behavior-changes, as of the 10.32 release) */
const SWITCHABLE: readonly Bundle[] = [
  { name: "2026_06", isDefault: true },
  { name: "2026_07", isDefault: false },
];

/** How many bundles a year had that are generally enabled, for good. */
const RELEASED: Readonly<Record<string, number>> = { 2021: 10, 2022: 8, 2023: 8, 2024: 8, 2025: 7, 2026: 5 };

/** The account's property that holds what was switched. */
const BUNDLES = "BUNDLES";

/** Is a bundle's behaviour in force? */
export function isBundleEnabled(context: Context, name: string): boolean {
  const bundle = SWITCHABLE.find((known) => known.name === name);
  return bundle !== undefined && isEnabled(entryAt(context.draft.catalog, ACCOUNT), bundle);
}

function isEnabled(account: Entry, bundle: Bundle): boolean {
  const switched = (account.properties[BUNDLES] ?? {}) as Readonly<Record<string, boolean>>;
  return switched[bundle.name] ?? bundle.isDefault;
}

function isReleased(name: string): boolean {
  const [, year = "", number = ""] = /^(\d{4})_(\d{2})$/.exec(name) ?? [];
  return Number(number) >= 1 && Number(number) <= (RELEASED[year] ?? 0);
}

function unknown(name: string): Error {
  return compilationError("001008", "22023", `invalid value [${name}] for parameter 'bundle_name'`);
}

/** SYSTEM$BEHAVIOR_CHANGE_BUNDLE_STATUS (docs: sql-reference/functions/system_behavior_change_bundle_status). */
export function bundleStatus(context: Context, [name = ""]: readonly string[]): string {
  if (isReleased(name)) return "RELEASED";
  if (SWITCHABLE.every((bundle) => bundle.name !== name)) throw unknown(name);
  return isBundleEnabled(context, name) ? "ENABLED" : "DISABLED";
}

/** SYSTEM$ENABLE_BEHAVIOR_CHANGE_BUNDLE and SYSTEM$DISABLE_...: "account admins can enable for testing" (docs: release-notes/behavior-changes). */
export function switchBundle(context: Context, name: string, enabled: boolean): string {
  const admin = findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null });
  if (admin === undefined || !context.active.all.has(admin.id)) throw insufficientPrivileges("account", context.account.locator);
  if (SWITCHABLE.every((bundle) => bundle.name !== name)) throw unknown(name);
  setBundles(context.draft, { [name]: enabled });
  return enabled ? "ENABLED" : "DISABLED";
}

/** Switches bundles, whoever asks. */
function setBundles(draft: Draft, switched: Readonly<Record<string, boolean>>): void {
  const { properties } = entryAt(draft.catalog, ACCOUNT);
  const before = (properties[BUNDLES] ?? {}) as Readonly<Record<string, boolean>>;
  draft.change(ACCOUNT, { properties: { ...properties, [BUNDLES]: { ...before, ...switched } } });
}

/** Can it be switched here? Older ones are enabled for good. */
export function bundleKind(name: string): "switchable" | "released" | "unknown" {
  if (SWITCHABLE.some((bundle) => bundle.name === name)) return "switchable";
  return isReleased(name) ? "released" : "unknown";
}

/** A new account in which exactly these bundles are enabled, of those that can be switched. */
export function startWithBundles(draft: Draft, names: readonly string[]): void {
  const stranger = names.find((name) => SWITCHABLE.every((bundle) => bundle.name !== name));
  if (stranger !== undefined) throw new Error(`no bundle ${stranger}: one of ${SWITCHABLE.map(({ name }) => name).join(", ")}`);
  setBundles(draft, Object.fromEntries(SWITCHABLE.map(({ name }) => [name, names.includes(name)])));
}

/** SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES (docs: sql-reference/functions/system_show_active_behavior_change_bundles). */
export function activeBundles(context: Context): string {
  const account = entryAt(context.draft.catalog, ACCOUNT);
  return JSON.stringify(SWITCHABLE.map((bundle) => ({ name: bundle.name, isDefault: bundle.isDefault, isEnabled: isEnabled(account, bundle) })));
}
