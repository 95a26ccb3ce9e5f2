import { type Catalog, type Change, containerOf, type Desired, kindNamed, type ObjectId, type ScopeRule, type Treatment } from "@snowtower/kinds";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance } from "../advance.ts";
import { objectNamed, subjectOf } from "../catalog-world.ts";
import type { Plan } from "../plan.ts";
import { plan } from "../planner.ts";
import { randomProject } from "../testing/random-project.ts";
import { catalogOf, projectOf } from "../testing/sample-account.ts";

const aRule: fc.Arbitrary<ScopeRule> = fc.record(
  {
    kind: fc.constantFrom("table", "view", "schema", "database", "role"),
    name: fc.constantFrom("*", "D1.*", "D1|D1.*", "*.S1.*", "*.T1", "R1|R2", "*.S1"),
    mode: fc.constantFrom("off", "observe", "additive", "strict"),
    manage: fc.constantFrom("all", "envelope"),
    ignore: fc.subarray(["comment", "retention_time", "columns", "foreign_keys", "owner", "text"]),
  },
  { requiredKeys: [] },
);

/** The same project in a scope of rules. */
function within(desired: Desired, rules: readonly ScopeRule[]): Desired {
  const { scope } = projectOf({ mode: "strict", rules });
  return { ...desired, scope: { ...desired.scope, rules: scope.rules, of: scope.of } };
}

function applied(from: Catalog, { steps }: Plan): Catalog {
  return steps.reduce(advance, from);
}

const scenes = fc.tuple(randomProject, randomProject, fc.array(aRule, { minLength: 1, maxLength: 4 })).map(([before, after, rules]) => {
  const from = applied(catalogOf(), plan(catalogOf(), before));
  const to = within(after, rules);
  return { from, to, rules, planned: plan(from, to) };
});

function treatmentOf(id: ObjectId | null, { from, to }: { readonly from: Catalog; readonly to: Desired }): Treatment | null {
  const object = id === null ? undefined : (from.objects.get(id) ?? to.catalog.objects.get(id));
  return object === undefined ? null : to.scope.of(object);
}

function subjectsOf(change: Change): readonly (ObjectId | null)[] {
  if (change.kind === "object") return [(change.to ?? change.from)?.id ?? null];
  if (change.kind === "attachment") return [(change.to ?? change.from)?.on ?? null];
  const grant = change.to ?? change.from;
  return grant === null ? [] : [objectNamed(grant.to.type, grant.to.name), grant.on.kind === "account" ? null : subjectOf(grant.on)];
}

describe("whatever the scope's rules are", () => {
  test("no step is about what is only looked at, and it is there as before after all of them", () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { from, to, planned } = scene;
        for (const { id, changes } of planned.steps)
          for (const subject of changes.flatMap(subjectsOf)) expect(treatmentOf(subject, scene)?.aside ?? false, `${id} is about ${subject}`).toBe(false);
        const after = applied(from, planned);
        for (const object of from.objects.values()) {
          const { aside, mode } = to.scope.of(object);
          const container = containerOf(object);
          // What is off is not known, so it cannot keep its container.
          const isHeld = container === null || after.objects.has(container) || mode === "observe";
          // Keys that refer to a table go with it, also those of others (docs: sql-reference/sql/drop-table).
          const { foreign_keys: _, ...fields } = object.fields;
          if (aside && isHeld) expect(after.objects.get(object.id)?.fields, object.id).toMatchObject(fields);
        }
      }),
      { numRuns: 80 },
    );
  });

  test("what is somebody else's to create is neither created nor dropped nor replaced, and only its envelope is altered", () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        for (const { id, changes } of scene.planned.steps)
          for (const change of changes) {
            const object = change.kind === "object" ? (change.from ?? change.to) : null;
            if (change.kind !== "object" || object === null) continue;
            const treated = treatmentOf(object.id, scene);
            const { fields } = kindNamed(object.kind);
            // What is made anew is made as described, in two steps if need be.
            const isThere = scene.from.objects.has(object.id);
            for (const field of isThere && change.how === "alter" ? change.fields : [])
              expect(treated?.manages(field) ?? true, `${id} alters ${field}`).toBe(true);
            if (treated?.manage !== "envelope") continue;
            expect(change.how, id).toBe("alter");
            expect(change.fields.filter((field) => fields[field]?.group !== "envelope")).toEqual([]);
          }
        const after = applied(scene.from, scene.planned);
        const gone = [...scene.from.objects.values()].filter((object) => scene.to.scope.of(object).manage === "envelope" && !after.objects.has(object.id));
        expect(gone.map(({ id }) => id)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test("planned again, it is empty; what was left out because its container was not there may need one more", () => {
    fc.assert(
      fc.property(scenes, ({ from, to, planned, rules }) => {
        const leavesOut = planned.notes.some(({ code }) => code === "ST2030" || code === "ST2031" || code === "ST2032");
        const then = applied(from, planned);
        const again = plan(leavesOut ? applied(then, plan(then, to)) : then, to);
        expect(
          again.steps.map(({ id, why }) => [id, why]),
          JSON.stringify(rules),
        ).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});
