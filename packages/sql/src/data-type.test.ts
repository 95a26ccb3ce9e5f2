import { describe, expect, test } from "vitest";
import { formatDataType, parseDataType } from "./data-type.ts";

describe("a data type", () => {
  test.each([
    ["number", "NUMBER(38,0)"],
    ["decimal(10, 2)", "NUMBER(10,2)"],
    ["STRING", "VARCHAR(16777216)"],
    ["CHAR", "VARCHAR(1)"],
    ["nchar(7)", "VARCHAR(7)"],
    ["timestamp without time zone", "TIMESTAMP_NTZ(9)"],
    ["VECTOR(FLOAT, 3)", "VECTOR(FLOAT, 3)"],
    ["ARRAY(NUMBER(10,2) NOT NULL)", "ARRAY(NUMBER(10,2) NOT NULL)"],
  ])("%s is %s", (written, normal) => {
    const type = parseDataType(written);
    expect(type === null ? null : formatDataType(type)).toBe(normal);
  });

  test.each([
    "NUMBER(a)",
    "NUMBER(13,x2)",
    "NUMBER(1,2,3)",
    "VARCHAR(-1)",
    "CHAR(x)",
    "TIME()",
    "INT(3)",
    "BOOLEAN(1)",
    "VECTOR(FLOAT)",
    "NUMBER(",
    "SOMETHING",
    "NUMBER x",
  ])("%s is none", (written) => expect(parseDataType(written)).toBe(null));
});
