import type { Plan } from "@snowtower/engine";
import type { AttachmentChange, ObjectId } from "@snowtower/kinds";
import { attachmentLine, indented } from "../plan/attachment-words.ts";
import { remakes } from "../plan/remake.ts";
import { riskLine } from "../plan/risk-words.ts";
import { type Line, line, span } from "../rich/line.ts";
import { stepInWords } from "../step-in-words.ts";
import { type AttachmentEntry, attachmentEntries } from "./access-change.ts";

/** Which policies come between readers and an object, and go: by object. What a step may cost is said once, behind all that it does. */
export function readerLines(plan: Plan, { full }: { readonly full: boolean }): readonly Line[] {
  const byObject = new Map<ObjectId, AttachmentEntry[]>();
  for (const entry of attachmentEntries(plan)) {
    const on = (entry.change.to ?? entry.change.from)?.on;
    if (on === undefined) continue;
    const there = byObject.get(on);
    if (there === undefined) byObject.set(on, [entry]);
    else there.push(entry);
  }
  const names = new Map(remakes(plan).map(({ of, interim }) => [interim, of]));
  const remade = ({ to }: AttachmentChange): ObjectId | undefined => (full || to === null ? undefined : names.get(to.what));
  return [...byObject].flatMap(([on, entries]) => [
    line("  readers of ", span(stepInWords(on), "bold")),
    ...entries.flatMap(({ change, cost }, i) => {
      const risk = entries[i + 1]?.cost === cost ? null : riskLine(cost);
      return [indented(4, attachmentLine(change, remade(change))), ...(risk === null ? [] : [line("      ", span("! ", "yellow"), ...risk)])];
    }),
  ]);
}
