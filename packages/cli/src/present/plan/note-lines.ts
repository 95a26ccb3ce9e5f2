import type { Note } from "@snowtower/engine";
import { thousands } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import { stepInWords } from "../step-in-words.ts";

/** Of one code so many are shown, unless everything is asked for. */
const MOST_ALIKE = 5;

/** What the planner has to say besides, each with what could be done about it. */
export function noteLines(notes: readonly Note[], { width, full }: { readonly width: number; readonly full: boolean }): readonly Line[] {
  const seen = new Map<string, number>();
  const lines = notes.flatMap((note): readonly Line[] => {
    const key = `${note.severity}[${note.code}]`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count > MOST_ALIKE && !full ? [] : linesOf(note, width);
  });
  const more = [...seen].filter(([, count]) => count > MOST_ALIKE && !full);
  return [...lines, ...more.map(([key, count]) => line(span(`  and ${thousands(count - MOST_ALIKE)} more of ${key} (--full shows them)`, "dim")))];
}

function linesOf({ severity, code, about, message, hint, at }: Note, width: number): readonly Line[] {
  const place = at === undefined ? "" : `${at.file}:${at.line}:${at.column}: `;
  const subject = message.includes(about) || message.includes(about.replace(/^[a-z_]+:/, "")) ? "" : `${stepInWords(about)}: `;
  const head = line(span(`${severity}[${code}]`, "bold", severity === "error" ? "red" : "yellow"), ` ${place}${subject}${message}`);
  const hints = hint === undefined ? [] : wrapLine(line("    ", span("hint:", "bold"), ` ${hint}`), width, 6);
  return [...wrapLine([span("  "), ...head], width, 4), ...hints];
}
