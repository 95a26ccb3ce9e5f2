import type { Catalog } from "../catalog/catalog.ts";
import type { Entry } from "../catalog/entry.ts";
import { SqlError } from "../sql-error.ts";
import { propertyOf } from "./object-class.ts";
import { isPassword } from "./password.ts";
import { passwordPolicy } from "./password-policy.ts";
import { userPolicyInForce } from "./user-policy/in-force.ts";

/** What is asked of a user's password. */
interface PasswordRules {
  readonly minLength: number;
  readonly maxLength: number;
  readonly upperCase: number;
  readonly lowerCase: number;
  readonly numeric: number;
  readonly special: number;
  readonly minAgeDays: number;
  /** 0: it need not be changed. */
  readonly maxAgeDays: number;
  readonly maxRetries: number;
  readonly lockoutMinutes: number;
  /** How many passwords before the current one may not come again. */
  readonly history: number;
  /** No policy is set; these are Snowflake's own, which are asked where a password is replaced (docs: user-guide/password-authentication). */
  readonly isBuiltIn: boolean;
}

const BUILT_IN: PasswordRules = {
  minLength: 14,
  maxLength: 256,
  upperCase: 1,
  lowerCase: 1,
  numeric: 1,
  special: 0,
  minAgeDays: 0,
  maxAgeDays: 0,
  maxRetries: 5,
  lockoutMinutes: 15,
  history: 0,
  isBuiltIn: true,
};

export function passwordRules(catalog: Catalog, user: Entry): PasswordRules {
  const policy = userPolicyInForce(catalog, "PASSWORD POLICY", user);
  if (policy === null) return BUILT_IN;
  const value = (name: string): number => Number(propertyOf(passwordPolicy, policy, `PASSWORD_${name}`));
  return {
    minLength: value("MIN_LENGTH"),
    maxLength: value("MAX_LENGTH"),
    upperCase: value("MIN_UPPER_CASE_CHARS"),
    lowerCase: value("MIN_LOWER_CASE_CHARS"),
    numeric: value("MIN_NUMERIC_CHARS"),
    special: value("MIN_SPECIAL_CHARS"),
    minAgeDays: value("MIN_AGE_DAYS"),
    maxAgeDays: value("MAX_AGE_DAYS"),
    maxRetries: value("MAX_RETRIES"),
    lockoutMinutes: value("LOCKOUT_TIME_MINS"),
    history: value("HISTORY"),
    isBuiltIn: false,
  };
}

function count(password: string, class_: RegExp): number {
  return password.match(class_)?.length ?? 0;
}

/** Why a password is not good enough; `null` if it is. */
function weakness(password: string, rules: PasswordRules): string | null {
  const { length } = [...password];
  if (length < rules.minLength) return "PASSWORD_TOO_SHORT";
  if (length > rules.maxLength) return "PASSWORD_TOO_LONG";
  if (count(password, /\p{Lu}/gu) < rules.upperCase) return "NOT_ENOUGH_UPPER_CASE_CHARS";
  if (count(password, /\p{Ll}/gu) < rules.lowerCase) return "NOT_ENOUGH_LOWER_CASE_CHARS";
  if (count(password, /\p{Nd}/gu) < rules.numeric) return "NOT_ENOUGH_NUMERIC_CHARS";
  return count(password, /[^\p{L}\p{Nd}]/gu) < rules.special ? "NOT_ENOUGH_SPECIAL_CHARS" : null;
}

const LONGEST = 256;
const DAY = 86_400_000;

function reject(reason: string): never {
  throw new SqlError("003002", "28P02", `SQL execution error: New password rejected by current password policy. Reason: '${reason}'.`);
}

/** Hashes of the passwords before the current one, the last one first. */
export function priorPasswords(user: Entry): readonly string[] {
  return (user.properties.PRIOR_PASSWORDS ?? []) as readonly string[];
}

/** Throws for a password that may not be set. Nothing but its length is asked of the first one: "it is possible to set a weak password" when a user is created. */
export function checkNewPassword(catalog: Catalog, of: { readonly password: string; readonly from: Entry | null; readonly now: number }): void {
  const { password, from, now } = of;
  if ([...password].length > LONGEST) reject("PASSWORD_TOO_LONG");
  if (from === null) return;
  const rules = passwordRules(catalog, from);
  const before = from.properties.PASSWORD;
  if (rules.isBuiltIn && typeof before !== "string") return;
  const weak = weakness(password, rules);
  if (weak !== null) reject(weak);
  const lastSet = from.properties.PASSWORD_LAST_SET_TIME;
  // What the user was created with, and what he has to change, is not a password he chose.
  const isChosen = typeof lastSet === "number" && lastSet !== from.createdOn && from.properties.MUST_CHANGE_PASSWORD !== true;
  if (isChosen && now < lastSet + rules.minAgeDays * DAY) reject("MIN_AGE");
  const used = [...(typeof before === "string" ? [before] : []), ...priorPasswords(from).slice(0, rules.history)];
  if (used.some((hash) => isPassword(password, hash))) reject("PRIOR_USE");
}
