import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { must, run } from "../testing/run.ts";

const DAY = 86_400_000;
const REJECTED = "New password rejected by current password policy. Reason: ";

async function account(policy = ""): Promise<{ readonly made: LocalAccount; readonly clock: { now: number } }> {
  const clock = { now: Date.UTC(2026, 0, 15) };
  const made = LocalAccount.create({ now: () => clock.now++ });
  await must(made, `CREATE DATABASE d; CREATE PASSWORD POLICY d.public.p ${policy}; CREATE USER u PASSWORD = 'weak'`);
  if (policy !== "") await must(made, "ALTER ACCOUNT SET PASSWORD POLICY d.public.p");
  return { made, clock };
}

const set = (made: LocalAccount, password: string) => run(made, `ALTER USER u SET PASSWORD = '${password}'`);
const rejected = (reason: string) => ({ code: "003002", message: expect.stringContaining(`${REJECTED}'${reason}'`) });

test.each([
  ["Abcdefghijkl1", "PASSWORD_TOO_SHORT"],
  ["abcdefghijklm1", "NOT_ENOUGH_UPPER_CASE_CHARS"],
  ["ABCDEFGHIJKLM1", "NOT_ENOUGH_LOWER_CASE_CHARS"],
  ["Abcdefghijklmn", "NOT_ENOUGH_NUMERIC_CHARS"],
  [`Aa1${"x".repeat(254)}`, "PASSWORD_TOO_LONG"],
])("without a policy, what replaces a password must not be %s", async (password, reason) => {
  const { made } = await account();
  expect(await set(made, password)).toMatchObject(rejected(reason));
  expect(await set(made, "Abcdefghijklm1")).toBe("Statement executed successfully.");
});

test.each([
  ["PASSWORD_MIN_LENGTH = 20", "Abcdefghijklm1", "PASSWORD_TOO_SHORT", "Abcdefghijklm1xxxxxx"],
  ["PASSWORD_MIN_LENGTH = 8 PASSWORD_MAX_LENGTH = 12", "Abcdefghijkl1", "PASSWORD_TOO_LONG", "Abcdefghijk1"],
  ["PASSWORD_MIN_UPPER_CASE_CHARS = 2", "Abcdefghijklm1", "NOT_ENOUGH_UPPER_CASE_CHARS", "ABcdefghijklm1"],
  ["PASSWORD_MIN_LOWER_CASE_CHARS = 3", "ABCDEFGHIJKLab1", "NOT_ENOUGH_LOWER_CASE_CHARS", "ABCDEFGHIJKLabc1"],
  ["PASSWORD_MIN_NUMERIC_CHARS = 3", "Abcdefghijklm12", "NOT_ENOUGH_NUMERIC_CHARS", "Abcdefghijklm123"],
  ["PASSWORD_MIN_SPECIAL_CHARS = 2", "Abcdefghijklm1!", "NOT_ENOUGH_SPECIAL_CHARS", "Abcdefghijklm1! "],
])("%s", async (policy, bad, reason, good) => {
  const { made } = await account(policy);
  expect(await set(made, bad)).toMatchObject(rejected(reason));
  expect(await set(made, good)).toBe("Statement executed successfully.");
});

test("nothing but its length is asked of the password a user is created with, whatever the policy", async () => {
  const { made } = await account("PASSWORD_MIN_LENGTH = 20");
  expect(await run(made, "CREATE USER v PASSWORD = 'abc'")).toBe("User V successfully created.");
  expect(await run(made, `CREATE USER w PASSWORD = '${"x".repeat(257)}'`)).toMatchObject(rejected("PASSWORD_TOO_LONG"));
});

test("a user without a password gets any from the built-in rules, one of its own from a policy", async () => {
  const { made } = await account();
  await must(made, "CREATE USER v; ALTER USER v SET PASSWORD = 'weak'");
  const governed = (await account("PASSWORD_MIN_LENGTH = 8")).made;
  await must(governed, "CREATE USER v");
  expect(await run(governed, "ALTER USER v SET PASSWORD = 'weak'")).toMatchObject(rejected("PASSWORD_TOO_SHORT"));
});

test("the current password and those before it may not come again, as far as the history goes back", async () => {
  const { made } = await account("PASSWORD_HISTORY = 1");
  await must(made, "ALTER USER u SET PASSWORD = 'First-Password-1'; ALTER USER u SET PASSWORD = 'Second-Password-2'");
  expect(await set(made, "Second-Password-2")).toMatchObject(rejected("PRIOR_USE"));
  expect(await set(made, "First-Password-1")).toMatchObject(rejected("PRIOR_USE"));
  await must(made, "ALTER USER u SET PASSWORD = 'Third-Password-3'; ALTER USER u SET PASSWORD = 'First-Password-1'");
});

test("a password may be changed again only after its least age, unless it must be changed", async () => {
  const { made, clock } = await account("PASSWORD_MIN_AGE_DAYS = 2");
  await must(made, "ALTER USER u SET PASSWORD = 'First-Password-1'");
  expect(await set(made, "Second-Password-2")).toMatchObject(rejected("MIN_AGE"));
  await must(made, "ALTER USER u SET MUST_CHANGE_PASSWORD = TRUE; ALTER USER u SET PASSWORD = 'Second-Password-2'");
  await must(made, "ALTER USER u SET MUST_CHANGE_PASSWORD = FALSE");
  expect(await set(made, "Third-Password-3")).toMatchObject(rejected("MIN_AGE"));
  clock.now += 2 * DAY;
  await must(made, "ALTER USER u SET PASSWORD = 'Third-Password-3'");
});

test("the policy of the user goes before the account's", async () => {
  const { made } = await account("PASSWORD_MIN_LENGTH = 40");
  await must(made, "CREATE PASSWORD POLICY d.public.own PASSWORD_MIN_LENGTH = 8; ALTER USER u SET PASSWORD POLICY d.public.own");
  expect(await set(made, "Abcdef12")).toBe("Statement executed successfully.");
  await must(made, "ALTER USER u UNSET PASSWORD POLICY");
  expect(await set(made, "Abcdef123")).toMatchObject(rejected("PASSWORD_TOO_SHORT"));
});
