import { EXIT, writePlan } from "@snowtower/engine";
import { connect } from "../connect/connect.ts";
import { planJson } from "../present/plan-json.ts";
import { planMarkdown } from "../present/plan-markdown.ts";
import { planText } from "../present/plan-text.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { freshPlan } from "./fresh-plan.ts";
import { writeGiven } from "./given-file.ts";
import type { AccountOptions } from "./project-options.ts";

interface PlanCommand extends AccountOptions {
  readonly only?: string;
  readonly format: "text" | "json" | "markdown";
  readonly sql?: boolean;
  readonly full?: boolean;
  readonly out?: string;
  readonly refreshSecrets?: boolean;
}

/** Shows what would change. Exit code 2: there is something. */
export async function plan(command: PlanCommand, terminal: Terminal): Promise<number> {
  const project = openProject(command, process.env);
  if (printDiagnostics(project.diagnostics, { root: project.root, terminal }) > 0) return EXIT.error;
  return interruptible(async (signal) => {
    const account = await connect({ project, options: command, env: process.env, signal }, terminal);
    try {
      const { plan: made, statistics } = await freshPlan(project, account, { ...command, signal });
      const look = { width: terminal.width, paint: terminal.paint, sql: command.sql === true, full: command.full === true };
      terminal.print(command.format === "json" ? planJson(made) : command.format === "markdown" ? planMarkdown(made) : planText(made, look));
      terminal.say(
        terminal.paintError.dim(
          `read in ${statistics.seconds.toFixed(1)} s: ${statistics.roundTrips} round trips, ${statistics.statements} statements, ${statistics.warehouseSeconds.toFixed(1)} warehouse seconds`,
        ),
      );
      if (command.out !== undefined) writeGiven({ what: "plan", file: command.out }, writePlan(made));
      if (made.notes.some((note) => note.severity === "error")) return EXIT.error;
      return made.steps.length > 0 ? EXIT.changes : EXIT.done;
    } finally {
      await account.close();
    }
  });
}
