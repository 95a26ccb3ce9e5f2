import { seesUser } from "../access/authorize.ts";
import type { Entry, Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import type { Cells } from "../result.ts";
import { accessTokensOf } from "./access-token/access-token.ts";
import type { ShowColumn } from "./object-class.ts";
import { comment, createdOn, name, owner, text, time } from "./show-columns.ts";

const PEOPLE_ONLY = new Set(["FIRST_NAME", "MIDDLE_NAME", "LAST_NAME", "PASSWORD", "MUST_CHANGE_PASSWORD", "MINS_TO_BYPASS_MFA"]);

/** What a user's property says now; `null` where it is not set, or hidden because the user is a service. */
function shownValue(entry: Entry, property: string): Value {
  const type = entry.properties.TYPE;
  if (PEOPLE_ONLY.has(property) && (type === "SERVICE" || type === "SERVICE_AGENT")) return null;
  return entry.properties[property] ?? null;
}

function textOf(entry: Entry, property: string): string | null {
  const value = shownValue(entry, property);
  return value === null ? null : String(value);
}

function left(entry: Entry, context: Context, property: string, unit: number): string | null {
  const end = shownValue(entry, `${property}_END`);
  return typeof end === "number" ? String(Math.ceil((end - context.now) / unit)) : null;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

function secondaryRoles(entry: Entry): string {
  return JSON.stringify(entry.properties.DEFAULT_SECONDARY_ROLES ?? ["ALL"]);
}

function flag(value: boolean): string {
  return value ? "true" : "false";
}

/** All but the name are NULL for who neither owns the user nor manages grants (docs: sql-reference/sql/show-users, "Access control requirements"). */
function forTheOwner(column: ShowColumn): ShowColumn {
  return { ...column, value: (entry, context) => (seesUser(context, entry) ? column.value(entry, context) : null) };
}

/** Empty where it was never set, NULL where it was set to NULL: no page says so, SnowDDL's tests (which run against Snowflake) do. */
function propertyText(column: string): ShowColumn {
  const property = column.toUpperCase();
  return text(column, (entry) => textOf(entry, property) ?? (entry.properties[property] === null ? null : ""));
}

function propertyFlag(column: string): ShowColumn {
  return text(column, (entry) => flag(shownValue(entry, column.toUpperCase()) === true));
}

const guarded: readonly ShowColumn[] = [
  createdOn,
  text("login_name", (entry) => textOf(entry, "LOGIN_NAME") ?? entry.name.toUpperCase()),
  text("display_name", (entry) => textOf(entry, "DISPLAY_NAME") ?? entry.name),
  propertyText("first_name"),
  propertyText("last_name"),
  propertyText("email"),
  text("mins_to_unlock", (entry, context) => left(entry, context, "MINS_TO_UNLOCK", MINUTE) ?? ""),
  text("days_to_expiry", (entry, context) => left(entry, context, "DAYS_TO_EXPIRY", DAY) ?? ""),
  comment,
  propertyFlag("disabled"),
  propertyFlag("must_change_password"),
  text("snowflake_lock", () => "false"),
  propertyText("default_warehouse"),
  propertyText("default_namespace"),
  propertyText("default_role"),
  text("default_secondary_roles", secondaryRoles),
  text("ext_authn_duo", () => "false"),
  text("ext_authn_uid", () => ""),
  text("mins_to_bypass_mfa", (entry, context) => left(entry, context, "MINS_TO_BYPASS_MFA", MINUTE) ?? ""),
  owner,
  time("last_success_login", (entry, context) => context.logins.lastSuccess(entry.name)),
  time("expires_at_time", (entry) => (entry.properties.DAYS_TO_EXPIRY_END as number | undefined) ?? null),
  time("locked_until_time", (entry) => (entry.properties.MINS_TO_UNLOCK_END as number | undefined) ?? null),
  text("has_password", (entry) => flag(shownValue(entry, "PASSWORD") !== null)),
  text("has_rsa_public_key", (entry) => flag(shownValue(entry, "RSA_PUBLIC_KEY") !== null || shownValue(entry, "RSA_PUBLIC_KEY_2") !== null)),
  text("type", (entry) => textOf(entry, "TYPE") ?? "PERSON"),
  text("has_mfa", (entry) => flag(entry.properties.HAS_MFA === true)),
  text("has_pat", (entry, context) => flag(accessTokensOf(entry, context.now).length > 0)),
  text("has_workload_identity", (entry) => flag(shownValue(entry, "WORKLOAD_IDENTITY") !== null)),
  text("is_from_organization_user", () => "false"),
];

export const userColumns: readonly ShowColumn[] = [name, ...guarded.map(forTheOwner)];

export const userTerse: readonly string[] = [
  "name",
  "created_on",
  "display_name",
  "first_name",
  "last_name",
  "email",
  "comment",
  "has_password",
  "has_rsa_public_key",
  "type",
  "has_mfa",
  "has_pat",
  "has_workload_identity",
  "is_from_organization_user",
];

type Describe = (entry: Entry, context: Context) => string | null;

function property(named: string): Describe {
  return (entry) => textOf(entry, named);
}

function isTrue(named: string): Describe {
  return (entry) => flag(shownValue(entry, named) === true);
}

function moment(named: string): Describe {
  return (entry) => {
    const at = shownValue(entry, named);
    return typeof at === "number" ? new Date(at).toISOString().replace("T", " ").replace("Z", "") : null;
  };
}

const never: Describe = () => null;
const no: Describe = () => "false";

/** Name, value, default, description (docs: sql-reference/sql/desc-user). */
const ROWS: readonly (readonly [string, Describe, string, string])[] = [
  ["NAME", (entry) => entry.name, "null", "Name"],
  ["COMMENT", (entry) => entry.comment, "null", "user comment associated to an object in the dictionary"],
  ["DISPLAY_NAME", (entry) => textOf(entry, "DISPLAY_NAME") ?? entry.name, "null", "Display name of the associated object"],
  ["TYPE", (entry) => textOf(entry, "TYPE") ?? "PERSON", "null", "Type of the user"],
  ["LOGIN_NAME", (entry) => textOf(entry, "LOGIN_NAME") ?? entry.name.toUpperCase(), "null", "Login name of the user"],
  ["FIRST_NAME", property("FIRST_NAME"), "null", "First name of the user"],
  ["MIDDLE_NAME", property("MIDDLE_NAME"), "null", "Middle name of the user"],
  ["LAST_NAME", property("LAST_NAME"), "null", "Last name of the user"],
  ["EMAIL", property("EMAIL"), "null", "Email address of the user"],
  ["PASSWORD", (entry) => (shownValue(entry, "PASSWORD") === null ? null : "********"), "null", "Password of the user"],
  ["MUST_CHANGE_PASSWORD", isTrue("MUST_CHANGE_PASSWORD"), "false", "User must change the password"],
  ["DISABLED", isTrue("DISABLED"), "false", "Whether the entity is disabled"],
  ["SNOWFLAKE_LOCK", no, "false", "Whether the user, account, or organization is locked by Snowflake"],
  ["SNOWFLAKE_SUPPORT", no, "false", "Snowflake Support is allowed to use the user or account"],
  [
    "DAYS_TO_EXPIRY",
    (entry, context) => left(entry, context, "DAYS_TO_EXPIRY", DAY),
    "null",
    "User record will be treated as expired after specified number of days",
  ],
  [
    "MINS_TO_UNLOCK",
    (entry, context) => left(entry, context, "MINS_TO_UNLOCK", MINUTE),
    "null",
    "Temporary lock on the user will be removed after specified number of minutes",
  ],
  ["DEFAULT_WAREHOUSE", property("DEFAULT_WAREHOUSE"), "null", "Default warehouse for this user"],
  ["DEFAULT_NAMESPACE", property("DEFAULT_NAMESPACE"), "null", "Default database namespace prefix for this user"],
  ["DEFAULT_ROLE", property("DEFAULT_ROLE"), "null", "Primary principal of user session will be set to this role"],
  ["DEFAULT_SECONDARY_ROLES", secondaryRoles, "[ALL]", "The secondary roles will be set to all roles provided here."],
  ["EXT_AUTHN_DUO", no, "false", "Whether Duo Security is enabled as second factor authentication"],
  ["EXT_AUTHN_UID", never, "null", "External authentication ID of the user"],
  ["DEFAULT_MFA_METHOD", never, "null", "Default MFA method for the user"],
  ["HAS_MFA", (entry) => flag(entry.properties.HAS_MFA === true), "false", "Whether the user is enrolled in multi-factor authentication"],
  ["HAS_PAT", (entry, context) => flag(accessTokensOf(entry, context.now).length > 0), "false", "Whether the user has a programmatic access token"],
  [
    "HAS_WORKLOAD_IDENTITY",
    (entry) => flag(shownValue(entry, "WORKLOAD_IDENTITY") !== null),
    "false",
    "Whether the user is configured for workload identity federation",
  ],
  [
    "MINS_TO_BYPASS_MFA",
    (entry, context) => left(entry, context, "MINS_TO_BYPASS_MFA", MINUTE),
    "null",
    "Temporary bypass MFA for the user for a specified number of minutes",
  ],
  ["MINS_TO_BYPASS_NETWORK_POLICY", never, "null", "Temporary bypass network policy on the user for a specified number of minutes"],
  ["RSA_PUBLIC_KEY", property("RSA_PUBLIC_KEY"), "null", "RSA public key of the user"],
  ["RSA_PUBLIC_KEY_FP", property("RSA_PUBLIC_KEY_FP"), "null", "Fingerprint of user's RSA public key."],
  ["RSA_PUBLIC_KEY_LAST_SET_TIME", moment("RSA_PUBLIC_KEY_LAST_SET_TIME"), "null", "The timestamp at which the RSA public key was last set for the user"],
  ["RSA_PUBLIC_KEY_2", property("RSA_PUBLIC_KEY_2"), "null", "Second RSA public key of the user"],
  ["RSA_PUBLIC_KEY_2_FP", property("RSA_PUBLIC_KEY_2_FP"), "null", "Fingerprint of user's second RSA public key."],
  [
    "RSA_PUBLIC_KEY_2_LAST_SET_TIME",
    moment("RSA_PUBLIC_KEY_2_LAST_SET_TIME"),
    "null",
    "The timestamp at which the second RSA public key was last set for the user",
  ],
  ["PASSWORD_LAST_SET_TIME", moment("PASSWORD_LAST_SET_TIME"), "null", "The timestamp on which the last non-null password was set for the user"],
  ["CUSTOM_LANDING_PAGE_URL", never, "null", "Snowflake Support is allowed to use the user or account"],
  ["CUSTOM_LANDING_PAGE_URL_FLUSH_NEXT_UI_LOAD", no, "false", "The timestamp on which the last non-null password was set for the user"],
  ["IS_FROM_ORGANIZATION_USER", no, "false", "Whether the user was imported from an organization user"],
];

/** Unset is the text `null`, which SnowDDL and others test for. */
export function describeUser(entry: Entry, context: Context): readonly Cells[] {
  return ROWS.map(([named, value, fallback, description]) => [named, value(entry, context) ?? "null", fallback, description]);
}
