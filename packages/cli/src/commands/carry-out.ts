import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { ApplyError, applyPlan, type BoundPlan, digestOfPlan, EXIT, exitCodeOf, Journal, type Lock, type Risk, systemClock } from "@snowtower/engine";
import type { Account, QualifiedName, SecretRef } from "@snowtower/sql";
import { keepOutOfGit } from "../connect/keep-out-of-git.ts";
import { applyText } from "../present/apply-text.ts";
import { dangerWords } from "../present/plan/risk-words.ts";
import { counted } from "../present/plural.ts";
import type { OpenProject } from "../project/open-project.ts";
import { ProgressLine } from "../terminal/progress-line.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../usage-error.ts";
import { type LockFlags, underLock } from "./run-lock.ts";

export interface CarryOutOptions extends LockFlags {
  readonly allow?: string;
  readonly yes?: boolean;
}

/** Of the project: where runs are recorded, where the lock is, and what knows its secrets. */
interface Place {
  readonly root: string;
  readonly stateSchema: QualifiedName | null;
  readonly reveal: (secret: SecretRef) => string;
}

export function placeOf({ root, stateSchema, secrets }: OpenProject): Place {
  return { root, stateSchema, reveal: (secret) => secrets.reveal(secret) };
}

interface CarryOut extends CarryOutOptions, Place {
  readonly signal: AbortSignal;
}

/** Asks, applies, and reports. Gives the exit code. */
export async function carryOut(plan: BoundPlan, account: Account, options: CarryOut, terminal: Terminal): Promise<number> {
  if (plan.notes.some((note) => note.severity === "error")) {
    terminal.complain("The plan holds errors; nothing was changed.");
    return EXIT.error;
  }
  if (plan.steps.length === 0) return EXIT.done;
  const refused = refusedSteps(plan, options);
  if (refused !== null) {
    terminal.complain(refused);
    return EXIT.refused;
  }
  if (!(await confirmed(plan, options, terminal))) {
    terminal.say("Nothing was changed.");
    return EXIT.refused;
  }
  return run(plan, account, options, terminal);
}

/** Data or history would be lost, and nobody said that this is meant. */
function refusedSteps(plan: BoundPlan, options: CarryOutOptions): string | null {
  const risky: readonly Risk[] = ["destructive", "lockout"];
  const steps = plan.steps.filter((step) => risky.includes(step.risk));
  if (steps.length === 0 || options.allow === "destructive") return null;
  const shown = steps.slice(0, 10).map((step) => `  ${step.risk}: ${step.id}: ${dangerWords(step)}`);
  const more = steps.length > 10 ? [`  and ${counted(steps.length - 10, "more step", "more steps")}`] : [];
  return [
    `error[ST4012] ${counted(steps.length, "step is", "steps are")} destructive, and that was not allowed. Nothing was changed.`,
    ...shown,
    ...more,
    "hint: if this is meant, add --allow destructive",
  ].join("\n");
}

async function confirmed(plan: BoundPlan, options: CarryOutOptions, terminal: Terminal): Promise<boolean> {
  if (options.yes === true) return true;
  if (!terminal.interactive)
    throw new UsageError("ST3303", "apply would ask before it changes the account, and there is no terminal to ask on", "add --yes if the change is meant");
  const { confirm, isCancel } = await import("@clack/prompts");
  const account = `${plan.account.organization}.${plan.account.name}`;
  const answer = await confirm({
    message: `Apply ${counted(plan.steps.length, "step")} to ${account} (${plan.account.source})?`,
    initialValue: false,
    output: process.stderr,
  });
  return !isCancel(answer) && answer;
}

async function run(plan: BoundPlan, account: Account, options: CarryOut, terminal: Terminal): Promise<number> {
  const run = runId();
  const work = (lock: Lock | null): Promise<number> => recorded(plan, account, { ...options, run, lock }, terminal);
  return underLock(plan, account, { ...options, run }, { work, terminal });
}

async function recorded(
  plan: BoundPlan,
  account: Account,
  options: CarryOut & { readonly run: string; readonly lock: Lock | null },
  terminal: Terminal,
): Promise<number> {
  const { run, lock, root, signal, reveal } = options;
  keepOutOfGit(join(root, ".snowtower"));
  const journal = await Journal.create({
    folder: root,
    run,
    plan: digestOfPlan(plan),
    account: `${plan.account.organization}.${plan.account.name}`,
    clock: systemClock,
  });
  const progress = new ProgressLine(plan, terminal);
  try {
    const held = lock === null ? {} : { lock };
    const result = await applyPlan(plan, account, { run, journal, signal, reveal, ...held, onEvent: (event) => progress.tell(event) });
    progress.end();
    terminal.print(applyText(plan, result, { width: terminal.width, paint: terminal.paint }));
    return EXIT.done;
  } catch (error) {
    progress.end();
    if (!(error instanceof ApplyError)) throw error;
    terminal.complain(
      applyText(plan, error.result, { width: terminal.width, paint: terminal.paintError, error: { code: error.code, message: error.message } }),
    );
    return exitCodeOf(error);
  } finally {
    await journal.close();
  }
}

/** Sorts by time; random at its end, so that two runs of one second differ. */
function runId(): string {
  return `${new Date().toISOString().replace(/[-:]/g, "").replace(/\..*/, "Z")}-${randomBytes(3).toString("hex")}`;
}
