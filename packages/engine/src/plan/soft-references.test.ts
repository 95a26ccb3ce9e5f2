import { displayedName } from "@snowtower/sql";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameChains, nameIndex, SoftReferences } from "./soft-references.ts";
import { table, thing, view } from "./testing/sample-account.ts";

const objects = [table("DB.SC.ORDERS"), table("DB.OTHER.ORDERS"), table("DB.PUBLIC.P"), table("DB.SC.my table"), view("X.Y.Z", "")];

function named(text: string): readonly string[] {
  return new SoftReferences(nameIndex(objects)).of(view("DB.SC.V", text));
}

describe("names in SQL", () => {
  test.each([
    ["SELECT * FROM orders", ["table:DB.SC.ORDERS"]],
    ["SELECT * FROM other.orders o JOIN sc.Orders", ["table:DB.OTHER.ORDERS", "table:DB.SC.ORDERS"]],
    ["SELECT * FROM db.other.orders", ["table:DB.OTHER.ORDERS"]],
    ['SELECT * FROM "my table", "orders"', ['table:DB.SC."my table"']],
    ["SELECT * FROM db..p", ["table:DB.PUBLIC.P"]],
    ["SELECT db.sc.orders.id FROM x.y.z", ["table:DB.SC.ORDERS", "view:X.Y.Z"]],
    ["SELECT 'orders', $$orders$$ -- orders\n/* orders */ FROM dual", []],
    ["SELECT 1 FROM elsewhere.orders", []],
  ])("%s", (text, ids) => {
    expect(named(text)).toEqual(ids);
  });

  test("an overloaded name stands for all of its functions, and no object names itself", () => {
    const functions = ["VARCHAR", "NUMBER"].map((type) => ({
      ...thing("function", "DB.SC.F"),
      id: `function:DB.SC.F(${type})` as never,
      argumentTypes: [type],
    }));
    const v = view("DB.SC.V", "SELECT f(1), v.x FROM v");
    expect(new SoftReferences(nameIndex([...functions, v])).of(v)).toEqual(["function:DB.SC.F(VARCHAR)", "function:DB.SC.F(NUMBER)"]);
  });

  test("a sequence is named by its NEXTVAL", () => {
    const found = new SoftReferences(nameIndex([thing("sequence", "DB.SC.SEQ")])).of(view("DB.SC.V", "SELECT seq.NEXTVAL"));
    expect(found).toEqual(["sequence:DB.SC.SEQ"]);
  });

  test("chains are read from any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(nameChains(text).every((chain) => chain.length > 0)).toBe(true);
      }),
    );
    expect(nameChains('a.b."C d" + 1.5').map(displayedName)).toEqual(['A.B."C d"']);
  });
});
