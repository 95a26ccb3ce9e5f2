// What a role is not told is unknown, and never the reason for a step (RA 9, docs/decisions/0006): for every kind, without a line per kind.
import { type AnyObject, catalogue, decode, isUnknown, type Observation, type Read, sameValue, type Value } from "@snowtower/kinds";
import { exactly, type Identifier } from "@snowtower/sql";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { acceptable } from "./laws/acceptable.ts";
import { arbitraryFile } from "./laws/arbitrary-file.ts";
import { catalogBytes } from "./laws/catalog-bytes.ts";
import { describeMost } from "./laws/describe-object.ts";
import { lawAccount } from "./laws/law-account.ts";
import { samples } from "./samples.ts";

const { facts } = (await lawAccount()).account;

/** One has no privilege at all, the other one USAGE on what holds the object, and in one test a little more. */
const NOBODY = exactly("NOBODY");
const LESSER = exactly("LESSER");

/** Privileges that show an object without owning it; no kind has all of them. */
const SHOWING = ["USAGE", "MONITOR", "REFERENCES", "SELECT", "READ", "APPLY", "OPERATE"];

describe.each(catalogue.map((kind) => [kind.name, kind] as const))("%s", (_name, kind) => {
  const files = arbitraryFile(kind);
  const met = { hidden: 0, shown: 0 };

  test("nothing is planned for a role that is shown nothing, what a lesser role is told is so, and what is refused is unknown", async () => {
    const law = fc.asyncProperty(files, files, fc.infiniteStream(fc.nat()), async (file, other, chance) => {
      const made = await acceptable(kind, file, facts);
      const wanted = describeMost(kind, other, facts);
      fc.pre(made !== null && wanted !== null && wanted.id === made.object.id);
      const { catalog, observations } = await made.scene.read(made.plan.interest);
      const truth = catalog.objects.get(wanted.id) as AnyObject;
      // No privilege on it, and none on what holds it; then USAGE on that; then whatever else shows it.
      await expectNothing(made, wanted, NOBODY);
      await expectNothing(made, wanted, LESSER);
      for (const privilege of SHOWING) await made.scene.tryTo(`GRANT ${privilege} ON ${kind.label} ${wanted.id.slice(kind.name.length + 1)} TO ROLE LESSER`);
      for (const role of [NOBODY, LESSER]) expectTruth((await made.scene.read(made.plan.interest, role)).catalog.objects.get(wanted.id), truth);
      expectTruth(decode(withoutDetails(observations), made.plan.interest, facts).objects.get(wanted.id), truth);
      const shuffled = new Map(
        [...observations]
          .map((each) => [chance.next().value, each] as const)
          .sort(([a], [b]) => a - b)
          .map(([, each]) => each),
      );
      expect(catalogBytes(decode(shuffled, made.plan.interest, facts))).toBe(catalogBytes(decode(observations, made.plan.interest, facts)));
    });
    await fc.assert(law, { numRuns: samples(2), maxSkipsPerRun: 50 });
  });

  /** No CREATE, no ALTER, no DROP, unless the role is told something. */
  async function expectNothing({ scene, plan: first }: Made, wanted: AnyObject, role: Identifier): Promise<void> {
    const { catalog } = await scene.read(first.interest, role);
    expect(catalog.partialSight).toMatchObject({ role, resolvesAll: false });
    if (isTold(catalog.objects.get(wanted.id))) return;
    met.hidden++;
    const plan = await scene.plan([wanted], wanted, { role });
    expect(plan.steps.map(({ id }) => id)).toEqual([]);
    if (catalog.objects.has(wanted.id)) return;
    expect(plan.notes.map(({ code }) => code)).toContain("ST2001");
    expect((await scene.plan([], wanted, { role })).steps.map(({ id }) => id)).toEqual([]);
  }

  function isTold(object: AnyObject | undefined): boolean {
    return object !== undefined && Object.keys(kind.fields).some((field) => !isUnknown(object.fields[field]));
  }

  function expectTruth(part: AnyObject | undefined, all: AnyObject): void {
    if (part === undefined) return;
    met.shown++;
    const lies = Object.keys(kind.fields).filter((field) => !isUnknown(part.fields[field]) && !isSame(part.fields[field], all.fields[field]));
    expect(lies.map((field) => ({ field, told: part.fields[field], is: all.fields[field] }))).toEqual([]);
    if (!isUnknown(part.owner)) expect(part.owner).toBe(all.owner);
  }

  // A law that no sample ever came under would hold of anything.
  afterAll(() => {
    expect(met.shown).toBeGreaterThan(0);
    if (kind.listedToAll !== true) expect(met.hidden).toBeGreaterThan(0);
  });
});

type Made = NonNullable<Awaited<ReturnType<typeof acceptable>>>;

function isSame(a: Read<Value>, b: Read<Value>): boolean {
  return !isUnknown(a) && !isUnknown(b) && sameValue(a, b);
}

/** Whatever is no list of objects was refused. */
function withoutDetails(observations: ReadonlyMap<string, Observation>): ReadonlyMap<string, Observation> {
  const lists = catalogue.flatMap(({ sources: [list] }) => (list?.from === "show" ? [`SHOW ${list.what} `, `SHOW ${list.what}`] : []));
  const isList = (key: string): boolean => lists.some((list) => (list.endsWith(" ") ? key.startsWith(list) : key === list));
  return new Map([...observations].map(([key, seen]) => [key, isList(key) ? seen : { key, at: seen.at, refused: "insufficient privileges" }]));
}
