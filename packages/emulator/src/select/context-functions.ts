import { closureOf, directRoles } from "../access/active-roles.ts";
import { secondaryRolesOf } from "../access/secondary-roles.ts";
import { activeBundles, bundleStatus, switchBundle } from "../bundles/bundles.ts";
import { entryOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Id } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { getDdl } from "../ddl/get-ddl.ts";
import { systemLocalFault, systemLocalFaultClear, systemLocalFaults } from "../faults/local-fault-functions.ts";
import { enableDependents } from "../objects/task/run-state.ts";
import { timeCell } from "../result.ts";
import { boolean, type Scalar, text } from "./expression.ts";
import { systemGetTag, tagAllowedValues } from "./governance/tag-functions.ts";
import { systemCancelQuery, systemWait } from "./statement-control.ts";

type Evaluate = (context: Context) => Scalar;
type ContextFunction = (context: Context, args: readonly string[]) => Scalar;

function nameOf(context: Context, id: Id | null): string | null {
  return id === null ? null : (entryOf(context.draft.catalog, id)?.name ?? null);
}

/** Service levels in the words of SYSTEM$BOOTSTRAP_DATA_REQUEST. */
const SERVICE_LEVELS = { STANDARD: "STANDARD", ENTERPRISE: "ENTERPRISE", BUSINESS_CRITICAL: "BUSINESS_CRITICAL", VPS: "VPS" } as const;

/** (docs: sql-reference/functions-context; snowddl asks for the system functions) */
const FUNCTIONS: Readonly<Record<string, ContextFunction>> = {
  CURRENT_ACCOUNT: ({ account }) => text(account.locator),
  CURRENT_ACCOUNT_NAME: ({ account }) => text(account.name),
  CURRENT_ORGANIZATION_NAME: ({ account }) => text(account.organization),
  CURRENT_REGION: ({ account }) => text(account.region),
  CURRENT_VERSION: ({ account }) => text(account.version),
  CURRENT_CLIENT: () => text(null),
  CURRENT_USER: (context) => text(nameOf(context, context.session.user)),
  CURRENT_ROLE: (context) => text(nameOf(context, context.session.role)),
  CURRENT_ROLE_TYPE: () => text("ROLE"),
  CURRENT_WAREHOUSE: (context) => text(nameOf(context, context.session.warehouse)),
  CURRENT_DATABASE: (context) => text(nameOf(context, context.session.database)),
  CURRENT_SCHEMA: (context) => text(nameOf(context, context.session.schema)),
  // In this process there is no network, and so no address (docs: sql-reference/functions/current_ip_address).
  CURRENT_IP_ADDRESS: ({ session }) => text(session.clientAddress),
  CURRENT_SESSION: ({ sessionId }) => text(sessionId),
  CURRENT_TRANSACTION: () => text(null),
  CURRENT_SECONDARY_ROLES: (context) => text(secondaryRoles(context)),
  CURRENT_AVAILABLE_ROLES: (context) => text(JSON.stringify(availableRoles(context))),
  CURRENT_TIMESTAMP: timestamp,
  GET_DDL: (context, args) => text(getDdl(context, args)),
  IS_DATABASE_ROLE_IN_SESSION: (context, [role = ""]) => boolean(isDatabaseRoleInSession(context, role)),
  IS_ROLE_IN_SESSION: (context, [role]) => boolean(isRoleInSession(context, role ?? "")),
  LAST_QUERY_ID: ({ lastQueryId }) => text(lastQueryId),
  SYSTEM$CANCEL_QUERY: (context, args) => text(systemCancelQuery(context, args)),
  SYSTEM$LOCAL_FAULT: (context, args) => text(systemLocalFault(context, args)),
  SYSTEM$LOCAL_FAULT_CLEAR: (context, args) => text(systemLocalFaultClear(context, args)),
  SYSTEM$LOCAL_FAULTS: (context) => text(systemLocalFaults(context)),
  SYSTEM$GET_TAG: (context, args) => text(systemGetTag(context, args)),
  SYSTEM$GET_TAG_ALLOWED_VALUES: (context, args) => text(tagAllowedValues(context, args)),
  SYSTEM$TASK_DEPENDENTS_ENABLE: (context, args) => text(enableDependents(context, args)),
  SYSTEM$WAIT: (context, args) => text(systemWait(context, args)),
  SYSTEM$BEHAVIOR_CHANGE_BUNDLE_STATUS: (context, args) => text(bundleStatus(context, args)),
  SYSTEM$DISABLE_BEHAVIOR_CHANGE_BUNDLE: (context, [name = ""]) => text(switchBundle(context, name, false)),
  SYSTEM$ENABLE_BEHAVIOR_CHANGE_BUNDLE: (context, [name = ""]) => text(switchBundle(context, name, true)),
  SYSTEM$SHOW_ACTIVE_BEHAVIOR_CHANGE_BUNDLES: (context) => text(activeBundles(context)),
  SYSTEM$BOOTSTRAP_DATA_REQUEST: ({ account }) => text(bootstrap(account)),
};

/** Those that may be written without parentheses (docs: sql-reference/functions-context, "ANSI-compliant"). */
const WITHOUT_PARENS = new Set(["CURRENT_USER", "CURRENT_TIMESTAMP"]);
const ARGUMENTS: Readonly<Record<string, readonly [number, number]>> = {
  GET_DDL: [2, 3],
  IS_DATABASE_ROLE_IN_SESSION: [1, 1],
  IS_ROLE_IN_SESSION: [1, 1],
  SYSTEM$BEHAVIOR_CHANGE_BUNDLE_STATUS: [1, 1],
  SYSTEM$BOOTSTRAP_DATA_REQUEST: [0, 1],
  SYSTEM$CANCEL_QUERY: [1, 1],
  SYSTEM$DISABLE_BEHAVIOR_CHANGE_BUNDLE: [1, 1],
  SYSTEM$ENABLE_BEHAVIOR_CHANGE_BUNDLE: [1, 1],
  SYSTEM$GET_TAG: [3, 3],
  SYSTEM$GET_TAG_ALLOWED_VALUES: [1, 1],
  SYSTEM$LOCAL_FAULT: [1, 1],
  SYSTEM$LOCAL_FAULT_CLEAR: [0, 1],
  SYSTEM$TASK_DEPENDENTS_ENABLE: [1, 1],
  SYSTEM$WAIT: [1, 2],
};

/** `null`: there is no such function, or it is not called like this. */
export function contextFunction(call: { readonly name: string; readonly args: readonly string[]; readonly hasParens: boolean }): Evaluate | null {
  const known = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  const [least, most] = ARGUMENTS[call.name] ?? [0, 0];
  if (known === undefined || call.args.length < least || call.args.length > most) return null;
  if (!call.hasParens && !WITHOUT_PARENS.has(call.name)) return null;
  return (context) => known(context, call.args);
}

function timestamp({ now }: Context): Scalar {
  return { column: { name: "", type: "timestamp_ltz", nullable: false, length: null, precision: 0, scale: 3 }, cell: timeCell(now) };
}

/** `{"roles":"A,B","value":"ALL"}` (docs: sql-reference/functions/current_secondary_roles) */
function secondaryRoles(context: Context): string {
  const { session } = context;
  const { catalog } = context.draft;
  const asked = session.secondaryRoles;
  const named = (ids: readonly Id[]) => ids.filter((id) => entryOf(catalog, id)?.class === "ROLE").map((id) => nameOf(context, id) ?? "");
  const value = typeof asked !== "string" ? named(asked).join(",") : asked === "ALL" ? "ALL" : "";
  return JSON.stringify({ roles: named(secondaryRolesOf(catalog, session)).sort().join(","), value });
}

/** The roles granted to the user, with those below them. */
function availableRoles(context: Context): readonly string[] {
  const { catalog } = context.draft;
  const ids = new Set<Id>();
  for (const role of directRoles(catalog, context.session.user)) for (const id of closureOf(catalog, role)) ids.add(id);
  const names = [...ids].filter((id) => entryOf(catalog, id)?.class === "ROLE").map((id) => nameOf(context, id) ?? "");
  return [...new Set([...names, "PUBLIC"])].sort();
}

function isRoleInSession(context: Context, name: string): boolean {
  const role = findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name, args: null });
  return role !== undefined && context.active.all.has(role.id);
}

/** By its relative name, in the session's database (docs: sql-reference/functions/is_database_role_in_session). */
function isDatabaseRoleInSession(context: Context, name: string): boolean {
  const { database } = context.session;
  const role = database === null ? undefined : findByName(context.draft.catalog, { parent: database, class: "DATABASE ROLE", name, args: null });
  return role !== undefined && context.active.all.has(role.id);
}

function bootstrap(account: Context["account"]): string {
  const accountInfo = {
    accountName: account.locator,
    serviceLevelName: SERVICE_LEVELS[account.edition],
    regionGroup: "PUBLIC",
    snowflakeRegion: account.region,
  };
  return JSON.stringify({ serverVersion: account.version, accountInfo });
}
