import { describe, expect, test } from "vitest";
import { parseScript } from "./parse-script.ts";

describe("parseScript", () => {
  test("the header's first sentence is the title; later comments and blank lines are skipped; lines are kept", () => {
    const script = parseScript("# A warehouse is resized\n# with one ALTER. More follows.\n\nplan --env dev\n# again\n  exit 0\n");
    expect(script.title).toBe("A warehouse is resized with one ALTER");
    expect(script.commands).toEqual([
      { verb: "plan", args: ["--env", "dev"], rest: "--env dev", line: 4 },
      { verb: "exit", args: ["0"], rest: "0", line: 6 },
    ]);
  });

  test.each([
    [`a b  c`, ["b", "c"]],
    [`a 'b "c"' d`, [`b "c"`, "d"]],
    [`a "b \\" \\\\ \\n c"`, ['b " \\ \n c']],
    [`a b'c d'"e"`, ["bc de"]],
    [`a ''`, [""]],
    [`a 'b\\n'`, ["b\\n"]],
  ])("words of %s", (line, args) => expect(parseScript(`# x\n${line}\n`).commands[0]?.args).toEqual(args));

  test("the rest is as written, for SQL", () => {
    expect(parseScript(`# x\nsql CREATE ROLE "a  b" COMMENT = 'c'\n`).commands[0]?.rest).toBe(`CREATE ROLE "a  b" COMMENT = 'c'`);
  });

  test.each([
    ["no header", "plan\n", "line 1: a script starts with a comment"],
    ["an empty header", "#\nplan\n", "line 1: a script starts with a comment"],
    ["no command", "# x\n", "no command"],
    ["an open quote", "# x\nsay 'hello\n", "line 2: a quote is not closed"],
  ])("refuses %s", (_, text, message) => expect(() => parseScript(text)).toThrow(message));
});
