import { describe, expect, it } from "vitest";
import { readShownType } from "./shown-type.ts";

/** The cells of the page's own example (docs: sql-reference/sql/show-columns). */
describe("the type in SHOW COLUMNS", () => {
  it.each([
    ['{"type":"FIXED","precision":38,"scale":0,"nullable":true}', "NUMBER(38,0)"],
    ['{"type":"REAL","nullable":true}', "FLOAT"],
    ['{"type":"TEXT","length":16777216,"byteLength":16777216,"nullable":true,"fixed":false}', "VARCHAR(16777216)"],
    ['{"type":"TEXT","length":1,"byteLength":4,"nullable":true,"fixed":false}', "VARCHAR(1)"],
    ['{"type":"BINARY","length":8388608,"byteLength":8388608,"nullable":true,"fixed":true}', "BINARY(8388608)"],
    ['{"type":"BOOLEAN","nullable":true}', "BOOLEAN"],
    ['{"type":"DATE","nullable":true}', "DATE"],
    ['{"type":"TIME","precision":0,"scale":9,"nullable":true}', "TIME(9)"],
    ['{"type":"TIMESTAMP_LTZ","precision":0,"scale":3,"nullable":true}', "TIMESTAMP_LTZ(3)"],
    ['{"type":"VARIANT","nullable":true}', "VARIANT"],
    ['{"type":"GEOGRAPHY","nullable":true}', "GEOGRAPHY"],
    ['{"type":"VECTOR","dimension":3,"vectorElementType":{"type":"REAL","nullable":true},"nullable":true}', "VECTOR(FLOAT, 3)"],
  ])("%s is %s", (cell, type) => {
    expect(readShownType(cell)).toEqual({ type, nullable: true });
  });

  it("says whether NULL is allowed, and the collation", () => {
    expect(readShownType('{"type":"TEXT","length":5,"nullable":false,"collation":"EN-ci"}')).toEqual({
      type: "VARCHAR(5)",
      nullable: false,
      collation: "en-ci",
    });
  });

  it.each(['{"type":"FIXED"}', '{"type":"TEXT","nullable":true}', '{"type":"ARRAY","elementType":{"type":"FIXED"}}', '{"type":"NOVEL"}', "{", "", "[]"])(
    "does not guess at %s",
    (cell) => {
      expect(readShownType(cell)).toBeNull();
    },
  );
});
