import { directRoles } from "../access/active-roles.ts";
import { holds, seesUser } from "../access/authorize.ts";
import { childrenOf, entryOf, findByName } from "../catalog/catalog.ts";
import { ACCOUNT, type Entry, type Value } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { parametersAt } from "../parameters/known.ts";
import { boolean, integer, nameText, oneOf, strings, textOrWord, text as textValue } from "../parser/value.ts";
import { textColumn } from "../result.ts";
import { compilationError, invalidValue, SqlError } from "../sql-error.ts";
import { withTokensDisabled } from "./access-token/access-token.ts";
import { readTokenAlteration } from "./access-token/alter-tokens.ts";
import { readKeyPairAlteration } from "./key-pair/alter-key-pairs.ts";
import { withNetworkPolicy } from "./network/network-policy-in-force.ts";
import type { Alteration, ObjectClass, Property } from "./object-class.ts";
import { hashPassword } from "./password.ts";
import { checkNewPassword, passwordRules, priorPasswords } from "./password-rules.ts";
import { readPublicKey } from "./rsa-key.ts";
import { describeUser, userColumns, userTerse } from "./user-output.ts";
import { readUserPolicy } from "./user-policy/attach.ts";
import { keepWorkloadIdentity, readWorkloadIdentity } from "./workload-identity.ts";

/** What a service has not (docs: user-guide/admin-user-management, "Types of users"). */
const PEOPLE_ONLY = ["FIRST_NAME", "MIDDLE_NAME", "LAST_NAME", "PASSWORD", "MUST_CHANGE_PASSWORD", "MINS_TO_BYPASS_MFA"];
const OWN_DEFAULTS = new Set(["DEFAULT_WAREHOUSE", "DEFAULT_NAMESPACE", "DEFAULT_ROLE"]);
const SESSION_PARAMETERS = new Set(parametersAt("SESSION").map((parameter) => parameter.name));

function upper(value: Value): Value {
  return typeof value === "string" ? value.toUpperCase() : value;
}

/** `('ALL')`, `()`; the documentation's examples also write `ALL` and `'ALL'`. */
const secondaryRoles: Property["read"] = (cursor, property) => {
  if (cursor.accept("ALL")) return ["ALL"];
  if (cursor.accept("NULL")) return [];
  const given = (strings(cursor, property) as readonly string[]).map((value) => value.toUpperCase());
  const wrong = given.find((value) => value !== "ALL");
  if (wrong !== undefined) throw invalidValue(wrong, property);
  return given;
};

const properties: readonly Property[] = [
  { name: "PASSWORD", read: textValue },
  // Login names have no case (docs: sql-reference/sql/create-user).
  { name: "LOGIN_NAME", read: (cursor, property) => upper(textOrWord(cursor, property)), default: (entry) => entry.name.toUpperCase() },
  { name: "DISPLAY_NAME", read: textOrWord, default: (entry) => entry.name },
  { name: "FIRST_NAME", read: textOrWord },
  { name: "MIDDLE_NAME", read: textOrWord },
  { name: "LAST_NAME", read: textOrWord },
  { name: "EMAIL", read: textOrWord },
  { name: "MUST_CHANGE_PASSWORD", read: boolean, default: false },
  { name: "DISABLED", read: boolean, default: false },
  { name: "ALLOWED_INTERFACES", read: strings, default: ["ALL"] },
  { name: "DAYS_TO_EXPIRY", read: integer({ nullable: true }) },
  { name: "MINS_TO_UNLOCK", read: integer({ nullable: true }) },
  { name: "DEFAULT_WAREHOUSE", read: nameText },
  { name: "DEFAULT_NAMESPACE", read: (cursor) => readNamespace(cursor) },
  { name: "DEFAULT_ROLE", read: nameText },
  { name: "DEFAULT_SECONDARY_ROLES", read: secondaryRoles, default: ["ALL"] },
  { name: "MINS_TO_BYPASS_MFA", read: integer({ nullable: true }) },
  { name: "DISABLE_MFA", read: boolean, only: "alter" },
  { name: "RSA_PUBLIC_KEY", read: textValue },
  { name: "RSA_PUBLIC_KEY_FP", read: textValue },
  { name: "RSA_PUBLIC_KEY_2", read: textValue },
  { name: "RSA_PUBLIC_KEY_2_FP", read: textValue },
  {
    name: "TYPE",
    read: (cursor, property) => (cursor.accept("NULL") ? "PERSON" : oneOf(["PERSON", "SERVICE", "SERVICE_AGENT", "LEGACY_SERVICE"])(cursor, property)),
  },
  { name: "WORKLOAD_IDENTITY", read: readWorkloadIdentity },
];

function readNamespace(cursor: Parameters<Property["read"]>[0]): Value {
  if (cursor.accept("NULL")) return null;
  if (cursor.seesString()) return cursor.string();
  const from = cursor.mark();
  cursor.name();
  const text = cursor.between(from, cursor.mark());
  return text.includes('"') ? text : text.toUpperCase();
}

function isService(entry: Entry): boolean {
  return entry.properties.TYPE === "SERVICE" || entry.properties.TYPE === "SERVICE_AGENT";
}

function checkType(to: Entry, from: Entry | null): void {
  if (!isService(to)) {
    if (to.properties.WORKLOAD_IDENTITY !== undefined && from?.properties.WORKLOAD_IDENTITY === undefined) {
      const type = String(to.properties.TYPE ?? "PERSON");
      throw new SqlError("003656", "22023", `SQL execution error: Cannot set WORKLOAD_IDENTITY on users with TYPE=${type}.`);
    }
    return;
  }
  // What was set before the type changed stays, hidden; it only cannot be set now (docs: sql-reference/sql/alter-user, TYPE).
  const set = PEOPLE_ONLY.find((name) => to.properties[name] !== undefined && to.properties[name] !== null && to.properties[name] !== from?.properties[name]);
  if (set !== undefined) throw new SqlError("003656", "22023", `SQL execution error: Cannot set ${set} on users with TYPE=${String(to.properties.TYPE)}.`);
}

function checkLoginName(context: Context, to: Entry): void {
  const login = String(to.properties.LOGIN_NAME ?? to.name).toUpperCase();
  const other = childrenOf(context.draft.catalog, ACCOUNT, "USER").find((user) => user.id !== to.id && loginNameOf(user) === login);
  if (other !== undefined) throw compilationError("002002", "42710", `Object '${login}' already exists.`);
}

/** The name a user logs in with, in upper case. */
export function loginNameOf(entry: Entry): string {
  const set = entry.properties.LOGIN_NAME;
  return (typeof set === "string" ? set : entry.name).toUpperCase();
}

/** "Snowflake saves the stored values up to that value that is set" (docs: sql-reference/sql/create-password-policy, PASSWORD_HISTORY). */
function withPrior(context: Context, from: Entry, before: string): Value {
  return [before, ...priorPasswords(from)].slice(0, passwordRules(context.draft.catalog, from).history);
}

/** The password becomes its hash before the entry is kept anywhere. */
function keepPassword(context: Context, to: Entry, from: Entry | null): Readonly<Record<string, Value>> {
  const { PASSWORD: password, ...rest } = to.properties;
  const before = from?.properties.PASSWORD;
  if (password === before && password !== undefined) return to.properties;
  const kept = typeof before === "string" && from !== null ? { ...rest, PRIOR_PASSWORDS: withPrior(context, from, before) } : rest;
  if (password === undefined || password === null) return kept;
  checkNewPassword(context.draft.catalog, { password: String(password), from, now: context.now });
  return { ...kept, PASSWORD: hashPassword(String(password)), PASSWORD_LAST_SET_TIME: context.now };
}

function keepKeys(context: Context, properties: Readonly<Record<string, Value>>, from: Entry | null): Readonly<Record<string, Value>> {
  const kept: Record<string, Value> = { ...properties };
  for (const name of ["RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"]) {
    const given = kept[name];
    if (given === from?.properties[name] && given !== undefined) continue;
    if (typeof given !== "string") {
      for (const gone of [name, `${name}_FP`, `${name}_LAST_SET_TIME`]) delete kept[gone];
      continue;
    }
    const { key, fingerprint } = readPublicKey(given, name);
    const claimed = kept[`${name}_FP`];
    if (typeof claimed === "string" && claimed !== from?.properties[`${name}_FP`] && claimed !== fingerprint) throw invalidValue(claimed, `${name}_FP`);
    Object.assign(kept, { [name]: key, [`${name}_FP`]: fingerprint, [`${name}_LAST_SET_TIME`]: context.now });
  }
  return kept;
}

function isAccountAdmin(context: Context, user: Entry): boolean {
  const admin = findByName(context.draft.catalog, { parent: ACCOUNT, class: "ROLE", name: "ACCOUNTADMIN", args: null });
  return admin !== undefined && directRoles(context.draft.catalog, user.id).includes(admin.id);
}

/** Countdowns are kept as the moment they end at. */
function keepCountdowns(context: Context, properties: Readonly<Record<string, Value>>, from: Entry | null): Readonly<Record<string, Value>> {
  const ends: Record<string, Value> = { ...properties };
  for (const [name, unit] of [
    ["DAYS_TO_EXPIRY", 86_400_000],
    ["MINS_TO_UNLOCK", 60_000],
    ["MINS_TO_BYPASS_MFA", 60_000],
  ] as const) {
    const given = ends[name];
    if (given === from?.properties[name] && given !== undefined) continue;
    // "Setting DAYS_TO_EXPIRY for account administrators is not allowed ... Snowflake ignores the setting" (docs: sql-reference/sql/create-user)
    const isIgnored = name === "DAYS_TO_EXPIRY" && from !== null && isAccountAdmin(context, from);
    if (typeof given === "number" && given > 0 && !isIgnored) ends[`${name}_END`] = context.now + given * unit;
    else for (const gone of [name, `${name}_END`]) delete ends[gone];
  }
  return ends;
}

/** What needs a page in a browser, a second factor, or consent to an OAuth client. */
const REFUSED = [
  "RESET PASSWORD",
  "ENROLL MFA",
  "SET DEFAULT_MFA_METHOD",
  "ADD MFA METHOD",
  "REMOVE MFA METHOD",
  "MODIFY MFA METHOD",
  "ADD DELEGATED AUTHORIZATION",
  "REMOVE DELEGATED",
];

const abortingAll: Alteration = {
  needs: [],
  run(context, entry) {
    context.running.cancelAllOf(entry.name);
    return undefined;
  },
};

/** DISABLE_MFA = TRUE "clears the MFA methods for the user" and is not kept. */
function withoutMfa(properties: Readonly<Record<string, Value>>, to: Entry): Readonly<Record<string, Value>> {
  const { DISABLE_MFA: isDisabled, ...kept } = properties;
  if (isDisabled !== true) return kept;
  if (isService(to)) throw new SqlError("003656", "22023", "SQL execution error: Cannot set DISABLE_MFA on users with TYPE=SERVICE.");
  const { HAS_MFA: _cleared, ...without } = kept;
  return without;
}

/** DISABLED = TRUE ends what the user runs and takes his tokens (docs: sql-reference/sql/alter-user). */
function shutOut(
  context: Context,
  properties: Readonly<Record<string, Value>>,
  of: { readonly to: Entry; readonly from: Entry | null },
): Readonly<Record<string, Value>> {
  if (properties.DISABLED !== true || of.from?.properties.DISABLED === true) return properties;
  context.running.cancelAllOf(of.to.name);
  return withTokensDisabled(properties);
}

/** (docs: sql-reference/sql/create-user, alter-user, show-users, desc-user) */
export const user: ObjectClass = {
  name: "USER",
  label: "User",
  container: "ACCOUNT",
  parameterLevel: "USER",
  seenByAll: true,
  properties,
  shows: [{ words: "USERS", columns: userColumns, terse: userTerse }],

  describe(entry, context) {
    if (entry.id !== context.session.user && !seesUser(context, entry)) {
      throw new SqlError("003001", "42501", `SQL access control error:\nInsufficient privileges to operate on user '${entry.name}'.`);
    }
    return { columns: ["property", "value", "default", "description"].map((name) => textColumn(name)), rows: describeUser(entry, context) };
  },

  alter(cursor) {
    const refused = REFUSED.find((words) => cursor.sees(words));
    if (refused !== undefined) cursor.refuse(`ALTER USER ... ${refused}`);
    if (cursor.accept("ABORT ALL QUERIES")) return abortingAll;
    return readTokenAlteration(cursor) ?? readKeyPairAlteration(cursor) ?? readUserPolicy(cursor, "USER");
  },

  implied: (context) => entryOf(context.draft.catalog, context.session.user) ?? null,
  maySet(context, entry, names) {
    if (entry.id === context.session.user && names.every((name) => OWN_DEFAULTS.has(name) || SESSION_PARAMETERS.has(name))) return true;
    // (docs: user-guide/key-pair-auth, "Grant the privilege to assign a public key to a Snowflake user"; user-guide/workload-identity-federation)
    const privilege = "MODIFY PROGRAMMATIC AUTHENTICATION METHODS";
    return (
      names.every((name) => name.startsWith("RSA_PUBLIC_KEY") || name === "WORKLOAD_IDENTITY") &&
      holds(context.draft.catalog, context.active.all, { privilege, on: entry })
    );
  },

  check(context, to, from) {
    checkType(to, from);
    checkLoginName(context, to);
    const kept = withoutMfa(
      keepCountdowns(context, keepKeys(context, keepPassword(context, { ...to, properties: keepWorkloadIdentity(context, to, from) }, from), from), from),
      to,
    );
    const properties = shutOut(context, kept, { to, from });
    return { ...to, properties, parameters: withNetworkPolicy(context, to.parameters, from?.parameters ?? null) };
  },

  droppable(context, entry) {
    if (entry.id === context.session.user) throw new SqlError("003558", "42601", `SQL execution error: Cannot drop the current user ${entry.name}.`);
  },
};
