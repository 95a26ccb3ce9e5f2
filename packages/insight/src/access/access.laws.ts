import { type Catalog, type Grantee, granteeKey, isMembership } from "@snowtower/kinds";
import { samples } from "@snowtower/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { targetOf } from "../target.ts";
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

const sessions: readonly Session[] = [
  ...principals.map(sessionOf),
  ...["U1", "U2"].flatMap((name) =>
    ["R1", "R2", "PUBLIC"].flatMap((role) =>
      (["ALL", "NONE"] as const).map((secondary): Session => ({ kind: "in session", user: who(`USER ${name}`), primary: who(role), secondary })),
    ),
  ),
];

/** Directly; everybody holds PUBLIC, and from a user the way may go to the primary role of the session at once. */
function holds({ grants }: Catalog, who: Grantee, role: Grantee, session: Session): boolean {
  if (role.name === "PUBLIC" || (session.kind === "in session" && who === session.user && role.name === session.primary.name)) return true;
  return [...grants.to(who)].some((grant) => isMembership(grant) && grant.on.kind === "object" && grant.on.type === role.type && grant.on.name === role.name);
}

function isGranted(catalog: Catalog, to: Grantee, { privilege, on }: Question): boolean {
  if (privilege === "USAGE" && on.type === to.type && on.name === to.name) return true;
  const object = [...catalog.objects.values()].find((each) => each.id.endsWith(`:${on.name}`) && targetOf(each)?.type === on.type);
  if (privilege === "OWNERSHIP") return to.type === "ROLE" && object?.owner === to.name;
  return [...catalog.grants.to(to)].some((grant) => {
    if (grant.privilege !== privilege) return false;
    return grant.on.kind === "account" ? on.type === "ACCOUNT" : grant.on.kind === "object" && grant.on.type === on.type && grant.on.name === on.name;
  });
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
        for (const session of sessions) {
          for (const question of everything) {
            const { usable, why } = access.can(session, question);
            expect(why !== null).toBe(usable);
            for (const { through, privilege, on } of why === null ? [] : [why.access, ...why.containers]) {
              expect(through[0]).toEqual(session.kind === "as role" ? session.role : session.user);
              expect(through.slice(1).every((role, i) => holds(catalog, through[i] as Grantee, role, session))).toBe(true);
              expect(isGranted(catalog, through.at(-1) as Grantee, { privilege, on })).toBe(true);
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
        const other = new Access(catalog);
        const known = knownIn(catalog);
        let before = new Set(pairs(access, known));
        for (const change of changesOf(catalog, happenings)) {
          const affected = access.affect([change]);
          other.advance([change]);
          now = afterChange(now, change);
          const moved = new Set(pairs(access, known));
          expect([...moved]).toEqual(plainPairs(now, known));
          for (const principal of known) {
            for (const question of asked(principal)) {
              const pair = spoken(principal, question);
              if (before.has(pair) !== moved.has(pair)) expect([pair, affected.has(principal, question.on)]).toEqual([pair, true]);
            }
          }
          expect(pairs(other, known)).toEqual([...moved]);
          before = moved;
        }
        const last = known.filter((each) => knownIn(now).includes(each));
        expect(pairs(new Access(now), last)).toEqual(pairs(access, last));
      }),
      { numRuns: samples(60) },
    );
  }, 600_000);
});
