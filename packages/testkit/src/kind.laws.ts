import type { BoundPlan } from "@snowtower/engine";
import { type AnyObject, catalogue, diffObject, isUnknown, type Kind } from "@snowtower/kinds";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { acceptable } from "./laws/acceptable.ts";
import { arbitraryFile } from "./laws/arbitrary-file.ts";
import { catalogBytes } from "./laws/catalog-bytes.ts";
import { describeMost } from "./laws/describe-object.ts";
import { type LawAccount, lawAccount } from "./laws/law-account.ts";
import type { Plain } from "./laws/type-samples.ts";
import { samples } from "./samples.ts";
import { catalogDifference } from "./verbs/catalog-difference.ts";

const { facts } = (await lawAccount()).account;

/** Made in an account of its own, with as much of the file as Snowflake takes. */
async function mustMake(kind: Kind, file: File): Promise<NonNullable<Awaited<ReturnType<typeof acceptable>>>> {
  const made = await acceptable(kind, file, facts);
  fc.pre(made !== null);
  return made;
}

type File = { readonly [field: string]: Plain };

const idsOf = (plan: BoundPlan): readonly string[] => plan.steps.map(({ id, statements }) => `${id}: ${statements.map(({ text }) => text).join("; ")}`);

async function subjectOf(scene: LawAccount, plan: BoundPlan, { id }: AnyObject): Promise<AnyObject | undefined> {
  return (await scene.read(plan.interest)).catalog.objects.get(id);
}

describe.each(catalogue.map((kind) => [kind.name, kind] as const))("%s", (_name, kind) => {
  const files = arbitraryFile(kind);
  const met = { created: 0, changed: 0, undone: 0 };
  const check = (property: fc.IAsyncProperty<[File]> | fc.IAsyncProperty<[File, File]>, wanted: number): Promise<void> =>
    fc.assert(property as fc.IAsyncProperty<[File]>, { numRuns: samples(wanted), maxSkipsPerRun: 50 });

  test("nothing differs from itself", () => {
    fc.assert(
      fc.property(files, (file) => {
        const object = describeMost(kind, file, facts);
        fc.pre(object !== null);
        expect(diffObject(object, object, facts)).toBeNull();
      }),
      { numRuns: samples(100) },
    );
  });

  test("created and read back it is as described, and in the same bytes each time", async () => {
    await check(
      fc.asyncProperty(files, async (file) => {
        const { object, scene, plan } = await mustMake(kind, file);
        met.created++;
        const { catalog } = await scene.read(plan.interest);
        const found = catalog.objects.get(object.id) as AnyObject;
        expect(diffObject(found, object, facts)).toBeNull();
        expect(diffObject(found, found, facts)).toBeNull();
        const again = await scene.plan([object], object);
        expect(idsOf(again)).toEqual([]);
        expect(JSON.stringify(await scene.plan([object], object))).toBe(JSON.stringify(again));
        expect(catalogBytes((await scene.read(plan.interest)).catalog)).toBe(catalogBytes(catalog));
      }),
      3,
    );
  });

  test("changed into another one it is that one, and the undo leads back", async () => {
    const changed = (): Promise<void> =>
      check(
        fc.asyncProperty(files, files, async (fileFrom, fileTo) => {
          const { object: from, scene, plan: first } = await mustMake(kind, fileFrom);
          const { object: to, scene: there, plan: made } = await mustMake(kind, fileTo);
          fc.pre(from.id === to.id);
          // Of a field that nobody can read it cannot be judged whether it changed.
          const reached = await subjectOf(there, made, to);
          fc.pre(Object.keys(to.fields).every((field) => !isUnknown(reached?.fields[field])));
          const before = (await scene.read(first.interest)).catalog;
          const plan = await scene.plan([to], to);
          fc.pre(plan.steps.length > 0 && !plan.notes.some(({ severity }) => severity === "error"));
          await scene.apply(plan);
          met.changed++;
          const found = (await subjectOf(scene, plan, to)) as AnyObject;
          expect(diffObject(found, to, facts)).toBeNull();
          expect(idsOf(await scene.plan([to], to))).toEqual([]);
          if (plan.steps.some(({ undo }) => undo.kind === "none")) return;
          await scene.undo(plan);
          met.undone++;
          expect(unexplained(catalogDifference(before, (await scene.read(first.interest)).catalog), before.objects.get(from.id))).toEqual([]);
        }),
        3,
      );
    await changed();
    // A few samples may all be changes that cannot be taken back: then more are drawn, until the law was met.
    for (let round = 0; met.undone === 0 && round < 5; round++) await changed();
  });

  test("dropped and taken back it is there again", async () => {
    await check(
      fc.asyncProperty(files, async (file) => {
        const { object, scene, plan: first } = await mustMake(kind, file);
        const before = (await scene.read(first.interest)).catalog;
        const plan = await scene.plan([], object);
        expect(plan.steps.map(({ changes }) => changes.map((change) => change.kind === "object" && change.how))).toEqual([["drop"]]);
        await scene.apply(plan);
        expect(await subjectOf(scene, plan, object)).toBeUndefined();
        if (plan.steps.some(({ undo }) => undo.kind === "none")) return;
        await scene.undo(plan);
        expect(unexplained(catalogDifference(before, (await scene.read(first.interest)).catalog), before.objects.get(object.id))).toEqual([]);
      }),
      1,
    );
  });

  // A law that no sample ever came under would hold of anything.
  afterAll(() => {
    expect(met.created).toBeGreaterThan(0);
    expect(met.changed).toBeGreaterThan(0);
    expect(met.undone).toBeGreaterThan(0);
  });
});

/** What was not known before cannot be brought back: a password. */
function unexplained(differences: readonly string[], before: AnyObject | undefined): readonly string[] {
  const unknown = Object.entries(before?.fields ?? {}).flatMap(([name, value]) => (isUnknown(value) ? [`${before?.id} ${name}:`] : []));
  return differences.filter((line) => !unknown.some((start) => line.startsWith(start)));
}
