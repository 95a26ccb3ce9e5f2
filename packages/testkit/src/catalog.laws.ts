import { applyPlan, type BoundPlan, planAccount } from "@snowtower/engine";
import { type AnyObject, type Catalog, catalogue, type Desired, diffObject, idOf, isUnknown, kindNamed } from "@snowtower/kinds";
import { nameOf } from "@snowtower/sql";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { walkTogether } from "./agree/walk-together.ts";
import { acceptable } from "./laws/acceptable.ts";
import { arbitraryFile } from "./laws/arbitrary-file.ts";
import { lawSecrets } from "./laws/describe-object.ts";
import { type LawAccount, lawAccount } from "./laws/law-account.ts";
import type { Plain } from "./laws/type-samples.ts";
import { plainDesired } from "./plain-desired.ts";
import { samples } from "./samples.ts";
import { catalogDifference } from "./verbs/catalog-difference.ts";

const { facts } = (await lawAccount()).account;

/** A file of a kind, whichever the kind. Containers are the surroundings of all others: they stay. */
type File = readonly [kind: string, file: { readonly [field: string]: Plain }];

const kinds = catalogue.filter(({ layout }) => layout !== "folder");
const anyFile: fc.Arbitrary<File> = fc.constantFrom(...kinds).chain((kind) => arbitraryFile(kind).map((file): File => [kind.name, file]));
const files = fc.uniqueArray(anyFile, { selector: ([kind]) => kind, minLength: 2, maxLength: 5 });

/** The objects of the files, each as much of it as Snowflake takes. */
async function objectsOf(described: readonly File[]): Promise<readonly AnyObject[]> {
  const objects: AnyObject[] = [];
  for (const [kind, file] of described) {
    const made = await acceptable(kindNamed(kind), file, facts);
    if (made !== null) objects.push(withOwnName(made.object));
  }
  return objects;
}

/** Objects of several kinds share their names: tables and views, policies. */
function withOwnName(object: AnyObject): AnyObject {
  const name = nameOf(...object.name.slice(0, -1), object.kind.toUpperCase());
  return { ...object, name, id: idOf(object.kind, name, object.argumentTypes) };
}

/** A project of these objects; what is the subject of it and not described has to go. */
async function planOf(scene: LawAccount, wanted: readonly AnyObject[], subjects: ReadonlySet<string>): Promise<BoundPlan> {
  const around: AnyObject[] = ["database", "schema"].map((kind, depth) => {
    const name = nameOf(...["LAW", "LAW"].slice(0, depth + 1));
    return { kind, id: idOf(kind, name), name, owner: undefined, fields: {} };
  });
  const modeOf = ({ id }: AnyObject) => (subjects.has(id) ? "strict" : "observe");
  const desired: Desired = plainDesired({ facts, objects: [...around, ...wanted], databases: ["LAW"], modeOf });
  return (await planAccount(scene.account, desired, {})).plan;
}

async function run(scene: LawAccount, plan: BoundPlan): Promise<void> {
  await applyPlan(plan, scene.account, { run: "law", parallel: 1, reveal: (ref) => lawSecrets.reveal(ref), clock: () => new Date(0) });
}

const read = async (scene: LawAccount, plan: BoundPlan): Promise<Catalog> => (await scene.read(plan.interest)).catalog;
const shown = ({ steps }: BoundPlan): readonly string[] => steps.map(({ id, statements }) => `${id}: ${statements.map(({ text }) => text).join("; ")}`);

const met = { steps: 0, undone: 0 };

test("a random catalog becomes another one, as foretold after each step, and back", async () => {
  const property = fc.asyncProperty(files, files, async (filesFrom, filesTo) => {
    const [from, to] = [await objectsOf(filesFrom), await objectsOf(filesTo)];
    const subjects = new Set([...from, ...to].map(({ id }) => id));
    const [scene, twin] = [await lawAccount(), await lawAccount()];
    for (const each of [scene, twin]) await run(each, await planOf(each, from, subjects));
    expect(shown(await planOf(scene, from, subjects))).toEqual([]);
    const plan = await planOf(scene, to, subjects);
    // Of a field that nobody can read it cannot be told whether it changes, and what cannot be changed is told, not done.
    fc.pre(!plan.notes.some(({ severity }) => severity === "error"));
    met.steps += plan.steps.length;
    const before = await read(scene, plan);
    expect(await walkTogether(plan, twin.account, (ref) => lawSecrets.reveal(ref))).toEqual([]);
    await run(scene, plan);
    expect(shown(await planOf(scene, to, subjects))).toEqual([]);
    const after = await read(scene, plan);
    for (const object of to) expect(diffObject(after.objects.get(object.id) as AnyObject, object, facts)).toBeNull();
    if (plan.steps.some(({ undo }) => undo.kind !== "exact")) return;
    await scene.undo(plan);
    met.undone++;
    const unread = [...before.objects.values()].flatMap(({ id, fields }) =>
      Object.keys(fields)
        .filter((name) => isUnknown(fields[name]))
        .map((name) => `${id} ${name}:`),
    );
    expect(catalogDifference(before, await read(scene, plan)).filter((line) => !unread.some((start) => line.startsWith(start)))).toEqual([]);
  });
  await fc.assert(property, { numRuns: samples(6), maxSkipsPerRun: 50 });
}, 120_000);

// A law that no sample ever came under would hold of anything.
afterAll(() => {
  expect(met.steps).toBeGreaterThan(0);
});
