import {
  type Catalog,
  containerOf,
  type Desired,
  type Grant,
  GrantSet,
  grantKey,
  invert,
  isFuture,
  isMembership,
  type ObjectId,
  refsOf,
} from "@snowtower/kinds";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance } from "./advance.ts";
import { objectNamed, subjectOf } from "./catalog-world.ts";
import type { Plan } from "./plan.ts";
import { plan } from "./planner.ts";
import { GrantKeys } from "./steps/grant-keys.ts";
import { randomProject } from "./testing/random-project.ts";
import { catalogOf, role } from "./testing/sample-account.ts";

/** What an account has once a project was applied to it. */
function applied(from: Catalog, { steps }: Plan): Catalog {
  return steps.reduce(advance, from);
}

const pairs = fc.tuple(randomProject, randomProject).map(([before, after]) => {
  const from = applied(catalogOf(), plan(catalogOf(), before));
  return { from, after, planned: plan(from, after) };
});

/** Foreign keys that need each other can be completed later; views that name each other cannot be helped. */
function shuffled(catalog: Catalog): Catalog {
  return { ...catalog, objects: new Map([...catalog.objects].reverse()), grants: new GrantSet([...catalog.grants].reverse()) };
}

describe("a plan between any two states", () => {
  test("leads to what is wanted: planned again, it is empty", () => {
    fc.assert(
      fc.property(pairs, ({ from, after, planned }) => {
        const again = plan(applied(from, planned), after);
        expect(
          again.steps.map(({ id, why }) => [id, why]),
          story(from, planned),
        ).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("runs in its order: nothing is used before it is there, or after it is gone", () => {
    fc.assert(
      fc.property(pairs, ({ from, planned }) => {
        let now = from;
        const done = new Set<string>();
        for (const step of planned.steps) {
          expect(step.after.filter((id) => !done.has(id))).toEqual([]);
          for (const id of needed(step.changes)) expect(now.objects.has(id), `${step.id} needs ${id}`).toBe(true);
          for (const change of step.changes) {
            if (change.kind === "object" && change.how === "drop") expect(now.objects.has(change.from?.id as ObjectId), step.id).toBe(true);
            if (change.kind === "object" && change.how === "create") expect(now.objects.has(change.to?.id as ObjectId), step.id).toBe(false);
          }
          now = advance(now, step);
          done.add(step.id);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("has changes that lead back, and there again", () => {
    fc.assert(
      fc.property(pairs, ({ planned }) => {
        for (const { changes, implied } of planned.steps) for (const change of [...changes, ...implied]) expect(invert(invert(change))).toEqual(change);
      }),
      { numRuns: 100 },
    );
  });

  test("says of each step that is not safe, and of no other, what it could do", () => {
    fc.assert(
      fc.property(pairs, ({ planned }) => {
        for (const { id, risk, danger } of planned.steps) expect(danger === undefined || danger === "", id).toBe(risk === "safe");
      }),
      { numRuns: 100 },
    );
  });

  test("is the same for the same catalogs in another order", () => {
    fc.assert(
      fc.property(pairs, ({ from, after, planned }) => {
        const other: Desired = { ...after, catalog: shuffled(after.catalog) };
        expect(JSON.stringify(plan(shuffled(from), other))).toBe(JSON.stringify(planned));
      }),
      { numRuns: 100 },
    );
  });

  test("interrupts no access that is held before and after, and gives none that is held neither before nor after", () => {
    fc.assert(
      fc.property(pairs, ({ from, planned }) => {
        const gaveWay = planned.notes.some(({ code }) => code === "ST2011");
        const roles = ["R1", "R2", "R3", "R4"].map(role);
        const before = new GrantKeys(from.grants);
        const after = new GrantKeys(applied(from, planned).grants);
        let now = from;
        for (const step of planned.steps) {
          now = advance(now, step);
          const keys = new GrantKeys(now.grants);
          for (const grantee of roles) {
            if (!gaveWay)
              for (const key of usable(before.of(grantee)))
                if (usable(after.of(grantee)).has(key)) expect(usable(keys.of(grantee)).has(key), `${step.id}: ${grantee.name} loses ${key}`).toBe(true);
            for (const key of usable(keys.of(grantee))) {
              const isMeant = usable(before.of(grantee)).has(key) || usable(after.of(grantee)).has(key);
              expect(isMeant || isCombined(key, grantee.name, now), `${step.id}: ${grantee.name} is exposed to ${key}`).toBe(true);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** What a failure is told with: the grants before, and the steps. */
function story(from: Catalog, { steps }: Plan): string {
  const grants = [...from.grants].map(grantKey);
  const told = steps.map(({ id, implied }) =>
    [id, ...implied.map((change) => JSON.stringify(change.kind === "object" ? change.to?.id : [change.from, change.to]))].join(" implies "),
  );
  return ["", "before:", ...from.objects.keys(), ...grants, "steps:", ...told].join("\n");
}

/** What must be there for the changes of a step. */
function needed(changes: Plan["steps"][number]["changes"]): ObjectId[] {
  return changes.flatMap((change) => {
    if (change.kind === "grant" && change.to !== null) return subjectsOf(change.to);
    if (change.kind !== "object" || change.to === null) return [];
    const container = containerOf(change.to);
    return [...(container === null ? [] : [container]), ...refsOf(change.to)];
  });
}

function subjectsOf(grant: Grant): ObjectId[] {
  const grantee = objectNamed(grant.to.type, grant.to.name);
  const target = grant.on.kind === "account" ? null : subjectOf(grant.on);
  return [grantee, target].filter((id) => id !== null && id !== "role:ADMIN") as ObjectId[];
}

/** Privileges on tables that come with the way to them. */
function usable(keys: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    [...keys].filter((key) => {
      const [type, name] = key.split("|");
      const [database, schema] = name?.split(".") ?? [];
      return type === "TABLE" && keys.has(`DATABASE|${database}|USAGE`) && keys.has(`SCHEMA|${database}.${schema}|USAGE`);
    }),
  );
}

/** The planner looks at the grants of one grantee at a time: what comes together from several of them is beyond its promise. */
function isCombined(_key: string, name: string, now: Catalog): boolean {
  return [...now.grants].some((grant) => !isFuture(grant) && isMembership(grant) && grant.to.name === name);
}
