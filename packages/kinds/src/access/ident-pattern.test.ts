import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIdentPattern } from "./ident-pattern.ts";

const matching = (pattern: string, names: readonly string[]): readonly string[] => {
  const parsed = parseIdentPattern(pattern);
  expect(parsed, pattern).not.toBeNull();
  return names.filter((name) => parsed!.matches(name));
};

describe("a pattern of names", () => {
  const names = ["DB1", "DB2", "DB10", "DB1.SC", "DB1.SC2", "DB2.SC", "DB1.SC.T", 'DB1.SC."my table"', "DB1.SC.F(VARCHAR, NUMBER)"];

  it.each([
    ["db1", ["DB1"]],
    ["DB1.sc", ["DB1.SC"]],
    ["db?", ["DB1", "DB2"]],
    ["db[12]", ["DB1", "DB2"]],
    ["db[!1]", ["DB2"]],
    ["db[0-1]", ["DB1"]],
    ["db1|db2", ["DB1", "DB2"]],
    // As in SnowDDL: a star goes over dots too.
    ["*.sc", ["DB1.SC", "DB2.SC"]],
    ["db1.sc*|!*.sc2|!*(*|!*.*.*", ["DB1.SC"]],
    ['db1.sc."my table"', ['DB1.SC."my table"']],
    ['db1.sc."T"', ["DB1.SC.T"]],
    ["db1.sc.f(varchar,number)", ["DB1.SC.F(VARCHAR, NUMBER)"]],
    ["db1.sc.f(varchar, number)", ["DB1.SC.F(VARCHAR, NUMBER)"]],
    ["db[1", []],
    ["d.1", []],
  ])("%s", (pattern, expected) => {
    expect(matching(pattern, names)).toEqual(expected);
  });

  it.each(["", "|", "!db1", "|!x", "db-1", "db%", 'db."open', "db;drop", "d[z-a]"])("is not %j", (written) => {
    expect(parseIdentPattern(written)).toBeNull();
  });

  it("says whether it is only a name", () => {
    expect(parseIdentPattern("db1.sc.t")?.wild).toBe(false);
    expect(parseIdentPattern('db1.sc."a*b"')?.wild).toBe(false);
    expect(parseIdentPattern("db1.*")?.wild).toBe(true);
    expect(parseIdentPattern("a|b")?.wild).toBe(true);
  });

  const written = fc.string({ unit: fc.constantFrom(...'aB1_$.*?[]|!-,()" '.split("")), maxLength: 14 });
  const name = fc.string({ unit: fc.constantFrom(..."AB1_.-[]".split("")), maxLength: 6 });

  it("has a text that is the same pattern", () => {
    fc.assert(
      fc.property(written, fc.array(name), (text, candidates) => {
        const pattern = parseIdentPattern(text);
        if (pattern === null) return;
        const again = parseIdentPattern(pattern.text);
        expect(again?.text).toBe(pattern.text);
        for (const each of candidates) expect(again?.matches(each)).toBe(pattern.matches(each));
      }),
    );
  });

  it("does not care about case outside quotes", () => {
    fc.assert(
      fc.property(
        written.filter((w) => !w.includes('"')),
        fc.array(name),
        (text, candidates) => {
          const lower = parseIdentPattern(text.toLowerCase());
          const upper = parseIdentPattern(text.toUpperCase());
          expect(lower?.text).toBe(upper?.text);
          for (const each of candidates) expect(lower?.matches(each)).toBe(upper?.matches(each));
        },
      ),
    );
  });
});
