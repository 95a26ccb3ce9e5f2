import type { Session } from "@snowtower/insight";
import { type Catalog, type Grantee, kindOfLabel, type ObjectId } from "@snowtower/kinds";
import fc from "fast-check";
import { expect, test } from "vitest";
import { samples } from "../samples.ts";
import { type AccessScene, accessScene, isAllowed, ROLES, type Trial, USERS } from "./access-scene.ts";
import { PROBES, type Probe } from "./probes.ts";
import { randomHistory as history } from "./random-grants.ts";

// What insight says is compared with what the local account, which knows nothing of insight, lets users do.

const PRIMARIES = [...ROLES, "PUBLIC"];

/** By their statements, so that a counterexample can be read. */
const probes = fc.constantFrom(...PROBES.map(({ text }) => text));
const probeOf = new Map(PROBES.map((probe) => [probe.text, probe]));
const secondaries = fc.constantFrom("ALL" as const, "NONE" as const);

const grantee = (type: Grantee["type"], name: string): Grantee => ({ type, name });

const met = { yes: 0, no: 0, refused: 0, statements: 0 };

async function sceneOf(statements: readonly string[]): Promise<AccessScene> {
  const scene = await accessScene(statements);
  met.refused += scene.refused;
  met.statements += statements.length;
  return scene;
}

function isThere({ objects }: Catalog, { on }: Probe): boolean {
  const kind = kindOfLabel(on.type);
  return kind !== undefined && objects.has(`${kind.name}:${on.name}` as ObjectId);
}

/** Both say the same of the statement. */
async function compare(
  { access, account, catalog }: AccessScene,
  text: string,
  asked: { readonly session: Session; readonly trials: readonly Trial[] },
): Promise<void> {
  const probe = probeOf.get(text) as Probe;
  const said = isThere(catalog, probe) && probe.expects(access, asked.session);
  const tried = await Promise.all(asked.trials.map((trial) => isAllowed(account, trial, probe)));
  const line = (isSo: boolean): string => `${JSON.stringify(asked.session)}: ${text} is ${isSo ? "allowed" : "refused"}`;
  expect(line(said)).toBe(line(tried.includes(true)));
  met[said ? "yes" : "no"]++;
}

test("in a session, with the one role and with all of them", async () => {
  const tries = fc.array(fc.tuple(fc.constantFrom(...USERS, "KEY"), fc.constantFrom(...PRIMARIES), secondaries, probes), { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(history, tries, async (statements, all) => {
      const scene = await sceneOf(statements);
      for (const [user, role, secondary, text] of all) {
        const session: Session = { kind: "in session", user: grantee("USER", user), primary: grantee("ROLE", role), secondary };
        await compare(scene, text, { session, trials: [{ user, role, secondary }] });
      }
    }),
    { numRuns: samples(80) },
  );
}, 600_000);

test("all that a user can get is what some session of his gets", async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(...USERS), fc.array(probes, { minLength: 10, maxLength: 10 }), async (statements, user, all) => {
      const scene = await sceneOf(statements);
      const session: Session = { kind: "as user", user: grantee("USER", user) };
      for (const role of PRIMARIES) {
        const inIt: Session = { kind: "in session", user: grantee("USER", user), primary: grantee("ROLE", role), secondary: "NONE" };
        const { usable } = scene.access.can(inIt, { privilege: "USAGE", on: { type: "ROLE", name: role } });
        const isHis = await isAllowed(scene.account, { user, role: "PUBLIC", secondary: "NONE" }, { text: `USE ROLE ${role}` });
        expect([role, usable]).toEqual([role, isHis]);
      }
      for (const text of all) await compare(scene, text, { session, trials: PRIMARIES.map((role) => ({ user, role, secondary: "ALL" })) });
    }),
    { numRuns: samples(40) },
  );
}, 600_000);

test("a role by itself is what its session without secondary roles gets", async () => {
  const tries = fc.array(fc.tuple(fc.constantFrom(...ROLES), probes), { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(history, tries, async (statements, all) => {
      const scene = await sceneOf(statements.filter((text) => !text.startsWith("DROP ROLE")));
      for (const [role, text] of all)
        await compare(scene, text, { session: { kind: "as role", role: grantee("ROLE", role) }, trials: [{ user: "KEY", role, secondary: "NONE" }] });
      // What was not read would make a "no" of a "yes".
      expect(scene.catalog.gaps).toEqual([]);
    }),
    { numRuns: samples(40) },
  );
  // Comparing only what nobody may do, or what the account refused to grant, would show nothing.
  expect(met.yes).toBeGreaterThan(met.no / 20);
  expect(met.refused).toBeLessThan(met.statements / 2);
}, 600_000);
