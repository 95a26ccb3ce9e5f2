import type { Plan, Risk, Step } from "@snowtower/engine";
import type { ObjectChange } from "@snowtower/kinds";
import { isOwnership } from "./plan/is-ownership.ts";
import { remakes } from "./plan/remake.ts";
import { counted, thousands } from "./plural.ts";

/** A plan in numbers. */
export interface PlanSummary {
  readonly steps: number;
  /** Objects, each counted once. */
  readonly objects: { readonly create: number; readonly change: number; readonly replace: number; readonly remove: number };
  readonly owners: number;
  readonly grants: { readonly give: number; readonly take: number };
  readonly attachments: number;
  /** Steps that only tell later plans something. */
  readonly hints: number;
  /** Steps by what they may cost. */
  readonly risk: Readonly<Record<Risk, number>>;
  /** Steps by how well they can be taken back. */
  readonly undo: Readonly<Record<"exact" | "recreated" | "none", number>>;
  readonly errors: number;
  readonly warnings: number;
}

type ObjectVerb = keyof PlanSummary["objects"];

export function summaryOf(plan: Plan): PlanSummary {
  const verbs = new Map<string, ObjectVerb>();
  const grants = { give: 0, take: 0 };
  let owners = 0;
  let attachments = 0;
  for (const change of plan.steps.flatMap((step) => step.changes)) {
    if (change.kind === "attachment") attachments++;
    else if (change.kind === "grant") grants[change.to === null || (change.from?.option === true && !change.to.option) ? "take" : "give"]++;
    else if (isOwnership(change)) owners++;
    else count(verbs, change);
  }
  const objects = { create: 0, change: 0, replace: 0, remove: 0 };
  for (const { of, interim } of remakes(plan)) {
    verbs.delete(interim);
    verbs.set(of, "replace");
  }
  for (const verb of verbs.values()) objects[verb]++;
  const errors = plan.notes.filter(({ severity }) => severity === "error").length;
  return {
    steps: plan.steps.length,
    objects,
    owners,
    grants,
    attachments,
    hints: plan.steps.filter(({ hint }) => hint === true).length,
    ...classesOf(plan.steps),
    errors,
    warnings: plan.notes.length - errors,
  };
}

/** An object that is created in two steps is one creation; one that is dropped and created is replaced. */
function count(verbs: Map<string, ObjectVerb>, change: ObjectChange): void {
  const id = (change.to ?? change.from)?.id ?? "";
  const before = verbs.get(id);
  const verb = VERBS[change.how];
  if (before === undefined) verbs.set(id, verb);
  else if ((before === "remove" && verb === "create") || (before === "create" && verb === "remove")) verbs.set(id, "replace");
  else if (before === "change") verbs.set(id, verb);
}

const VERBS = { create: "create", alter: "change", rename: "change", replace: "replace", drop: "remove" } as const;

function classesOf(steps: readonly Step[]): Pick<PlanSummary, "risk" | "undo"> {
  const risk = { safe: 0, caution: 0, destructive: 0, lockout: 0 };
  const undo = { exact: 0, recreated: 0, none: 0 };
  for (const step of steps) {
    risk[step.risk]++;
    undo[step.undo.kind]++;
  }
  return { risk, undo };
}

/** `54 to create, 2 to change, 12 grants to give; 1 destructive`; what is zero is not said. */
export function summaryWords({ objects, owners, grants, attachments, hints, risk }: PlanSummary): string {
  const parts: string[] = [];
  const say = (count: number, words: string): void => {
    if (count > 0) parts.push(`${words}`);
  };
  say(objects.create, `${thousands(objects.create)} to create`);
  say(objects.change, `${thousands(objects.change)} to change`);
  say(objects.replace, `${thousands(objects.replace)} to replace`);
  say(objects.remove, `${thousands(objects.remove)} to remove`);
  say(owners, `${counted(owners, "owner")} to change`);
  say(attachments, `${counted(attachments, "attachment")} to change`);
  say(grants.give, `${counted(grants.give, "grant")} to give`);
  say(grants.take, grants.give > 0 ? `${thousands(grants.take)} to take` : `${counted(grants.take, "grant")} to take`);
  say(hints, `${counted(hints, "mark")} to write`);
  const risks = (["destructive", "lockout"] as const).filter((name) => risk[name] > 0).map((name) => `${thousands(risk[name])} ${name}`);
  return [parts.join(", "), ...(risks.length > 0 ? [risks.join(", ")] : [])].join("; ");
}
