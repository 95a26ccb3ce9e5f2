import { EXIT, planAccount } from "@snowtower/engine";
import { connect } from "../connect/connect.ts";
import { planText } from "../present/plan-text.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";
import { carryOut, placeOf } from "./carry-out.ts";
import { marksOf } from "./marks-of.ts";
import type { AccountOptions } from "./project-options.ts";
import type { LockFlags } from "./run-lock.ts";

interface DestroyCommand extends AccountOptions, LockFlags {
  readonly yes?: boolean;
  readonly sql?: boolean;
}

/** Removes an environment: everything that its prefix's admin role owns. Without a prefix it refuses: that would be the account. */
export async function destroy(command: DestroyCommand, terminal: Terminal): Promise<number> {
  const project = openProject(command, process.env);
  if (printDiagnostics(project.diagnostics, { root: project.root, terminal }) > 0) return EXIT.error;
  if (project.prefix === "")
    throw new UsageError(
      "ST3304",
      "destroy removes one environment, and none was named",
      "pass --env-prefix PREFIX, or --env of an environment that has a prefix",
    );
  return interruptible(async (signal) => {
    const account = await connect({ project, options: command, env: process.env, signal }, terminal);
    try {
      const { plan } = await planAccount(account, project.loaded.describe(account.facts), { destroy: true, signal, marks: marksOf(project, {}) });
      terminal.print(planText(plan, { width: terminal.width, paint: terminal.paint, sql: command.sql === true, full: false }));
      return await carryOut(plan, account, { ...command, allow: "destructive", ...placeOf(project), signal }, terminal);
    } finally {
      await account.close();
    }
  });
}
