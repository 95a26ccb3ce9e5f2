import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { isExempting, signatureOf } from "../../objects/governance/policy.ts";
import { type PolicyReference, referencesOfPolicy } from "../../objects/governance/references.ts";
import { bearersOf as bearersOfNetworkPolicy } from "../../objects/network/network-policy-in-force.ts";
import { propertyOf } from "../../objects/object-class.ts";
import { passwordPolicy } from "../../objects/password-policy.ts";
import { namedType } from "../../objects/routine/routine.ts";
import { sessionPolicy } from "../../objects/session-policy.ts";
import { bearersOf, USER_POLICIES } from "../../objects/user-policy/attach.ts";
import { policyReferenceCells } from "../governance/policy-references.ts";
import { type Cell, layout, rowsOf } from "../metadata-view.ts";
import {
  comment,
  created,
  databaseId,
  databaseName,
  deleted,
  deletedOn,
  everyEntry,
  id,
  name,
  objectCells,
  owner,
  ownerType,
  schemaId,
  schemaName,
  type UsageView,
} from "./usage-view.ts";

const { COMMENT: _comment, ...policyCells } = objectCells("POLICY");
const BODY =
  "POLICY_NAME POLICY_ID:n POLICY_SCHEMA_ID:n POLICY_SCHEMA POLICY_CATALOG_ID:n POLICY_CATALOG POLICY_OWNER POLICY_SIGNATURE POLICY_RETURN_TYPE POLICY_BODY " +
  "POLICY_COMMENT:v CREATED:t LAST_ALTERED:t DELETED:t OWNER_ROLE_TYPE";

const bodyCells: Readonly<Record<string, Cell<Entry>>> = {
  ...policyCells,
  POLICY_SIGNATURE: (entry) =>
    `(${signatureOf(entry)
      .map((argument) => namedType(argument.name, argument.type))
      .join(", ")})`,
  POLICY_RETURN_TYPE: ({ properties }) => String(properties.RETURNS ?? ""),
  POLICY_BODY: ({ properties }) => String(properties.BODY ?? ""),
  POLICY_COMMENT: (entry) => (entry.comment === null ? null : JSON.stringify(entry.comment)),
};

/** A view of one kind of policy that is an expression. */
function ofBody(className: string, hasOptions: boolean): UsageView {
  const options: Cell<Entry> = (entry) => (isExempting(entry) ? '{"EXEMPT_OTHER_POLICIES":"TRUE"}' : null);
  const columns = hasOptions ? layout(`${BODY} OPTIONS:v`, { ...bodyCells, OPTIONS: options }) : layout(BODY, bodyCells);
  return { roles: ["GOVERNANCE_VIEWER"], rows: (context) => rowsOf(columns, everyEntry(context, [className]), context) };
}

/** (docs: sql-reference/account-usage/masking_policies, row_access_policies, aggregation_policies, join_policies, projection_policies) */
export const maskingPolicies = ofBody("MASKING POLICY", true);
export const rowAccessPolicies = ofBody("ROW ACCESS POLICY", true);
export const aggregationPolicies = ofBody("AGGREGATION POLICY", false);
export const joinPolicies = ofBody("JOIN POLICY", false);
export const projectionPolicies = ofBody("PROJECTION POLICY", false);

const ofUsers: Readonly<Record<string, Cell<Entry>>> = {
  NAME: name,
  ID: id,
  SCHEMA_ID: schemaId,
  SCHEMA: schemaName,
  DATABASE_ID: databaseId,
  DATABASE: databaseName,
  OWNER: owner,
  OWNER_ROLE_TYPE: ownerType,
  COMMENT: comment,
  CREATED: created,
  DELETED: deleted,
};

const PASSWORD_NUMBERS =
  "PASSWORD_MIN_LENGTH PASSWORD_MAX_LENGTH PASSWORD_MIN_UPPER_CASE_CHARS PASSWORD_MIN_LOWER_CASE_CHARS PASSWORD_MIN_NUMERIC_CHARS PASSWORD_MIN_SPECIAL_CHARS " +
  "PASSWORD_MIN_AGE_DAYS PASSWORD_MAX_AGE_DAYS PASSWORD_MAX_RETRIES PASSWORD_LOCKOUT_TIME_MINS";
const SESSION_NUMBERS = "SESSION_IDLE_TIMEOUT_MINS SESSION_UI_IDLE_TIMEOUT_MINS SESSION_MAX_LIFESPAN_MINS SESSION_UI_MAX_LIFESPAN_MINS";

function numbers(names: string, value: (entry: Entry, property: string) => unknown): Readonly<Record<string, Cell<Entry>>> {
  return Object.fromEntries(names.split(" ").map((property) => [property, (entry: Entry) => String(value(entry, property))]));
}
const typed = (names: string): string => names.replace(/\w+/g, "$&:n");

const PASSWORD = layout<Entry>(
  `NAME ID:n SCHEMA_ID SCHEMA DATABASE_ID DATABASE OWNER OWNER_ROLE_TYPE ${typed(PASSWORD_NUMBERS)} COMMENT CREATED:t LAST_ALTERED:t DELETED:t PASSWORD_HISTORY:n`,
  { ...ofUsers, ...numbers(`${PASSWORD_NUMBERS} PASSWORD_HISTORY`, (entry, property) => propertyOf(passwordPolicy, entry, property)) },
);
const SESSION = layout<Entry>(
  `ID:n NAME SCHEMA_ID SCHEMA DATABASE_ID DATABASE OWNER OWNER_ROLE_TYPE ${typed(SESSION_NUMBERS)} COMMENT CREATED:t LAST_ALTERED:t DELETED:t`,
  { ...ofUsers, ...numbers(SESSION_NUMBERS, (entry, property) => propertyOf(sessionPolicy, entry, property)) },
);

/** (docs: sql-reference/account-usage/password_policies, session_policies) */
export const passwordPolicies: UsageView = {
  roles: ["SECURITY_VIEWER"],
  rows: (context) => rowsOf(PASSWORD, everyEntry(context, ["PASSWORD POLICY"]), context),
};
export const sessionPolicies: UsageView = {
  roles: ["SECURITY_VIEWER"],
  rows: (context) => rowsOf(SESSION, everyEntry(context, ["SESSION POLICY"]), context),
};

const ATTACHED = ["AGGREGATION POLICY", "JOIN POLICY", "MASKING POLICY", "PROJECTION POLICY", "ROW ACCESS POLICY"];
const REFERENCE_NAMES =
  "POLICY_DB POLICY_SCHEMA POLICY_NAME POLICY_KIND REF_DATABASE_NAME REF_SCHEMA_NAME REF_ENTITY_NAME REF_ENTITY_DOMAIN REF_COLUMN_NAME REF_ARG_COLUMN_NAMES " +
  "TAG_DATABASE TAG_SCHEMA TAG_NAME POLICY_STATUS";

const REFERENCES = layout<PolicyReference>(REFERENCE_NAMES.replace("POLICY_SCHEMA ", "POLICY_SCHEMA POLICY_ID:n "), {
  POLICY_ID: ({ policy }) => String(policy.id),
  ...Object.fromEntries(
    REFERENCE_NAMES.split(" ").map((column, at) => [
      column,
      (reference: PolicyReference, context: Context) => policyReferenceCells(context, reference)[at] ?? null,
    ]),
  ),
});

/** (docs: sql-reference/account-usage/policy_references) */
export const policyReferences: UsageView = {
  roles: ["GOVERNANCE_VIEWER", "SECURITY_VIEWER"],
  rows(context) {
    const live = (classes: readonly string[]): readonly Entry[] => everyEntry(context, classes).filter((entry) => deletedOn(context, entry) === null);
    const onBearers = (policy: Entry, bearers: readonly Entry[]): readonly PolicyReference[] =>
      bearers.map((on) => ({ policy, on, column: null, args: null, tag: null, status: "ACTIVE" }));
    const found = [
      ...live(ATTACHED).flatMap((policy) => referencesOfPolicy(context, policy)),
      ...live(USER_POLICIES).flatMap((policy) => onBearers(policy, bearersOf(context, policy))),
      ...live(["NETWORK POLICY"]).flatMap((policy) => onBearers(policy, bearersOfNetworkPolicy(context, policy.name))),
    ];
    return rowsOf(REFERENCES, found, context);
  },
};
