import { expect, test } from "vitest";
import { refusalsIn } from "./refusals.mjs";

test.each([
  ["a literal", `if (x) cursor.refuse("CREATE TABLE ... CLONE");`, ["CREATE TABLE ... CLONE"]],
  ["a thrown one", `throw unsupported("CREATE INTEGRATION");`, ["CREATE INTEGRATION"]],
  ["what the user wrote", "cursor.refuse(`SHOW ${cursor.peek().value}`)", ["SHOW <word>"]],
  [
    "a loop over words",
    'for (const words of ["ADD", "DROP"]) if (cursor.sees(words)) cursor.refuse(`ALTER VIEW ... ${words}`);',
    ["ALTER VIEW ... ADD", "ALTER VIEW ... DROP"],
  ],
  [
    "a loop over a constant",
    'const OTHERS = ["A", "B C"];\nfunction f() {\n  for (const words of OTHERS)\n    if (cursor.sees(words)) cursor.refuse(`ALTER X ... ${words}`);\n}',
    ["ALTER X ... A", "ALTER X ... B C"],
  ],
  ["a loop elsewhere", 'function f() {\n  for (const a of ["A"]) g(a);\n}\nfunction h() {\n  throw unsupported(`X ${a}`);\n}', ["X <word>"]],
  ["another function of that name", `refuse("A task is limited.")`, []],
])("%s", (_, source, found) => expect(refusalsIn(source)).toEqual(found));
