import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalSql, sameSql, splitExpressions } from "./canonical-sql.ts";

describe("sameSql", () => {
  it.each([
    ["current_timestamp", "CURRENT_TIMESTAMP()"],
    ["'x'::varchar(3)", "CAST('x' AS VARCHAR(3))"],
    ["1 ::number(10,2)", "CAST(1 AS NUMBER(10,2))"],
    ["cast('a' as string)", "'a'::TEXT"],
    ['"A" + b -- sum', "a+B"],
    ["'it\\'s'", "'it''s'"],
  ])("%s is %s", (a, b) => {
    expect(sameSql(a, b)).toBe(true);
  });

  it.each([
    ["'a'", "'A'"],
    ['"a"', "A"],
    ["1", "2"],
    ["f(x)", "f(y)"],
    ["current_timestamp(3)", "current_timestamp"],
  ])("%s is not %s", (a, b) => {
    expect(sameSql(a, b)).toBe(false);
  });

  it("tells what is absent from what is there", () => {
    expect(sameSql(undefined, undefined)).toBe(true);
    expect(sameSql(undefined, "1")).toBe(false);
  });

  it("gives the same again when it is asked of its own result", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "B", '"c d"', "'x'", "1", "::", "number", "(", ")", ",", "cast", "as", "current_date", "+", " ", "\n")),
        (parts) => {
          const once = canonicalSql(parts.join(" "));
          expect(canonicalSql(once)).toBe(once);
        },
      ),
    );
  });
});

describe("splitExpressions", () => {
  it("cuts at commas outside of parentheses and strings", () => {
    expect(splitExpressions("a, f(b, c), 'x,y', NUMBER(38,0)")).toEqual(["a", "f(b, c)", "'x,y'", "NUMBER(38,0)"]);
    expect(splitExpressions(" ")).toEqual([]);
  });
});
