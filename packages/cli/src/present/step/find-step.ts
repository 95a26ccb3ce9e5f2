import type { Plan, Step } from "@snowtower/engine";
import { closest } from "@snowtower/sql";
import { stepInWords } from "../step-in-words.ts";

/** A step and its number in the plan, which is the one in the script of `--sql`. */
export interface NumberedStep {
  readonly number: number;
  readonly step: Step;
}

type StepsFound =
  | { readonly kind: "one"; readonly found: NumberedStep }
  | { readonly kind: "several"; readonly found: readonly NumberedStep[] }
  | { readonly kind: "none"; readonly near: string | null };

/** The steps that `asked` can mean: a number, an id, or a part of an id or of its words. What fits better leaves out what fits less. */
export function findStep({ steps }: Pick<Plan, "steps">, asked: string): StepsFound {
  const all = steps.map((step, i): NumberedStep => ({ number: i + 1, step }));
  const wanted = fold(asked);
  const fits: readonly ((each: NumberedStep) => boolean)[] = [
    ({ number }) => String(number) === asked.trim(),
    ({ step }) => step.id === asked,
    ({ step }) => namesOf(step).some((name) => fold(name) === wanted),
    ({ step }) => wanted !== "" && namesOf(step).some((name) => fold(name).includes(wanted)),
  ];
  for (const fit of fits) {
    const found = all.filter(fit);
    const [first] = found;
    if (first !== undefined) return found.length === 1 ? { kind: "one", found: first } : { kind: "several", found };
  }
  return { kind: "none", near: nearest(steps, asked) };
}

/** Whoever leaves out the container or the kind means the name all the same. */
function nearest(steps: readonly Step[], asked: string): string | null {
  const ids = new Map<string, string>();
  for (const { id } of steps) for (const name of [id, id.replace(/^[a-z_]+:/, ""), id.replace(/^.*[.:]/, "")]) if (!ids.has(name)) ids.set(name, id);
  const near = closest(asked, ids.keys());
  return near === null ? null : (ids.get(near) ?? null);
}

function namesOf({ id }: Step): readonly string[] {
  return [id, stepInWords(id)];
}

function fold(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, " ");
}
