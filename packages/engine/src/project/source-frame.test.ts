import type { Diagnostic } from "@snowtower/kinds";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayWidth } from "./display-width.ts";
import { type Painter, plainPainter, sourceFrame } from "./source-frame.ts";

function formatted(
  text: string | null,
  at: { readonly line: number; readonly column: number },
  options: { readonly width?: number; readonly painter?: Painter; readonly diagnostic?: Partial<Diagnostic> } = {},
) {
  const diagnostic: Diagnostic = {
    severity: "error",
    code: "ST1101",
    message: 'unknown field "sizee"',
    at: { file: "warehouse.yaml", ...at },
    ...options.diagnostic,
  };
  return `${sourceFrame(diagnostic, { text, paint: options.painter ?? plainPainter, width: options.width ?? 80 })}\n`;
}

test("a message, the line, a caret and the hint", () => {
  expect(formatted("wh:\n  sizee: XSMALL\n", { line: 2, column: 3 }, { diagnostic: { hint: 'did you mean "size"?' } })).toMatchInlineSnapshot(`
    "error[ST1101] warehouse.yaml:2:3: unknown field "sizee"
      2 |   sizee: XSMALL
        |   ^
      hint: did you mean "size"?
    "
  `);
});

test("a warning, in a line with a longer number", () => {
  const at = { file: "a.yaml", line: 10, column: 1 };
  expect(formatted(`x: 1\n${"\n".repeat(8)}y: 2\n`, at, { diagnostic: { severity: "warning", code: "ST1027", message: "second", at } })).toMatchInlineSnapshot(`
    "warning[ST1027] a.yaml:10:1: second
      10 | y: 2
         | ^
    "
  `);
});

test("colours come from the painter", () => {
  const painter: Painter = { red: (s) => `<r>${s}</r>`, yellow: (s) => `<y>${s}</y>`, bold: (s) => `<b>${s}</b>`, dim: (s) => `<d>${s}</d>` };
  expect(formatted("a: 1", { line: 1, column: 1 }, { painter })).toBe(
    '<b><r>error[ST1101]</r></b> warehouse.yaml:1:1: unknown field "sizee"\n<d>  1 | </d>a: 1\n<d>    | </d><r>^</r>\n',
  );
});

test("a file that cannot be shown, a line that does not exist, no file", () => {
  const head = 'error[ST1101] warehouse.yaml:7:1: unknown field "sizee"\n';
  expect(formatted(null, { line: 7, column: 1 })).toBe(head);
  expect(formatted("a: 1", { line: 7, column: 1 })).toBe(head);
  expect(formatted("a: 1", { line: 1, column: 1 }, { diagnostic: { at: { file: "", line: 1, column: 1 } } })).toBe('error[ST1101] unknown field "sizee"\n');
});

describe("the caret stands below its character", () => {
  function below(text: string, column: number, width = 80): string {
    const [, line = "", caret = ""] = formatted(text, { line: 1, column }, { width }).split("\n");
    let seen = 0;
    for (const character of line) {
      if (seen === displayWidth(caret) - 1) return character;
      seen += displayWidth(character);
    }
    return "";
  }

  test("behind tabs", () => {
    expect(formatted("\t\tx: 1", { line: 1, column: 3 }).split("\n")[2]).toBe(`    | ${" ".repeat(8)}^`);
    expect(below("a:\tX", 4)).toBe("X");
  });
  test("behind wide characters and combining marks", () => {
    expect(below("日本: X", 5)).toBe("X");
    expect(below("😀: X", 5)).toBe("X");
    expect(below("e\u0301: X", 5)).toBe("X");
  });
  test("at the end of the line", () => {
    expect(formatted("a: [1", { line: 1, column: 6 }).split("\n")[2]).toBe("    |      ^");
    expect(formatted("a", { line: 1, column: 99 }).split("\n")[2]).toBe("    |  ^");
  });
  test("in a line of any length, and no line is wider than the terminal", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), fc.integer({ min: 40, max: 120 }), fc.constantFrom("a", "日", "é"), (before, after, width, filler) => {
        const text = `${filler.repeat(before)}X${filler.repeat(after)}`;
        expect(below(text, before + 1, width)).toBe("X");
        for (const line of formatted(text, { line: 1, column: before + 1 }, { width })
          .split("\n")
          .slice(1))
          expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

test("a long line is cut around the caret", () => {
  expect(formatted(`text: "${"SELECT a, b ".repeat(20)}"`, { line: 1, column: 120 }, { width: 60 })).toMatchInlineSnapshot(`
    "error[ST1101] warehouse.yaml:1:120: unknown field "sizee"
      1 | ...T a, b SELECT a, b SELECT a, b SELECT a, b SELE...
        |                           ^
    "
  `);
});

test("what a terminal would obey is made visible", () => {
  const shown = formatted("a: \u001b[2Jx\u202ey", { line: 1, column: 1 }, { diagnostic: { message: "bad \u001b]0;x\u0007\nerror[ST9999]", hint: "\u009b1m" } });
  for (const obeyed of ["\u001b", "\u0007", "\u009b", "\u202e"]) expect(shown).not.toContain(obeyed);
  expect(shown.split("\n").filter((line) => line.startsWith("error"))).toHaveLength(1);
});

describe("secrets are not shown", () => {
  test.each<[name: string, text: string, line: number]>([
    ["a password", "u:\n  password: hunter2\n", 2],
    ["in quotes, with what follows", "u:\n  'password': \"a, hunter2\" x: hunter2\n", 2],
    ["in brackets", "u: {name: x, password: hunter2}\n", 1],
    ["an unencrypted one", "u:\n  comment: !encrypt hunter2\n", 2],
    ["an encrypted one", "u:\n  comment: !decrypt hunter2\n", 2],
    ["a block", "u:\n  secret_string: |\n    x\n    hunter2\n", 4],
    ["a tagged block", "u:\n  x: !encrypt |\n    hunter2\n", 3],
    ["on the next line", "u:\n  password:\n    hunter2\n", 3],
    ["an item", "u:\n  - oauth_refresh_token: hunter2\n", 2],
    ["a key of a cloud", "credentials:\n  AWS_SECRET_KEY: hunter2\n", 2],
  ])("%s", (_name, text, line) => {
    for (let column = 1; column < 40; column++) expect(formatted(text, { line, column })).not.toContain("hunter2");
  });

  test("but the key is", () => {
    expect(formatted("u:\n  pasword: 1\n  password: hunter2\n", { line: 3, column: 3 })).toContain("  3 |   password: ***\n    |   ^");
  });
});
