import { SYSTEM_ROLE_PRIVILEGES } from "../access/global-privileges.ts";
import { ACCOUNT, type Id } from "../catalog/entry.ts";
import type { Grant } from "../catalog/grant.ts";
import { type Collected, resultsOf } from "./collect.ts";
import type { SeedFacts } from "./seed.ts";
import type { Seeding } from "./seeding.ts";

const HIERARCHY: readonly (readonly [string, string])[] = [
  ["SECURITYADMIN", "ACCOUNTADMIN"],
  ["SYSADMIN", "ACCOUNTADMIN"],
  ["USERADMIN", "SECURITYADMIN"],
];

/**
 * What every account has and a seed may not have read: the system roles, their privileges and hierarchy, the user who read.
 * Without them nothing could be asked of the twin; that they were not read is told.
 */
export function assumeWhatIsMissing(seeding: Seeding, { user }: SeedFacts, collected: Collected): readonly Grant[] {
  const grants: Grant[] = [];
  const idOf = (name: string): Id => (seeding.find({ class: "ROLE", parent: ACCOUNT, name }) ?? seeding.add({ class: "ROLE", parent: ACCOUNT, name })).id;
  const grant = (privilege: string, on: Id, to: Id): number => grants.push({ privilege, on, to, by: null, grantOption: privilege !== "USAGE", createdOn: 0 });
  if (!lists(collected, "ROLES")) {
    seeding.hole({ statement: "SHOW ROLES", why: "it was not read: the system roles are assumed to be there" });
    for (const name of Object.keys(SYSTEM_ROLE_PRIVILEGES)) idOf(name);
  }
  if (!collected.grants.some((rows) => rows.knowsAccount)) {
    seeding.hole({
      statement: "SHOW GRANTS ON ACCOUNT",
      why: "no grant on the account was read: the system roles are assumed to have what they have on the first day",
    });
    for (const [name, privileges] of Object.entries(SYSTEM_ROLE_PRIVILEGES)) for (const privilege of privileges) grant(privilege, ACCOUNT, idOf(name));
    for (const [below, above] of HIERARCHY) grant("USAGE", idOf(below), idOf(above));
  }
  const reader = seeding.find({ class: "USER", parent: ACCOUNT, name: user });
  if (reader === undefined) {
    seeding.hole({ object: user, why: "USER: the one who read was not read himself: only his name is known" });
    seeding.add({ class: "USER", parent: ACCOUNT, name: user });
  }
  return grants;
}

function lists(collected: Collected, words: string): boolean {
  return resultsOf(collected, "objects").some(({ asked }) => asked.show.words === words);
}
