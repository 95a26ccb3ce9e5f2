import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "./project-folder.ts";
import { ROOT, snowtower } from "./snowtower.ts";

const README = readFileSync(join(ROOT, "README.md"), "utf8");

interface Command {
  readonly args: readonly string[];
  /** The text before the command: it says what will come of it. */
  readonly said: string;
}

/** The fenced commands after "## Five minutes", up to the next chapter. */
function tour(): readonly Command[] {
  const chapter = /\n## Five minutes\n([\s\S]*?)\n## /.exec(README)?.[1] ?? "";
  const blocks = [...chapter.matchAll(/([\s\S]*?)\n```[a-z]*\n([\s\S]*?)\n```/g)];
  return blocks.flatMap(([, said = "", fenced = ""]) => fenced.split("\n").map((line) => ({ args: wordsOf(line), said })));
}

/** `npx snowtower query "SELECT 1"` as its arguments. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  expect(words.slice(0, 2)).toEqual(["npx", "snowtower"]);
  return words.slice(2);
}

/** A plan that has something to do ends with 2; that it has is said by the text, everything else ends with 0. */
function promised({ args, said }: Command): number {
  const code = /exit code is (\d)/.exec(said)?.[1];
  if (code !== undefined) return Number(code);
  return args[0] === "plan" ? 2 : 0;
}

test("the five-minute tour of the README, with the exit codes that it promises", async () => {
  const folder = projectFolder();
  cpSync(join(ROOT, "examples"), join(folder, "examples"), { recursive: true, filter: (path) => !path.includes(".snowtower") });
  const commands = tour();
  expect(commands.length).toBeGreaterThan(8);
  for (const command of commands) {
    const { code, stdout, stderr } = await snowtower(command.args, { cwd: folder });
    expect([command.args.join(" "), code, stderr]).toEqual([command.args.join(" "), promised(command), expect.not.stringContaining("error[")]);
    if (command.args.includes("--sql")) expect(stdout).toMatch(/USE ROLE[\s\S]*ALTER WAREHOUSE "ANALYST_WH"/);
  }
  const last = await snowtower(["plan", "-c", "examples/acme", "--connection", "local"], { cwd: folder });
  expect(last.code).toBe(0);
}, 120_000);

test("what the README says of the commands exists", async () => {
  const commands = new Set([...README.matchAll(/`?npx snowtower ([a-z]+)/g)].map(([, command = ""]) => command));
  const { stdout } = await snowtower(["--help"]);
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
});
