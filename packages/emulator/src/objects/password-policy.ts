import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { integer } from "../parser/value.ts";
import { textColumn } from "../result.ts";
import { compilationError } from "../sql-error.ts";
import { type ObjectClass, propertyOf } from "./object-class.ts";
import { nameOfRole } from "./show-columns.ts";
import { userPolicyClass } from "./user-policy/user-policy-class.ts";

/** Name, least, most, default, description (docs: sql-reference/sql/create-password-policy, desc-password-policy). */
const NUMBERS: readonly (readonly [string, number, number, number, string])[] = [
  ["PASSWORD_MIN_LENGTH", 8, 256, 14, "Minimum length of new password."],
  ["PASSWORD_MAX_LENGTH", 8, 256, 256, "Maximum length of new password."],
  ["PASSWORD_MIN_UPPER_CASE_CHARS", 0, 256, 1, "Minimum number of uppercase characters in new password."],
  ["PASSWORD_MIN_LOWER_CASE_CHARS", 0, 256, 1, "Minimum number of lowercase characters in new password."],
  ["PASSWORD_MIN_NUMERIC_CHARS", 0, 256, 1, "Minimum number of numeric characters in new password."],
  ["PASSWORD_MIN_SPECIAL_CHARS", 0, 256, 0, "Minimum number of special characters in new password."],
  ["PASSWORD_MIN_AGE_DAYS", 0, 999, 0, "Period after a password is changed during which a password cannot be changed again, in days."],
  ["PASSWORD_MAX_AGE_DAYS", 0, 999, 90, "Period after which password must be changed, in days."],
  ["PASSWORD_MAX_RETRIES", 1, 10, 5, "Number of attempts users have to enter the correct password before their account is locked."],
  [
    "PASSWORD_LOCKOUT_TIME_MINS",
    1,
    999,
    15,
    "Period of time for which users will be locked after entering their password incorrectly many times (specified by MAX_RETRIES), in minutes",
  ],
  ["PASSWORD_HISTORY", 0, 24, 5, "Number of most recent passwords that may not be repeated by the user"],
];

function value(entry: Entry, named: string): number {
  return Number(propertyOf(passwordPolicy, entry, named));
}

function describe(entry: Entry, context: Context) {
  const rows = [
    ["NAME", entry.name, "null", "Name of password policy."],
    ["OWNER", entry.owner === null ? null : nameOfRole(context, entry.owner.role), "null", "Owner of password policy."],
    ["COMMENT", entry.comment, "null", "user comment associated to an object in the dictionary"],
    ...NUMBERS.map(([named, , , fallback, says]) => [named, String(value(entry, named)), String(fallback), says]),
  ];
  return { columns: ["property", "value", "default", "description"].map((column) => textColumn(column)), rows };
}

export const passwordPolicy: ObjectClass = userPolicyClass({
  name: "PASSWORD POLICY",
  shows: "PASSWORD POLICIES",
  properties: NUMBERS.map(([name, min, max, fallback]) => ({ name, read: integer({ min, max }), default: fallback })),
  describe,

  check(_context, to) {
    const least = ["PASSWORD_MIN_LENGTH", "PASSWORD_MIN_UPPER_CASE_CHARS", "PASSWORD_MIN_LOWER_CASE_CHARS"].reduce((sum, named) => sum + value(to, named), 0);
    // "must be greater than or equal to the sum"; the default of 256 is never in the way
    if (to.properties.PASSWORD_MAX_LENGTH !== undefined && value(to, "PASSWORD_MAX_LENGTH") < least)
      throw compilationError("001008", "22023", `PASSWORD_MAX_LENGTH must be at least ${least}: PASSWORD_MIN_LENGTH with the upper and lower case characters.`);
  },
});
