import fc from "fast-check";
import { expect, test } from "vitest";
import { FaultSyntaxError, parseFaults } from "./parse-faults.ts";

const words =
  "delay error half drop expire throttle stall before after token session on user nth times all state current 5 503 200ms 1s..2s 'x' ''' \" ; 000603".split(
    " ",
  );

test("whatever is written, it is faults or a word on what is wrong", () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(" ")),
  );
  fc.assert(
    fc.property(text, (spec) => {
      try {
        // What was understood is understood again by its own words.
        const faults = parseFaults(spec);
        expect(parseFaults(faults.map((fault) => fault.spec).join(";"))).toEqual(faults);
      } catch (error) {
        expect(error).toBeInstanceOf(FaultSyntaxError);
      }
    }),
    { numRuns: 500 },
  );
});
