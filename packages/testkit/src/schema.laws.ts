import { catalogue, fileSchema, type Kind } from "@snowtower/kinds";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryWholeFile } from "./laws/arbitrary-file.ts";
import { type Fitting, fitting, read } from "./laws/fitting-file.ts";
import { fits } from "./laws/json-schema-check.ts";
import { mutants } from "./laws/mutate.ts";
import { onlyParseKnows } from "./laws/only-parse-knows.ts";
import type { Plain } from "./laws/type-samples.ts";
import { samples } from "./samples.ts";

/** As the file's schema sees the object: under a name where the file holds many. */
function accepts(kind: Kind, file: { readonly [field: string]: Plain }): boolean {
  const isMap = kind.layout === "root file" || kind.layout === "database file";
  return fits(fileSchema(kind), isMap ? { subject: file } : file);
}

describe.each(catalogue.map((kind) => [kind.name, kind] as const))("%s", (_name, kind) => {
  test("the schema accepts what is accepted, and refuses what is refused, 200 ways to spoil a file each time", () => {
    let refused = 0;
    const judge = ({ file, what }: { readonly file: Fitting["file"]; readonly what: string }): void => {
      const { complaints } = read(kind, file);
      const isKnown = complaints.length > 0 && complaints.every(onlyParseKnows);
      if (complaints.length > 0) refused++;
      if (!isKnown) expect({ what, file, complaints, accepted: accepts(kind, file) }).toEqual({ what, file, complaints, accepted: complaints.length === 0 });
    };
    const property = fc.property(arbitraryWholeFile(kind), fc.infiniteStream(fc.nat()), (random, picks) => {
      const { file, faults } = fitting(kind, random);
      fc.pre(faults === 0);
      judge({ file, what: "as it is" });
      const all = mutants(file);
      for (const pick of picks.take(Math.min(10, all.length))) judge(all[pick % all.length] as (typeof all)[number]);
    });
    fc.assert(property, { numRuns: samples(20) });
    expect(refused).toBeGreaterThan(0);
  });
});
