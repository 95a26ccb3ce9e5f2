import fc from "fast-check";
import { expect, test } from "vitest";
import { closureOf } from "../access/active-roles.ts";
import { type Catalog, childrenOf, entryAt, entryOf, grantsOn } from "../catalog/catalog.ts";
import { ACCOUNT } from "../catalog/entry.ts";
import type { Grant } from "../catalog/grant.ts";
import { valuesOf } from "../catalog/persistent-map.ts";
import { LocalAccount } from "../local-account.ts";
import { must, run } from "../testing/run.ts";

const ROLES = ["A", "B", "C", "D"];

const role = fc.constantFrom(...ROLES);
const what = fc.constantFrom("USAGE ON WAREHOUSE w", "OPERATE ON WAREHOUSE w", "SELECT ON TABLE d.s.t", "USAGE ON DATABASE d", "MANAGE GRANTS ON ACCOUNT");
const option = fc.constantFrom("", " WITH GRANT OPTION");

/** A statement, and the role that says it. */
const statement = fc.tuple(
  fc.constantFrom(...ROLES, "ACCOUNTADMIN"),
  fc.oneof(
    { weight: 8, arbitrary: fc.tuple(what, role, option).map(([privilege, to, how]) => `GRANT ${privilege} TO ROLE ${to}${how}`) },
    { weight: 3, arbitrary: fc.tuple(role, role, option).map(([given, to, how]) => `GRANT ROLE ${given} TO ROLE ${to}${how}`) },
    {
      weight: 5,
      arbitrary: fc
        .tuple(
          fc.constantFrom("", "GRANT OPTION FOR "),
          fc.oneof(
            what,
            role.map((name) => `ROLE ${name}`),
          ),
          role,
          fc.constantFrom("", " CASCADE"),
        )
        .map(([only, privilege, from, how]) => `REVOKE ${only}${privilege} FROM ROLE ${from}${how}`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom("WAREHOUSE w", "TABLE d.s.t", "DATABASE d"), role, fc.constantFrom("", " COPY CURRENT GRANTS", " REVOKE CURRENT GRANTS"))
        .map(([on, to, how]) => `GRANT OWNERSHIP ON ${on} TO ROLE ${to}${how}`),
    },
  ),
);

async function setting(): Promise<LocalAccount> {
  const account = LocalAccount.create();
  await must(account, "CREATE WAREHOUSE w; CREATE DATABASE d; CREATE SCHEMA d.s; CREATE TABLE d.s.t (i INT); GRANT USAGE ON SCHEMA d.s TO ROLE public");
  for (const name of ROLES) await must(account, `CREATE ROLE ${name}; GRANT ROLE ${name} TO USER admin; GRANT USAGE ON WAREHOUSE w TO ROLE ${name}`);
  return account;
}

/** "a privilege was granted to a role with the WITH GRANT OPTION": its grantor is SYSTEM, who owns the object, or who holds the option. */
function isBacked(catalog: Catalog, grant: Grant): boolean {
  const on = entryAt(catalog, grant.on);
  // What Snowflake brought is nobody's; ACCOUNTADMIN stands for its owner.
  if (grant.by === null || (on.owner === null && on.id !== ACCOUNT) || on.owner?.role === grant.by) return true;
  return grantsOn(catalog, grant.on).some((other) => other.to === grant.by && other.privilege === grant.privilege && other.grantOption);
}

function readable(catalog: Catalog, grant: Grant): string {
  const name = (id: number | null): string => (id === null ? "SYSTEM" : (entryOf(catalog, id)?.name ?? `#${id}`));
  return `${grant.privilege} ON ${name(grant.on)} TO ${name(grant.to)} BY ${name(grant.by)}`;
}

test("after any grants and revokes every grant rests on its grantor's right, and no role is below itself", async () => {
  const met = { done: 0, refused: 0, onward: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(statement, { minLength: 10, maxLength: 40 }), async (statements) => {
      const account = await setting();
      for (const [as, text] of statements) {
        const result = await run(account.openSession({ user: "ADMIN", role: as, secondaryRoles: "NONE" }), text);
        met[typeof result === "string" ? "done" : "refused"]++;
        const { catalog } = account;
        const grants = valuesOf(catalog.grantsOn).flatMap((on) => valuesOf(on));
        const loose = grants.filter((grant) => !isBacked(catalog, grant));
        expect([text, ...loose.map((grant) => readable(catalog, grant))]).toEqual([text]);
        met.onward += grants.filter((grant) => grant.by !== null && entryAt(catalog, grant.on).owner?.role !== grant.by).length;
        for (const below of childrenOf(catalog, ACCOUNT, "ROLE"))
          for (const member of grantsOn(catalog, below.id)) expect([text, closureOf(catalog, below.id).has(member.to)]).toEqual([text, false]);
      }
    }),
    { numRuns: Number(process.env.SNOWTOWER_SAMPLES ?? 1) * 15 },
  );
  // A history in which nothing happened would show nothing.
  expect(met.done).toBeGreaterThan(met.refused / 20);
  expect(met.onward).toBeGreaterThan(0);
}, 120_000);
