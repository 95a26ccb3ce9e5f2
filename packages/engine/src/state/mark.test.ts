import { idOf } from "@snowtower/kinds";
import { exactly } from "@snowtower/sql";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isMarkTable, markTable, readMark, writeMark } from "./mark.ts";

const digest = fc.stringMatching(/^[0-9a-f]{24}$/);
const mark = fc.record({
  key: fc.stringMatching(/^[0-9a-f]{8}$/),
  secrets: fc.dictionary(fc.stringMatching(/^[a-z_]{1,20}$/), digest, { minKeys: 1, maxKeys: 3 }),
});
const object = fc.string({ minLength: 1, maxLength: 255, unit: "binary" }).map((name) => idOf("user", [exactly(name)]));

test("what is written is read again, of whatever object, and fits a comment", () => {
  fc.assert(
    fc.property(object, mark, (of, written) => {
      const comment = writeMark(of, written);
      expect(comment.length).toBeLessThanOrEqual(250);
      expect(readMark(comment)).toEqual({ ...written, secrets: { ...written.secrets } });
    }),
  );
});

test("the object is named for people where there is room", () => {
  const of = idOf("user", [exactly("ADA")]);
  expect(JSON.parse(writeMark(of, { key: "k", secrets: { password: "d" } }))).toEqual({ mark: 1, key: "k", secrets: { password: "d" }, of: "user:ADA" });
});

test("objects have tables of their own, whose names say nothing", () => {
  const [ada, bob] = [markTable(idOf("user", [exactly("ADA")])), markTable(idOf("user", [exactly("ada")]))];
  expect([ada, bob]).toEqual([expect.stringMatching(/^MARK_[0-9A-F]{24}$/), expect.stringMatching(/^MARK_[0-9A-F]{24}$/)]);
  expect(ada).not.toBe(bob);
  expect([isMarkTable(ada), isMarkTable("LOCK_ADMIN")]).toEqual([true, false]);
});

test.each(["", "hello", "null", "[]", '{"mark":2,"key":"k","secrets":{}}', '{"mark":1,"secrets":{}}', '{"mark":1,"key":"k","secrets":{"a":1}}'])(
  "%s is no mark of ours",
  (comment) => {
    expect(readMark(comment)).toBeNull();
  },
);
