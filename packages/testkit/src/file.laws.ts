import { type AnyObject, catalogue, diffObject, writeObject, writeSpec } from "@snowtower/kinds";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { arbitraryWholeFile } from "./laws/arbitrary-file.ts";
import { fitting, read } from "./laws/fitting-file.ts";
import { lawAccount } from "./laws/law-account.ts";
import type { Plain } from "./laws/type-samples.ts";
import { samples } from "./samples.ts";

const { facts } = (await lawAccount()).account;

type File = { readonly [field: string]: Plain };

describe.each(catalogue.map((kind) => [kind.name, kind] as const))("%s", (_name, kind) => {
  const files = arbitraryWholeFile(kind);
  const met = { specs: 0, objects: 0 };

  test("a spec that is written and read is the same spec", () => {
    fc.assert(
      fc.property(files, (random) => {
        const { spec, file, argumentTypes } = fitting(kind, random);
        fc.pre(!spec.flawed);
        met.specs++;
        const { fields, left } = writeSpec(kind, spec);
        const lost = new Set(left.map(({ field }) => field));
        const again = read(kind, { ...fields, ...only(file, lost) } as File);
        expect({ ...again.spec.fields, ...only(spec.fields, lost) }).toEqual(spec.fields);
        expect(again.argumentTypes).toEqual(argumentTypes);
        expect(JSON.stringify(writeSpec(kind, { fields: reversed(spec.fields) }).fields)).toBe(JSON.stringify(fields));
      }),
      { numRuns: samples(100) },
    );
  });

  test("an object that is written and read is the same object, with the same attachments", () => {
    fc.assert(
      fc.property(files, (random) => {
        const { object, file, attachments } = fitting(kind, random);
        fc.pre(object !== null);
        met.objects++;
        const own = attachments.attachments.filter(({ on }) => on === object.id);
        const { fields, left } = writeObject(object, { facts, attachments: own });
        const lost = new Set(left.map(({ field }) => field));
        const again = read(kind, { ...fields, ...only(file, lost) } as File);
        expect(again.object).not.toBeNull();
        expect(diffObject(object, again.object as AnyObject, facts)).toBeNull();
        expect(diffObject(again.object as AnyObject, object, facts)).toBeNull();
        expect(again.attachments.attachments.filter(({ on }) => on === object.id)).toEqual(own);
      }),
      { numRuns: samples(100) },
    );
  });

  // A law that no sample ever came under would hold of anything.
  afterAll(() => {
    expect(met.specs).toBeGreaterThan(0);
    expect(met.objects).toBeGreaterThan(0);
  });
});

/** What cannot be written stands in the second file as in the first: without it, many a file would be refused. */
function only<T>(fields: { readonly [field: string]: T }, wanted: ReadonlySet<string>): { readonly [field: string]: T } {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => wanted.has(name)));
}

function reversed<T>(fields: { readonly [field: string]: T }): { readonly [field: string]: T } {
  return Object.fromEntries(Object.entries(fields).reverse());
}
