import type { Note } from "@snowtower/engine";
import { type Line, line, span } from "../rich/line.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import { stepInWords } from "../step-in-words.ts";

/** What the planner has to say besides, each with what could be done about it. */
export function noteLines(notes: readonly Note[], width: number): readonly Line[] {
  return notes.flatMap(({ severity, code, about, message, hint, at }) => {
    const place = at === undefined ? "" : `${at.file}:${at.line}:${at.column}: `;
    const subject = message.includes(about) || about === "" ? "" : `${stepInWords(about)}: `;
    const head = line(span(`${severity}[${code}]`, "bold", severity === "error" ? "red" : "yellow"), ` ${place}${subject}${message}`);
    const hints = hint === undefined ? [] : wrapLine(line("    ", span("hint:", "bold"), ` ${hint}`), width, 6);
    return [...wrapLine([span("  "), ...head], width, 4), ...hints];
  });
}
