import { breakLock, EXIT, holderWords, lockHolder, readState } from "@snowtower/engine";
import { displayedName } from "@snowtower/sql";
import { connect } from "../connect/connect.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";
import type { AccountOptions } from "./project-options.ts";

interface UnlockCommand extends AccountOptions {
  readonly yes?: boolean;
}

/** Takes the lock of the project's environment from a run that is gone. A run that is not gone stops before its next destructive step. */
export async function unlock(command: UnlockCommand, terminal: Terminal): Promise<number> {
  const project = openProject(command, process.env);
  if (printDiagnostics(project.settingsDiagnostics, { root: project.root, terminal }) > 0) return EXIT.error;
  return interruptible(async (signal) => {
    const account = await connect({ project, options: command, env: process.env, signal }, terminal);
    try {
      const state = await readState(account, project.stateSchema);
      if (state.kind !== "present") {
        terminal.print(
          state.kind === "off" ? "There is no lock: snowtower.yaml says state: off." : `There is no lock: no schema ${displayedName(state.schema)} is there.`,
        );
        return EXIT.done;
      }
      const place = { schema: state.schema, admin: project.loaded.describe(account.facts).scope.admin };
      const { now, holder } = await lockHolder(account, place);
      if (holder === null) {
        terminal.print("Nobody holds the lock.");
        return EXIT.done;
      }
      terminal.print(`${holderWords(holder, now)}.`);
      if (!(await confirmed(command, terminal))) {
        terminal.say("Nothing was changed.");
        return EXIT.refused;
      }
      await breakLock(account, place);
      terminal.print("The lock is free.");
      return EXIT.done;
    } finally {
      await account.close();
    }
  });
}

async function confirmed({ yes }: UnlockCommand, terminal: Terminal): Promise<boolean> {
  if (yes === true) return true;
  if (!terminal.interactive)
    throw new UsageError("ST3303", "unlock would ask before it takes the lock away, and there is no terminal to ask on", "add --yes if that run is gone");
  const { confirm, isCancel } = await import("@clack/prompts");
  const answer = await confirm({ message: "Is that run gone, and may its lock be taken away?", initialValue: false, output: process.stderr });
  return !isCancel(answer) && answer;
}
