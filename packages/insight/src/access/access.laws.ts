import { type Catalog, type Grantee, granteeKey } from "@snowtower/kinds";
import { samples } from "@snowtower/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterChange } from "../testing/after-change.ts";
import { plainly } from "../testing/plain-access.ts";
import { changesOf, everybody, everything, randomCatalog, randomHappenings } from "../testing/random-account.ts";
import { who } from "../testing/sample-catalog.ts";
import { Access, type Question } from "./access.ts";
import type { Session } from "./session.ts";

const principals: readonly Grantee[] = everybody.map(who);

function sessionOf(principal: Grantee): Session {
  return principal.type === "USER" ? { kind: "as user", user: principal } : { kind: "as role", role: principal };
}

/** That a role holds itself says nothing. */
function asked({ type, name }: Grantee): readonly Question[] {
  return everything.filter(({ on }) => on.type !== type || on.name !== name);
}

/** Every pair that can, as text. */
function pairs(access: Access, known = principals): readonly string[] {
  return known.flatMap((principal) =>
    asked(principal)
      .filter((question) => access.can(sessionOf(principal), question).usable)
      .map((question) => spoken(principal, question)),
  );
}

function spoken({ type, name }: Grantee, { privilege, on }: Question): string {
  return `${type} ${name}: ${privilege} on ${on.type} ${on.name}`;
}

function plainPairs(catalog: Catalog, known = principals): readonly string[] {
  return known.flatMap((principal) =>
    asked(principal)
      .filter((question) => plainly(catalog, principal, question))
      .map((question) => spoken(principal, question)),
  );
}

/** Whoever the catalog speaks of: database roles are no objects of it yet. */
function knownIn({ grants }: Catalog): readonly Grantee[] {
  const named = [...grants].flatMap(({ to, on }) => [granteeKey(to), on.kind === "object" ? `${on.type}|${on.name}` : ""]);
  return principals.filter((each) => each.type === "ROLE" || each.type === "USER" || named.includes(granteeKey(each)));
}

describe("on random accounts", () => {
  test("it is as the documentation's sentences say, asked from either end", () => {
    fc.assert(
      fc.property(randomCatalog, (catalog) => {
        const access = new Access(catalog);
        const known = knownIn(catalog);
        expect(pairs(access, known)).toEqual(plainPairs(catalog, known));
        for (const question of everything) {
          const found = access.who(question).holders.map((each) => spoken(each, question));
          const all = known.filter((each) => access.can(sessionOf(each), question).usable).map((each) => spoken(each, question));
          expect(new Set(found.filter((each) => !/ROLE (ACCOUNTADMIN|SECURITYADMIN|SYSADMIN|USERADMIN):/.test(each)))).toEqual(new Set(all));
        }
      }),
      { numRuns: samples(60) },
    );
  });

  test("a yes has a why: each holds the next, and the last was granted it", () => {
    fc.assert(
      fc.property(randomCatalog, (catalog) => {
        const access = new Access(catalog);
        for (const principal of principals) {
          for (const question of everything) {
            const { usable, why } = access.can(sessionOf(principal), question);
            expect(why !== null).toBe(usable);
            for (const path of why === null ? [] : [why.access, ...why.containers]) {
              expect(path.through[0]).toEqual(principal);
              const last = path.through.at(-1);
              const own = access.can({ kind: "as role", role: last ?? principal }, { privilege: path.privilege, on: path.on });
              if (last?.type !== "USER") expect(own.usable || path.on.type !== "ROLE").toBe(true);
            }
          }
        }
      }),
      { numRuns: samples(20) },
    );
  });

  test("moved on by changes it is what it would be made anew, and what may have changed is told", () => {
    fc.assert(
      fc.property(randomCatalog, randomHappenings, (catalog, happenings) => {
        const access = new Access(catalog);
        let now = catalog;
        const known = knownIn(catalog);
        let before = new Set(pairs(access, known));
        for (const change of changesOf(catalog, happenings)) {
          const affected = access.advance([change]);
          now = afterChange(now, change);
          const moved = new Set(pairs(access, known));
          expect([...moved]).toEqual(plainPairs(now, known));
          for (const principal of known) {
            for (const question of asked(principal)) {
              const pair = spoken(principal, question);
              if (before.has(pair) !== moved.has(pair)) expect([pair, affected.has(principal, question.on)]).toEqual([pair, true]);
            }
          }
          before = moved;
        }
        const last = known.filter((each) => knownIn(now).includes(each));
        expect(pairs(new Access(now), last)).toEqual(pairs(access, last));
      }),
      { numRuns: samples(60) },
    );
  }, 600_000);
});
