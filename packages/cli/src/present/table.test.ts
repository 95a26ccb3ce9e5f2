import { expect, test } from "vitest";
import { plainPainter } from "../terminal/painter.ts";
import { tableText } from "./table.ts";
import { markingPainter } from "./testing/marking-painter.ts";

const rows = [
  ["CORE", "12", "Modelled data", null],
  ["RAW", "1040", "What loaders bring,\nas it comes", "x"],
  ["名前", "7", "tab\there \u001b[31m", "y"],
];
const columns = ["name", "tables", "comment", "owner"];

test("columns are aligned, numbers to the right, by what is seen", () => {
  expect(`\n${tableText(columns, rows, { width: 80, paint: plainPainter })}`).toMatchInlineSnapshot(`
    "
    name  tables  comment                           owner
    ----  ------  --------------------------------  -----
    CORE      12  Modelled data                     NULL
    RAW     1040  What loaders bring,\\nas it comes  x
    名前       7  tab\\there �[31m                   y
    (3 rows)"
  `);
});

test("NULL looks other than the text NULL", () => {
  const text = tableText(["A"], [[null], ["NULL"]], { width: 80, paint: markingPainter });
  expect(text.split("\n")).toEqual(["<bold>A</bold>", "<dim>----</dim>", "<dim>NULL</dim>", "NULL", "<dim>(2 rows)</dim>"]);
});

test("the widest gives way first", () => {
  expect(`\n${tableText(columns, rows, { width: 40, paint: plainPainter })}`).toMatchInlineSnapshot(`
    "
    name  tables  comment              owner
    ----  ------  -------------------  -----
    CORE      12  Modelled data        NULL
    RAW     1040  What loaders bri...  x
    名前       7  tab\\there �[31m      y
    (3 rows)"
  `);
});

test("too many columns are listed row by row", () => {
  expect(
    `\n${tableText([...columns, ...columns, ...columns], [[...rows[0]!, ...rows[1]!, ...rows[2]!]], { width: 40, paint: plainPainter })}`,
  ).toMatchInlineSnapshot(`
    "
    -- row 1 -------------------------------
    name     CORE
    tables   12
    comment  Modelled data
    owner    NULL
    name     RAW
    tables   1040
    comment  What loaders bring,\\nas it c...
    owner    x
    name     名前
    tables   7
    comment  tab\\there �[31m
    owner    y
    (1 row)"
  `);
});

test("no rows, no columns", () => {
  expect(tableText(["A"], [], { width: 80, paint: plainPainter })).toBe("A\n-\n(0 rows)");
  expect(tableText([], [], { width: 80, paint: plainPainter })).toBe("");
});
