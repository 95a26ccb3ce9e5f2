import { type Line, line, span } from "../rich/line.ts";
import { attachmentLine } from "./attachment-words.ts";
import { isToldAsAccess } from "./is-told-as-access.ts";
import type { ObjectEntry } from "./object-entry.ts";
import { riskLine } from "./risk-words.ts";

/** What is set on an object and its columns; what it may cost is said where it is told who sees what, or here. */
export function attachedLines({ attachments }: ObjectEntry, { full }: { readonly full: boolean }): readonly Line[] {
  return attachments.flatMap(({ step, change, remade }, i) => {
    const isLast = attachments[i + 1]?.step !== step;
    const isOwn = isLast && step.changes[0]?.kind === "attachment";
    const risk = isOwn && !isToldAsAccess(step, change) ? riskLine(step) : null;
    const why = full && isOwn ? [line(span(`because ${step.why}`, "dim"))] : [];
    return [attachmentLine(change, full ? undefined : remade), ...(risk === null ? [] : [line(span("! ", "yellow"), ...risk)]), ...why];
  });
}
