import { EXIT } from "@snowtower/engine";
import { connect } from "../connect/connect.ts";
import { planText } from "../present/plan-text.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";
import { applyPlanFile } from "./apply-plan-file.ts";
import { type CarryOutOptions, carryOut, placeOf } from "./carry-out.ts";
import { freshPlan } from "./fresh-plan.ts";
import type { AccountOptions } from "./project-options.ts";

export interface ApplyCommand extends Omit<AccountOptions, "config">, CarryOutOptions {
  readonly config?: string;
  readonly planFile?: string;
  readonly only?: string;
  readonly sql?: boolean;
  readonly refreshSecrets?: boolean;
}

/** Makes the account as described: plans, asks, applies. Exit code 3: stopped part-way; 4: refused. */
export async function apply(command: ApplyCommand, terminal: Terminal): Promise<number> {
  const { config, planFile } = command;
  if (planFile !== undefined) return applyPlanFile({ ...command, planFile }, terminal);
  if (config === undefined) throw new UsageError("ST3304", "apply needs -c DIR, or a plan file", "snowtower apply -c DIR, or snowtower apply PLANFILE");
  const project = openProject({ ...command, config }, process.env);
  if (printDiagnostics(project.diagnostics, { root: project.root, terminal }) > 0) return EXIT.error;
  return interruptible(async (signal) => {
    const account = await connect({ project, options: { ...command, config }, env: process.env, signal }, terminal);
    try {
      const { plan } = await freshPlan(project, account, { ...command, signal });
      terminal.print(planText(plan, { width: terminal.width, paint: terminal.paint, sql: command.sql === true, full: false }));
      return await carryOut(plan, account, { ...command, ...placeOf(project), signal }, terminal);
    } finally {
      await account.close();
    }
  });
}
