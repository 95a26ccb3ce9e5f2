import type { Note } from "@snowtower/engine";
import { counted, thousands } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import { stepInWords } from "../step-in-words.ts";

/** Of one code so many are shown, unless everything is asked for. */
const MOST_ALIKE = 5;

/** Warnings that say the same of each thing they are about: several of them are one line. */
const FOLDED: Partial<Record<Note["code"], (count: number) => string>> = {
  ST2002: (count) => `${counted(count, "field")} could not be read and are left as they are`,
  ST2015: (count) => `${counted(count, "object")} keep their owner, whom nobody could tell`,
};

interface NoteLook {
  readonly width: number;
  readonly full: boolean;
}

/** What the planner has to say besides, each with what could be done about it. */
export function noteLines(notes: readonly Note[], { width, full }: NoteLook): readonly Line[] {
  return [...byCode(notes)].flatMap(([key, [first, ...others]]) => {
    const fold = FOLDED[first.code];
    const more = " (--full names them)";
    if (!full && fold !== undefined && others.length > 0)
      return wrapLine([span("  "), ...codeOf(first), span(` ${fold(others.length + 1)}`), span(more, "dim")], width, 4);
    const shown = full ? [first, ...others] : [first, ...others].slice(0, MOST_ALIKE);
    const left = others.length + 1 - shown.length;
    return [
      ...shown.flatMap((note) => linesOf(note, width)),
      ...(left > 0 ? [line(span(`  and ${thousands(left)} more of ${key} (--full shows them)`, "dim"))] : []),
    ];
  });
}

function byCode(notes: readonly Note[]): ReadonlyMap<string, readonly [Note, ...Note[]]> {
  const groups = new Map<string, [Note, ...Note[]]>();
  for (const note of notes) {
    const key = `${note.severity}[${note.code}]`;
    const there = groups.get(key);
    if (there === undefined) groups.set(key, [note]);
    else there.push(note);
  }
  return groups;
}

function codeOf({ severity, code }: Note): Line {
  return [span(`${severity}[${code}]`, "bold", severity === "error" ? "red" : "yellow")];
}

/** An error is all red, so that nobody misses it. */
function linesOf(note: Note, width: number): readonly Line[] {
  const { severity, about, message, hint, at } = note;
  const place = at === undefined ? "" : `${at.file}:${at.line}:${at.column}: `;
  const subject = message.includes(about) || message.includes(about.replace(/^[a-z_]+:/, "")) ? "" : `${stepInWords(about)}: `;
  const words = span(` ${place}${subject}${message}`, ...(severity === "error" ? (["red"] as const) : []));
  const hints = hint === undefined ? [] : wrapLine(line("    ", span("hint:", "bold"), ` ${hint}`), width, 6);
  return [...wrapLine([span("  "), ...codeOf(note), words], width, 4), ...hints];
}
