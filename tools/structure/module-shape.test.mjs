import { describe, expect, test } from "vitest";
import { moduleShape } from "./module-shape.mjs";

const imports = (source) => moduleShape(source).imports.map(({ from, names, all }) => (all ? [from, "*"] : [from, ...names]));
const exports = (source) => moduleShape(source).exports.map((e) => e.name);

describe("imports", () => {
  test.each([
    ["named, over lines, with a comment", `import {\n  a, // b\n  type C,\n  d as e,\n} from "./x.ts";`, [["./x.ts", "a", "C", "d"]]],
    ["type only", `import type { A } from "./x.ts";`, [["./x.ts", "A"]]],
    [
      "a name called type",
      `import { type } from "./x.ts"; import { type as b } from "./y.ts";`,
      [
        ["./x.ts", "type"],
        ["./y.ts", "type"],
      ],
    ],
    ["default and named", `import a, { b } from "x";`, [["x", "default", "b"]]],
    ["for its effect", `import "./x.ts";`, [["./x.ts"]]],
    ["a namespace by its members", `import * as n from "./x.ts"; n.a(n.b);`, [["./x.ts", "a", "b"]]],
    ["a namespace that escapes", `import * as n from "./x.ts"; f(n);`, [["./x.ts", "*"]]],
    ["dynamic, destructured", `const { a, b: c } = await import("./x.ts");`, [["./x.ts", "a", "b"]]],
    ["dynamic, one member", `(await import("./x.ts")).a();`, [["./x.ts", "a"]]],
    [
      "dynamic, whole",
      `const m = await import("./x.ts"); import("./y.ts").then((m) => m.a);`,
      [
        ["./x.ts", "*"],
        ["./y.ts", "*"],
      ],
    ],
    ["a type's import", `type A = import("./x.ts").B;`, [["./x.ts", "B"]]],
    [
      "re-exports",
      `export { a as b, type C } from "./x.ts"; export * from "./y.ts";`,
      [
        ["./x.ts", "a", "C"],
        ["./y.ts", "*"],
      ],
    ],
    ["not in strings, comments, members", `// import "a"\nconst s = 'import "b"'; x.import("c"); import.meta.url;`, []],
  ])("%s", (_, source, expected) => expect(imports(source)).toEqual(expected));
});

describe("exports", () => {
  test.each([
    ["declarations", "export const a = 1; export function b() {} export class C {} export interface D {} export type E = 1;", ["a", "b", "C", "D", "E"]],
    ["with modifiers", "export async function* a() {} export abstract class B {} export declare const c: 1; export default d;", ["a", "B", "c", "default"]],
    ["a list", "export { a, b as c, type D };", ["a", "c", "D"]],
    ["a type list over lines", `export type {\n  A,\n  B,\n} from "./x.ts";`, ["A", "B"]],
    ["destructured", "export const { a, b: c } = d;", ["a", "c"]],
    ["a namespace", `export * as n from "./x.ts";`, ["n"]],
    ["an object's key", "const a = { export: 1 };", []],
  ])("%s", (_, source, expected) => expect(exports(source)).toEqual(expected));

  test("carry their line", () => expect(moduleShape("\n\nexport const a = 1;").exports).toEqual([{ name: "a", line: 3 }]));
});
