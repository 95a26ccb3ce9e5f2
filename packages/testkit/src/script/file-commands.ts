import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "./parse-script.ts";
import type { Run } from "./run.ts";
import { ScriptFailure } from "./script-failure.ts";

type FileCommand = (run: Run, command: Command) => void;

/** The commands that change the script's folder between its verbs. */
export const fileCommands: Readonly<Record<string, FileCommand>> = {
  cp: (run, { args: [from, to] }) => {
    if (from === undefined || to === undefined) throw new ScriptFailure("cp takes two paths");
    mkdirSync(dirname(run.path(to)), { recursive: true });
    cpSync(run.path(from), run.path(to), { recursive: true });
  },
  rm: (run, { args }) => {
    if (args.length === 0) throw new ScriptFailure("rm takes at least one path");
    for (const path of args) rmSync(run.path(path), { recursive: true });
  },
  stdin: (run, { args: [path] }) => {
    if (path === undefined) throw new ScriptFailure("stdin takes a file");
    run.giveStdin(run.read(path));
  },
};
