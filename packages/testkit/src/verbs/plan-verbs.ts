import { ApplyError, applyPlan, exitCodeOf, RefusedError, readAccount } from "@snowtower/engine";
import type { Catalog, Diagnostic, Interest } from "@snowtower/kinds";
import { AccountError } from "@snowtower/sql";
import { differencesOnTwin } from "../agree/same-on-twin.ts";
import { walkTogether } from "../agree/walk-together.ts";
import { ScriptFailure } from "../script/script-failure.ts";
import type { ScriptContext, Verb, VerbResult } from "../script/verb.ts";
import { catalogDifference } from "./catalog-difference.ts";
import { planLines } from "./plan-lines.ts";
import { roleNamed, type Scene } from "./scene.ts";
import { type VerbWords, verbWords } from "./verb-words.ts";

/** The verbs that lead a project to the account and back: `plan a`, `apply a`, `again a`, `undo`. */
export function planVerbs(scene: Scene): Readonly<Record<"plan" | "apply" | "again" | "undo", Verb>> {
  return {
    plan: async ({ args }, context) => {
      const words = planWords(args);
      const made = await planned(scene, words, context);
      return "refused" in made ? made.refused : { stdout: planLines(made.plan, words.has("brief")), stderr: made.warnings, exit: hasErrors(made) ? 1 : 0 };
    },
    apply: ({ args }, context) => apply(scene, planWords(args), context),
    again: async ({ args }, context) => {
      const made = await planned(scene, planWords(args), context);
      if ("refused" in made) throw new ScriptFailure(made.refused.stderr ?? "");
      if (made.plan.steps.length > 0) throw new ScriptFailure(`there are changes again:\n${planLines(made.plan, false)}`);
      return { stdout: planLines(made.plan, false) };
    },
    undo: ({ args }) => {
      verbWords(args, { places: 0 });
      return undo(scene);
    },
  };
}

function planWords(args: readonly string[]): VerbWords {
  return verbWords(args, { places: 1, flags: ["brief", "destroy", "assume-absent"], options: ["only", "as"] });
}

type Planned =
  | { readonly refused: VerbResult }
  | (Awaited<ReturnType<Scene["plan"]>> & { readonly desired: Parameters<Scene["plan"]>[0]; readonly warnings: string });

/** `as ROLE` reads as that role: what it does not see must not be planned. */
async function planned(scene: Scene, words: VerbWords, { dir }: ScriptContext): Promise<Planned> {
  const { desired, diagnostics } = await scene.project(dir, words.places[0] ?? "");
  if (desired === null) return { refused: { stderr: diagnostics.map(diagnosticLine).join(""), exit: 1 } };
  const only = words.get("only");
  const role = words.get("as");
  const made = await scene.plan(desired, {
    ...(only === undefined ? {} : { only }),
    ...(role === undefined ? {} : { role: roleNamed(role) }),
    destroy: words.has("destroy"),
    assumeAbsent: words.has("assume-absent"),
  });
  return { ...made, desired, warnings: diagnostics.map(diagnosticLine).join("") };
}

function hasErrors({ plan }: { readonly plan: { readonly notes: readonly { readonly severity: string }[] } }): boolean {
  return plan.notes.some(({ severity }) => severity === "error");
}

function diagnosticLine({ severity, code, message, at, hint }: Diagnostic): string {
  return `${at.file}:${at.line}:${at.column} ${severity}[${code}] ${message}${hint === undefined ? "" : ` (${hint})`}\n`;
}

async function apply(scene: Scene, words: VerbWords, context: ScriptContext): Promise<VerbResult> {
  const made = await planned(scene, words, context);
  if ("refused" in made) return made.refused;
  const before = await read(scene, made.plan.interest);
  scene.applied = { made: made.plan, before, desired: made.desired };
  const stdout = planLines(made.plan, words.has("brief"));
  const disagree = await walkTogether(made.plan, await scene.fork(), (ref) => scene.secrets.reveal(ref));
  if (disagree.length > 0) throw new ScriptFailure(`advance and the account do not agree\n${disagree.join("\n")}\n`);
  try {
    // One at a time: what steps may do side by side is tested elsewhere, and texts of errors must not depend on it.
    await applyPlan(made.plan, await scene.account(), { run: "script", parallel: 1, reveal: (ref) => scene.secrets.reveal(ref), clock: () => new Date(0) });
    const twin = await differencesOnTwin(await scene.account(), made.plan.interest, () => Date.UTC(2025, 0, 2));
    if (twin.length > 0) throw new ScriptFailure(`a twin of the account answers otherwise\n${twin.join("\n")}\n`);
    return { stdout };
  } catch (error) {
    if (!(error instanceof ApplyError || error instanceof RefusedError)) throw error;
    const reasons = error instanceof RefusedError ? error.reasons.map((reason) => `${reason}\n`).join("") : "";
    return { stdout, stderr: `[${error.code}] ${error.message}\n${reasons}`, exit: exitCodeOf(error) };
  }
}

/** Takes the last apply back, step by step from its end, and tells what is otherwise than before it. */
async function undo(scene: Scene): Promise<VerbResult> {
  if (scene.applied === null) throw new ScriptFailure("nothing was applied");
  const { made, before } = scene.applied;
  const account = await scene.account();
  const told: string[] = [];
  for (const step of [...made.steps].reverse()) {
    if (step.undo.kind === "none") {
      told.push(`${step.id} stays: ${step.undo.because}`);
      continue;
    }
    for (const statement of step.undo.statements) {
      const [outcome] = await account.execute({ statements: [statement], role: step.as }, { reveal: (ref) => scene.secrets.reveal(ref) });
      if (outcome === undefined || !("failed" in outcome)) continue;
      if (!(outcome.failed instanceof AccountError)) throw outcome.failed;
      throw new ScriptFailure(`the undo of ${step.id} failed: ${outcome.failed.message}\n${statement.text}`);
    }
  }
  scene.applied = null;
  const left = catalogDifference(before, await read(scene, made.interest));
  return { stdout: [...told, ...left, ...(left.length === 0 ? ["as before"] : [])].map((line) => `${line}\n`).join("") };
}

async function read(scene: Scene, interest: Interest): Promise<Catalog> {
  return (await readAccount(await scene.account(), interest)).catalog;
}
