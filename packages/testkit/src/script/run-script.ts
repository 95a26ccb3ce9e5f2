import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { assertions } from "./assertions.ts";
import { fileCommands } from "./file-commands.ts";
import { parseScript } from "./parse-script.ts";
import { Run } from "./run.ts";
import { ScriptFailure } from "./script-failure.ts";
import { formatTxtar, parseTxtar, type Txtar } from "./txtar.ts";
import type { Verbs } from "./verb.ts";

interface RunScriptOptions {
  /** Shown in failures; the path if absent. */
  readonly place?: string;
  /** Rewrites golden sections that differ, if everything else holds. */
  readonly update?: boolean;
}

/** Runs one .txtar file. Throws a `ScriptFailure` that names the file and the line. */
export async function runScript(path: string, verbs: Verbs, options: RunScriptOptions = {}): Promise<void> {
  const place = options.place ?? path;
  let line = 1;
  try {
    const archive = parseTxtar(readFileSync(path, "utf8"));
    const { commands } = parseScript(archive.comment);
    const run = new Run(archive.files, options.update ?? false);
    try {
      const own = refuseBuiltIn(verbs());
      for (const command of commands) {
        line = command.line;
        const builtIn = assertions[command.verb] ?? fileCommands[command.verb];
        const verb = own.get(command.verb);
        if (builtIn !== undefined) builtIn(run, command);
        else if (verb === undefined) throw new ScriptFailure(`no verb ${command.verb}; there are ${[...own.keys()].join(", ")}`);
        else {
          run.refuseUnexpectedExit();
          run.answered(await verb(command, run));
        }
      }
      run.refuseUnexpectedExit();
      run.refuseUnusedGolden();
      if (run.updated.size > 0) rewrite(path, archive, run.updated);
    } finally {
      await run.close();
    }
  } catch (error) {
    throw ScriptFailure.at(`${place}:${line}`, error);
  }
}

function refuseBuiltIn(verbs: ReturnType<Verbs>): ReadonlyMap<string, ReturnType<Verbs>[string]> {
  const taken = Object.keys(verbs).find((verb) => Object.hasOwn(assertions, verb) || Object.hasOwn(fileCommands, verb));
  if (taken !== undefined) throw new Error(`${taken} is a command of every script and cannot be a verb`);
  return new Map(Object.entries(verbs));
}

// Written beside and renamed, so that a run that is killed leaves the script whole.
function rewrite(path: string, archive: Txtar, updated: ReadonlyMap<string, string>): void {
  const files = archive.files.map((file) => ({ ...file, text: updated.get(file.name) ?? file.text }));
  const added = [...updated].filter(([name]) => !files.some((file) => file.name === name)).map(([name, text]) => ({ name, text, line: 0 }));
  writeFileSync(`${path}.new`, formatTxtar({ comment: archive.comment, files: [...files, ...added] }));
  renameSync(`${path}.new`, path);
}
