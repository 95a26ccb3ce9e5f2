import { EXIT, type Examination, examine } from "@snowtower/engine";
import { connect } from "../connect/connect.ts";
import { doctorText } from "../present/doctor/doctor-text.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { AccountOptions } from "./project-options.ts";

interface DoctorCommand extends AccountOptions {
  readonly json?: boolean;
}

/** Says what this role can read and change of what the project describes. Changes nothing. Exit code 1: something is missing. */
export async function doctor(command: DoctorCommand, terminal: Terminal): Promise<number> {
  const project = openProject(command, process.env);
  if (printDiagnostics(project.diagnostics, { root: project.root, terminal }) > 0) return EXIT.error;
  return interruptible(async (signal) => {
    const account = await connect({ project, options: command, env: process.env, signal }, terminal);
    try {
      const { secrets, stateSchema } = project;
      const found = await examine(account, { desired: project.loaded.describe(account.facts), secrets, stateSchema, signal });
      terminal.print(command.json === true ? doctorJson(found) : doctorText(found, { width: terminal.width, paint: terminal.paint }));
      return found.problems.length === 0 ? EXIT.done : EXIT.error;
    } finally {
      await account.close();
    }
  });
}

function doctorJson(found: Examination): string {
  return `${JSON.stringify({ formatVersion: 1, ok: found.problems.length === 0, ...found }, null, 2)}\n`;
}
