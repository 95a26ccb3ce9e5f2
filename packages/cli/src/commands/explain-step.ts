import { EXIT, type Plan, readPlan } from "@snowtower/engine";
import { codes } from "@snowtower/kinds";
import { closest } from "@snowtower/sql";
import { connect } from "../connect/connect.ts";
import { type CodePage, codeText } from "../present/code-text.ts";
import { findStep } from "../present/step/find-step.ts";
import { stepJson } from "../present/step/step-document.ts";
import { stepList, stepText } from "../present/step/step-text.ts";
import { openProject } from "../project/open-project.ts";
import { printDiagnostics } from "../project/print-diagnostics.ts";
import { interruptible } from "../terminal/interruptible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";
import { planFileText } from "./apply-plan-file.ts";
import { freshPlan } from "./fresh-plan.ts";
import type { AccountOptions } from "./project-options.ts";

interface ExplainCommand extends Omit<AccountOptions, "config"> {
  readonly config?: string;
  readonly step?: string;
  readonly plan?: string;
  readonly only?: string;
  readonly format: "text" | "json";
}

/** Says all about one step, or what a code means. Changes nothing. */
export async function explainStep(command: ExplainCommand, terminal: Terminal): Promise<number> {
  const { step: asked, format } = command;
  if (asked !== undefined && /^ST\d{4}$/i.test(asked)) {
    const entry = codeOf(asked.toUpperCase());
    terminal.print(format === "json" ? JSON.stringify(entry, null, 2) : codeText(entry, terminal));
    return EXIT.done;
  }
  const plan = await planOf(command, terminal);
  if (plan === null) return EXIT.error;
  const { width, paint } = terminal;
  if (asked === undefined) {
    const all = plan.steps.map((step, i) => ({ number: i + 1, step }));
    const list = all.map(({ number, step }) => ({ number, id: step.id, risk: step.risk }));
    terminal.print(
      format === "json" ? JSON.stringify({ formatVersion: 1, steps: list }, null, 2) : stepList(all, { width, paint }) || "The plan has no steps.",
    );
    return EXIT.done;
  }
  const result = findStep(plan, asked);
  if (result.kind === "none") {
    const near = result.near === null ? undefined : `did you mean ${result.near}?`;
    throw new UsageError("ST3307", `no step of the plan is called ${asked}; it has ${plan.steps.length}`, near);
  }
  if (result.kind === "several")
    throw new UsageError("ST3308", `${result.found.length} steps are called ${asked}\n${stepList(result.found, { width, paint: terminal.paintError })}`);
  terminal.print(format === "json" ? stepJson(plan, result.found) : stepText(plan, result.found, { width, paint }));
  return EXIT.done;
}

function codeOf(asked: string): CodePage {
  const entry = codes.find(({ code }) => code === asked);
  if (entry !== undefined) return entry;
  const near = closest(
    asked,
    codes.map(({ code }) => code),
  );
  throw new UsageError("ST3307", `no code is called ${asked}`, near === null ? undefined : `did you mean ${near}?`);
}

/** The plan of the file, or a new one; `null` if the project's mistakes, which are told, leave none. */
async function planOf({ config, plan: file, ...options }: ExplainCommand, terminal: Terminal): Promise<Plan | null> {
  if (file !== undefined) return readPlan(planFileText(file));
  if (config === undefined) throw new UsageError("ST3304", "explain needs a plan: neither a project nor a plan's file was named", "add -c DIR or --plan FILE");
  const project = openProject({ ...options, config }, process.env);
  if (printDiagnostics(project.diagnostics, { root: project.root, terminal }) > 0) return null;
  return interruptible(async (signal) => {
    const account = await connect({ project, options: { ...options, config }, env: process.env, signal }, terminal);
    try {
      return (await freshPlan(project, account, { ...options, signal })).plan;
    } finally {
      await account.close();
    }
  });
}
