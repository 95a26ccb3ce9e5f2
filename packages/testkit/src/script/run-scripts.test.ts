import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runScripts, type Verbs } from "../index.ts";
import { runScript } from "./run-script.ts";
import { mayUpdate, scriptsBelow } from "./run-scripts.ts";
import type { ScriptFailure } from "./script-failure.ts";

const verbs: Verbs = () => ({
  cat: ({ args: [path = ""] }, { dir, stdin }) => ({ stdout: path === "-" ? stdin : readFileSync(join(dir, path), "utf8") }),
  pwd: (_, { dir }) => ({ stdout: `${dir}\n` }),
  leave: ({ args: [exit, stderr = ""] }) => ({ exit: Number(exit), stderr }),
});

runScripts(join(import.meta.dirname, "../../scripts"), verbs);

const folder = mkdtempSync(join(tmpdir(), "run-scripts-"));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
function script(text: string): string {
  const path = join(folder, `${++written}.txtar`);
  writeFileSync(path, text);
  return path;
}

async function failure(text: string, own: Verbs = verbs): Promise<ScriptFailure> {
  try {
    await runScript(script(text), own, { place: "a.txtar" });
  } catch (error) {
    return error as ScriptFailure;
  }
  throw new Error("the script passed");
}

describe("a script fails", () => {
  test.each([
    ["when a golden differs", "# x\ncat a\ncmp stdout golden\n-- a --\n1\n-- golden --\n2\n", "a.txtar:3: differs from golden"],
    ["when the golden is absent", "# x\ncat a\ncmp stdout golden\n-- a --\n1\n", "a.txtar:3: the script has no file golden"],
    ["when a golden is compared with nothing", "# x\ncat a\n-- a --\n1\n-- golden.err --\n", "a.txtar:2: nothing is compared with golden.err"],
    ["when nobody expects an exit code, at the end", "# x\nleave 2 broken\n", "a.txtar:2: the last verb ended with 2"],
    ["when nobody expects an exit code, before the next verb", "# x\nleave 2\nstdout empty\nleave 0\n", "a.txtar:4: the last verb ended with 2"],
    ["when the exit code is another", "# x\nleave 2\nexit 1\n", "a.txtar:3: exit 2, expected 1"],
    ["when a text is not there", "# x\ncat a\nstdout contains no\n-- a --\nyes\n", 'a.txtar:3: stdout contains "no" does not hold\nstdout:\nyes'],
    ["when a text should not be there", "# x\ncat a\nstdout lacks yes\n-- a --\nyes\n", 'a.txtar:3: stdout lacks "yes"'],
    ["when an assertion is misspelt", "# x\ncat a\nstdout has yes\n-- a --\nyes\n", "a.txtar:3: stdout takes contains"],
    ["when a text to look for is empty", "# x\ncat a\nstdout contains ''\n-- a --\nyes\n", "a.txtar:3: stdout contains takes a text"],
    ["when a file is missing", "# x\nexists b\n", "a.txtar:2: b does not exist"],
    ["when a file should be missing", "# x\nmissing a\n-- a --\n", "a.txtar:2: a exists"],
    ["when a verb is unknown", "# x\n\nplan\n", "a.txtar:3: no verb plan; there are cat"],
    ["when it asks before any verb", "# x\nstdout empty\n", "a.txtar:2: no verb has run yet"],
    ["when a path leads out", "# x\ncp a ../b\n-- a --\n", "a.txtar:2: ../b leads out"],
    ["when it has no header", "cat a\n-- a --\n", "a.txtar:1: line 1: a script starts with a comment"],
  ])("%s", async (_, text, message) => {
    expect((await failure(text)).message).toContain(message);
  });

  test("with the difference, for the runner to show", async () => {
    const { expected, actual } = await failure("# x\ncat a\ncmp stdout golden\n-- a --\n1\n-- golden --\n2\n");
    expect({ expected, actual }).toEqual({ expected: "2\n", actual: "1\n" });
  });

  test("when a verb throws, with the verb's own stack; what was started is ended all the same", async () => {
    const ended: string[] = [];
    const own: Verbs = () => ({
      start: ({ args: [name = ""] }, { onEnd }) => {
        onEnd(() => void ended.push(name));
        return {};
      },
      burst: () => Promise.reject(new Error("burst pipe")),
    });
    const error = await failure("# x\nstart a\nstart b\nburst\n", own);
    expect(error.message).toBe("a.txtar:4: burst pipe");
    expect(error.stack).toContain("run-scripts.test.ts");
    expect(ended).toEqual(["b", "a"]);
  });

  test("when a verb has the name of a built-in command", async () => {
    expect((await failure("# x\nexit 0\n", () => ({ exit: () => ({}) }))).message).toContain("exit is a command of every script");
  });
});

describe("UPDATE=1", () => {
  const text = "# x\ncat a\ncmp stdout golden\n-- a --\n1\n-- golden --\n2\n-- z --\nkept\n";

  test("rewrites the golden that differs, adds the one that is missing, and leaves the rest; then the script passes", async () => {
    const path = script(text.replace("cmp", "cmp stdout new.golden\ncmp"));
    await runScript(path, verbs, { update: true });
    expect(readFileSync(path, "utf8")).toBe(
      "# x\ncat a\ncmp stdout new.golden\ncmp stdout golden\n-- a --\n1\n-- golden --\n1\n-- z --\nkept\n-- new.golden --\n1\n",
    );
    await runScript(path, verbs);
  });

  test("writes nothing when something else fails, or when one golden would have to be two texts", async () => {
    const path = script(text.replace("-- a", "exit 4\n-- a"));
    await expect(runScript(path, verbs, { update: true })).rejects.toThrow("exit 0, expected 4");
    const twice = script(text.replace("-- a", "cat z\ncmp stdout golden\n-- a"));
    await expect(runScript(twice, verbs, { update: true })).rejects.toThrow("differs from golden");
    expect(readFileSync(twice, "utf8")).toContain("-- golden --\n2\n");
  });

  test("is refused when CI is set", () => {
    expect(mayUpdate({})).toBe(false);
    expect(mayUpdate({ UPDATE: "0", CI: "1" })).toBe(false);
    expect(mayUpdate({ UPDATE: "1" })).toBe(true);
    expect(() => mayUpdate({ UPDATE: "1", CI: "true" })).toThrow("refused when CI is set");
  });
});

test("a folder without scripts is refused", () => {
  const empty = mkdtempSync(join(folder, "empty-"));
  expect(() => scriptsBelow(empty)).toThrow("no .txtar file");
});
