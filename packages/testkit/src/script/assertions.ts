import { existsSync } from "node:fs";
import type { Command } from "./parse-script.ts";
import type { Run } from "./run.ts";
import { ScriptFailure } from "./script-failure.ts";

type Assertion = (run: Run, command: Command) => void;

/** The commands that every script has: what the last verb answered, and which files stand. */
export const assertions: Readonly<Record<string, Assertion>> = {
  exit: (run, { args: [wanted] }) => {
    if (!/^\d+$/.test(wanted ?? "")) throw new ScriptFailure("exit takes a number");
    const { exit } = run.last();
    run.exitWasChecked();
    if (String(exit) !== wanted) throw new ScriptFailure(`exit ${exit}, expected ${wanted}${run.output()}`);
  },
  stdout: (run, command) => assertText(run, command, run.last().stdout),
  stderr: (run, command) => assertText(run, command, run.last().stderr),
  cmp: (run, { args: [actual = "", golden = ""] }) => {
    if (golden === "") throw new ScriptFailure("cmp takes two: stdout, stderr or a file, and the file with what is expected");
    run.compare(actual === "stdout" || actual === "stderr" ? run.last()[actual] : run.read(actual), golden);
  },
  exists: (run, { args }) => {
    for (const path of some(args)) if (!existsSync(run.path(path))) throw new ScriptFailure(`${path} does not exist`);
  },
  missing: (run, { args }) => {
    for (const path of some(args)) if (existsSync(run.path(path))) throw new ScriptFailure(`${path} exists`);
  },
};

// `stdout contains TEXT`, `stdout lacks TEXT`, `stdout matches REGEXP`, `stdout empty`
function assertText(run: Run, { verb, args: [how, wanted] }: Command, text: string): void {
  if (how === "empty") {
    if (text !== "") throw new ScriptFailure(`${verb} is not empty${run.output()}`);
    return;
  }
  if (wanted === undefined || wanted === "") throw new ScriptFailure(`${verb} ${how ?? ""} takes a text`);
  const holds = { contains: () => text.includes(wanted), lacks: () => !text.includes(wanted), matches: () => new RegExp(wanted, "mu").test(text) };
  if (how !== "contains" && how !== "lacks" && how !== "matches")
    throw new ScriptFailure(`${verb} takes contains, lacks, matches or empty, not ${how ?? "nothing"}`);
  if (!holds[how]()) throw new ScriptFailure(`${verb} ${how} ${JSON.stringify(wanted)} does not hold${run.output()}`);
}

function some(args: readonly string[]): readonly string[] {
  if (args.length === 0) throw new ScriptFailure("takes at least one path");
  return args;
}
