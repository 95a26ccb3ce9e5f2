import { type BoundPlan, EXIT, RefusedError, readPlan } from "@snowtower/engine";
import { connect } from "../connect/connect.ts";
import { planText } from "../present/plan-text.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";
import type { ApplyCommand } from "./apply.ts";
import { carryOut, placeOf } from "./carry-out.ts";
import { readGiven } from "./given-file.ts";

/** A plan of a million steps is no plan that anybody approved. */
const MAX_PLAN_BYTES = 512 * 1024 * 1024;

/** Applies a plan as it was written, on the account that it was made for. */
export async function applyPlanFile(command: ApplyCommand & { readonly planFile: string }, terminal: Terminal): Promise<number> {
  const plan = readPlan(planFileText(command.planFile));
  const secrets = plan.steps.flatMap((step) => step.statements.flatMap((statement) => statement.secrets));
  if (secrets.length > 0 && command.config === undefined)
    throw new UsageError("ST3304", "the plan holds references to secrets, and the project that knows them was not named", "add -c DIR");
  const project = openProject({ ...command, config: command.config ?? "." }, process.env);
  const diagnostics = command.config === undefined ? project.settingsDiagnostics : project.diagnostics;
  if (printDiagnostics(diagnostics, { root: project.root, terminal }) > 0) return EXIT.error;
  const strange = secrets.flatMap((secret) => project.secrets.refusal(secret) ?? []);
  if (strange.length > 0) throw new RefusedError("ST4013", "the plan's secrets are not those of the project", strange);
  return interruptible(async (signal) => {
    const account = await connect({ project, options: { ...command, config: project.root }, env: process.env, signal }, terminal);
    try {
      show(plan, command, terminal);
      return await carryOut(plan, account, { ...command, ...placeOf(project), signal }, terminal);
    } finally {
      await account.close();
    }
  });
}

function show(plan: BoundPlan, command: ApplyCommand, terminal: Terminal): void {
  terminal.print(planText(plan, { width: terminal.width, paint: terminal.paint, sql: command.sql === true, full: false }));
}

/** What is in a file that should be a plan. */
export function planFileText(file: string): string {
  return readGiven({ what: "plan", file }, MAX_PLAN_BYTES);
}
