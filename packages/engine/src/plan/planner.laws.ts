import {
  type AnyObject,
  type Catalog,
  containerOf,
  type Desired,
  type Grant,
  GrantSet,
  grantKey,
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
import { catalogOf, grant, projectOf, role, table, thing, view } from "./testing/sample-account.ts";

const ROLES = ["R1", "R2", "R3", "R4"];
const DATABASES = ["D1", "D2"];
const SCHEMAS = ["S1", "PUBLIC"];
const TABLES = ["T1", "T2", "T3"];
const VIEWS = ["V1", "V2"];

const everyRole = ROLES.map(role);

/** Names of what random projects are made of, from the account inwards. */
const schemas = DATABASES.flatMap((database) => SCHEMAS.map((schema) => `${database}.${schema}`));
const tables = schemas.flatMap((schema) => TABLES.map((name) => `${schema}.${name}`));
const views = schemas.flatMap((schema) => VIEWS.map((name) => `${schema}.${name}`));

const aTable = fc.record({
  name: fc.constantFrom(...tables),
  refersTo: fc.subarray(tables, { maxLength: 2 }),
  comment: fc.constantFrom("a", "b"),
  days: fc.constantFrom(1, 7),
});
const aView = fc.record({ name: fc.constantFrom(...views), names: fc.subarray([...tables, ...views], { minLength: 1, maxLength: 3 }) });
const aGrant = fc.oneof(
  fc.record({ privilege: fc.constantFrom("SELECT", "INSERT"), on: fc.constantFrom(...tables.map((name) => `TABLE ${name}`)), to: fc.constantFrom(...ROLES) }),
  fc.record({ privilege: fc.constantFrom("USAGE", "MONITOR"), on: fc.constantFrom(...schemas.map((name) => `SCHEMA ${name}`)), to: fc.constantFrom(...ROLES) }),
  fc.record({ privilege: fc.constant("USAGE"), on: fc.constantFrom(...DATABASES.map((name) => `DATABASE ${name}`)), to: fc.constantFrom(...ROLES) }),
  fc.record({
    privilege: fc.constantFrom("SELECT", "INSERT"),
    on: fc.constantFrom(...schemas.map((name) => `FUTURE TABLE IN SCHEMA ${name}`), "FUTURE TABLE IN DATABASE D1"),
    to: fc.constantFrom(...ROLES),
  }),
  fc.constantFrom(...ROLES.slice(1).map((name, i) => ({ privilege: "USAGE", on: `ROLE ${name}`, to: ROLES[i] as string }))),
);

/** Ownership of a schema's future objects goes to one role at most. */
const anOwner = fc.record({ schema: fc.constantFrom(...schemas), type: fc.constantFrom("TABLE", "VIEW"), to: fc.constantFrom(...ROLES) });

/** Projects that describe whatever they speak of, strict on everything. */
const randomProject: fc.Arbitrary<Desired> = fc
  .record({
    roles: fc.subarray(ROLES, { minLength: 1 }),
    schemas: fc.subarray(schemas),
    tables: fc.uniqueArray(aTable, { selector: ({ name }) => name, maxLength: 6 }),
    views: fc.uniqueArray(aView, { selector: ({ name }) => name, maxLength: 4 }),
    grants: fc.array(aGrant, { maxLength: 12 }),
    owners: fc.uniqueArray(anOwner, { selector: ({ schema, type }) => schema + type, maxLength: 2 }),
  })
  .map((parts) => {
    const databases = [...new Set(parts.schemas.map((name) => name.split(".")[0] as string))];
    const isHeld = (name: string): boolean => parts.schemas.some((schema) => name.startsWith(`${schema}.`));
    const described = parts.tables.filter(({ name }) => isHeld(name));
    const there = new Set(described.map(({ name }) => name));
    const objects: AnyObject[] = [
      ...parts.roles.map((name) => thing("role", name)),
      ...databases.map((name) => thing("database", name)),
      ...parts.schemas.map((name) => thing("schema", name, { is_transient: false, managed_access: false })),
      ...described.map(({ name, refersTo, comment, days }) =>
        table(
          name,
          refersTo.filter((ref) => ref !== name && there.has(ref)),
          { comment, retention_time: days },
        ),
      ),
      ...parts.views
        .filter(({ name }) => isHeld(name))
        .map(({ name, names }) => view(name, `SELECT 1 FROM ${names.filter((each) => each !== name).join(", ")}`)),
    ];
    const ids = new Set(objects.map((object) => object.id.replace(/^[a-z]+:/, "")));
    const stands = (each: Grant): boolean => each.on.kind === "account" || (ids.has(each.on.name) && ids.has(each.to.name));
    const owners = parts.owners.map(({ schema, type, to }) => grant("OWNERSHIP", `FUTURE ${type} IN SCHEMA ${schema}`, to));
    const membership = parts.roles.map((name) => grant("USAGE", `ROLE ${name}`, "ADMIN"));
    const grants = [...parts.grants.map(({ privilege, on, to }) => grant(privilege, on, to)), ...owners].filter(stands);
    return projectOf({ objects, grants: [...grants, ...membership], mode: "strict", strict: everyRole, additive: [role("ADMIN")] });
  });

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
