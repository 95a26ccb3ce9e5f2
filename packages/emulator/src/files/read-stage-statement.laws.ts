import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LocalAccount } from "../local-account.ts";
import { SqlError } from "../sql-error.ts";
import { parseStatement } from "../statements/parse.ts";
import { readStageLocation } from "./stage-location.ts";

const words =
  "file:///tmp/a file:///tmp/** 'file:///a b' @~ @~/x @s @d.s.t/a/b @%t @d..%t '@\"my stage\"/x' @\"q/r\"/y PARALLEL = 4 OVERWRITE=TRUE PATTERN='.*' ' \" ; -- /* \\ =".split(
    " ",
  );

test("whatever stands behind PUT, GET, LIST and REMOVE, it is read or refused", () => {
  const text = fc.tuple(
    fc.constantFrom("PUT", "GET", "LIST", "LS", "REMOVE", "RM", "/* c */ put", "-- c\nlist"),
    fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((list) => list.join(" ")),
    ),
  );
  fc.assert(
    fc.property(text, ([first, rest]) => {
      try {
        expect(parseStatement(`${first} ${rest}`, {})).toHaveProperty("run");
      } catch (error) {
        expect(error).toBeInstanceOf(SqlError);
      }
    }),
    { numRuns: 500 },
  );
});

test("no path leads out of a stage", () => {
  const account = LocalAccount.create();
  const root = join(account.files.outgoing(7, []), "..", "..");
  const part = fc.constantFrom("..", ".", "", "a", "..a", "a..", "...", "\0", "~", "c:");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      try {
        const path = readStageLocation(`@~/${parts.join("/")}`, {})?.path ?? "";
        expect(account.files.incoming(7, { path, overwrite: false }).startsWith(join(root, "in"))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(SqlError);
      }
    }),
    { numRuns: 100 },
  );
  return account.close();
});
