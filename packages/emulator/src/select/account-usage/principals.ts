import type { Entry } from "../../catalog/entry.ts";
import { timeCell } from "../../result.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import { comment, created, databaseName, deleted, everyEntry, id, name, owner, ownerType, shown, type UsageView } from "./usage-view.ts";

const SECURITY_VIEWER = ["SECURITY_VIEWER"];

const ROLES = layout<Entry>(
  "ROLE_ID:n CREATED_ON:t DELETED_ON:t NAME COMMENT OWNER ROLE_TYPE ROLE_DATABASE_NAME ROLE_INSTANCE_ID:n OWNER_ROLE_TYPE IS_FROM_ORGANIZATION_USER_GROUP:b",
  {
    ROLE_ID: id,
    CREATED_ON: created,
    DELETED_ON: deleted,
    NAME: name,
    COMMENT: comment,
    OWNER: owner,
    ROLE_TYPE: (entry) => entry.class.replaceAll(" ", "_"),
    ROLE_DATABASE_NAME: databaseName,
    OWNER_ROLE_TYPE: ownerType,
    IS_FROM_ORGANIZATION_USER_GROUP: () => "0",
  },
);

/** (docs: sql-reference/account-usage/roles) */
export const roles: UsageView = { roles: SECURITY_VIEWER, rows: (context) => rowsOf(ROLES, everyEntry(context, ["ROLE", "DATABASE ROLE"]), context) };

const isService = ({ properties }: Entry): boolean => properties.TYPE === "SERVICE" || properties.TYPE === "SERVICE_AGENT";
const text =
  (property: string): Cell<Entry> =>
  ({ properties }) => {
    const value = properties[property];
    return typeof value === "string" ? value : null;
  };
const moment =
  (property: string): Cell<Entry> =>
  ({ properties }) => {
    const value = properties[property];
    return timeCell(typeof value === "number" ? value : null);
  };
/** "Columns that are not applicable to service users contain NULL values" */
const ofPeople =
  (cell: Cell<Entry>): Cell<Entry> =>
  (entry, context) =>
    isService(entry) ? null : cell(entry, context);
const isSet =
  (...properties: readonly string[]): Cell<Entry> =>
  (entry) =>
    properties.some((property) => (entry.properties[property] ?? null) !== null) ? "1" : "0";
const isTrue =
  (property: string): Cell<Entry> =>
  ({ properties }) =>
    properties[property] === true ? "1" : "0";
/** What SHOW USERS prints as `true` and `false`, also where the session may not see it. */
const flagOf =
  (column: string): Cell<Entry> =>
  (entry, context) =>
    shown("USER", column)(entry, context) === "true" ? "1" : "0";
const no: Cell<Entry> = () => "0";

const USERS = layout<Entry>(
  "USER_ID:n NAME CREATED_ON:t DELETED_ON:t LOGIN_NAME DISPLAY_NAME FIRST_NAME LAST_NAME EMAIL MUST_CHANGE_PASSWORD:b HAS_PASSWORD:b COMMENT DISABLED:v " +
    "SNOWFLAKE_LOCK:v DEFAULT_WAREHOUSE DEFAULT_NAMESPACE DEFAULT_ROLE EXT_AUTHN_DUO:b EXT_AUTHN_UID HAS_MFA:b BYPASS_MFA_UNTIL:t LAST_SUCCESS_LOGIN:t EXPIRES_AT:t " +
    "LOCKED_UNTIL_TIME:t HAS_RSA_PUBLIC_KEY:b PASSWORD_LAST_SET_TIME:t OWNER DEFAULT_SECONDARY_ROLE HAS_PAT:b HAS_WORKLOAD_IDENTITY:b TYPE DATABASE_NAME " +
    "DATABASE_ID:n SCHEMA_NAME SCHEMA_ID:n IS_FROM_ORGANIZATION_USER:b",
  {
    USER_ID: id,
    NAME: name,
    CREATED_ON: created,
    DELETED_ON: deleted,
    LOGIN_NAME: (entry, context) => text("LOGIN_NAME")(entry, context) ?? entry.name.toUpperCase(),
    DISPLAY_NAME: (entry, context) => text("DISPLAY_NAME")(entry, context) ?? entry.name,
    FIRST_NAME: ofPeople(text("FIRST_NAME")),
    LAST_NAME: ofPeople(text("LAST_NAME")),
    EMAIL: text("EMAIL"),
    MUST_CHANGE_PASSWORD: ofPeople(isTrue("MUST_CHANGE_PASSWORD")),
    HAS_PASSWORD: ofPeople(isSet("PASSWORD")),
    COMMENT: comment,
    DISABLED: ({ properties }) => String(properties.DISABLED === true),
    SNOWFLAKE_LOCK: () => "false",
    DEFAULT_WAREHOUSE: text("DEFAULT_WAREHOUSE"),
    DEFAULT_NAMESPACE: text("DEFAULT_NAMESPACE"),
    DEFAULT_ROLE: text("DEFAULT_ROLE"),
    EXT_AUTHN_DUO: no,
    HAS_MFA: ofPeople(flagOf("has_mfa")),
    BYPASS_MFA_UNTIL: ofPeople(moment("MINS_TO_BYPASS_MFA_END")),
    EXPIRES_AT: moment("DAYS_TO_EXPIRY_END"),
    LOCKED_UNTIL_TIME: moment("MINS_TO_UNLOCK_END"),
    HAS_RSA_PUBLIC_KEY: isSet("RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"),
    PASSWORD_LAST_SET_TIME: ofPeople(moment("PASSWORD_LAST_SET_TIME")),
    OWNER: owner,
    DEFAULT_SECONDARY_ROLE: ({ properties }) => JSON.stringify(properties.DEFAULT_SECONDARY_ROLES ?? ["ALL"]),
    HAS_PAT: flagOf("has_pat"),
    HAS_WORKLOAD_IDENTITY: isSet("WORKLOAD_IDENTITY"),
    TYPE: (entry, context) => text("TYPE")(entry, context) ?? "PERSON",
    IS_FROM_ORGANIZATION_USER: no,
  },
);

/** (docs: sql-reference/account-usage/users). When somebody last logged in is not kept. */
export const users: UsageView = { roles: SECURITY_VIEWER, rows: (context) => rowsOf(USERS, everyEntry(context, ["USER"]), context) };
