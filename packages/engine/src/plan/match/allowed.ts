import { kindNamed, type ObjectChange } from "@snowtower/kinds";
import type { Note } from "../plan.ts";
import type { PlanContext } from "../plan-context.ts";
import { isProtected } from "./drops.ts";

/** Refuses in words what must not or cannot be planned. */
export function isAllowed(change: ObjectChange, context: PlanContext): boolean {
  const note = protects(change, context) ?? takesNames(change) ?? (change.how === "replace" ? noReplacement(change, context) : null);
  if (note !== null) context.notes.push(note);
  return note === null;
}

function protects(change: ObjectChange, context: PlanContext): Note | null {
  const about = change.to?.id ?? "";
  const kept = change.to === null ? null : isProtected(change.to.id, context);
  const disables = change.fields.includes("disabled") && change.to?.fields.disabled === true;
  if (kept === null || (change.how !== "replace" && !disables)) return null;
  return { severity: "warning", code: "ST2003", message: `${about} is not ${disables ? "disabled" : "replaced"}: ${kept}`, about };
}

/** Whether the column that is not described any more is the one that was meant nobody can tell. */
function takesNames({ from, to }: ObjectChange): Note | null {
  const [taken] = from === null || to === null ? [] : (kindNamed(to.kind).takenNames?.(from, to) ?? []);
  if (taken === undefined || to === null) return null;
  const message = `column ${taken.from} of ${to.id} is not renamed to ${taken.to}: both are there`;
  return { severity: "error", code: "ST2019", message, about: to.id, hint: `take renamed_from out of the file, and column ${taken.from} is dropped` };
}

function noReplacement(change: ObjectChange, { world, facts }: PlanContext): Note | null {
  if (change.to === null) return null;
  const about = change.to.id;
  const { label, replace, refuses, whyReplace, fields } = kindNamed(change.to.kind);
  if (replace === undefined) {
    const why = whyReplace?.(change) ?? [];
    const fixed = change.fields.filter((name) => fields[name]?.change === "replace" || fields[name]?.sql === undefined);
    const message = `${about} differs in ${fixed.join(", ")}, and no ALTER ${label} changes that${why.length === 0 ? "" : ` (${why.join("; ")})`}; a replacement would lose what is in it`;
    return { severity: "error", code: "ST2004", message, about, hint: "describe it as it is, or move its contents to a new object" };
  }
  const refusal = refuses?.(change, world) ?? null;
  if (refusal !== null) return { severity: "error", about, ...refusal };
  if (replace.runs === undefined || facts.warehouse !== null) return null;
  const why = whyReplace?.(change) ?? [];
  const message = `${about} differs in ${change.fields.join(", ")}, which takes a copy (${why.join("; ")}), and the session has no warehouse to make one`;
  return { severity: "error", code: "ST2024", message, about, hint: "give the connection or its user a warehouse" };
}
