import type { Diagnostic } from "@snowtower/kinds";
import { characterWidth, displayWidth } from "./display-width.ts";
import { printable, shownLine } from "./shown-line.ts";

/** How parts of a message are set off. */
export interface Painter {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

const asIs = (text: string): string => text;

/** For output without colour. */
export const plainPainter: Painter = { red: asIs, yellow: asIs, bold: asIs, dim: asIs };

interface FrameOptions {
  /** The text of the file that the diagnostic is about; `null` if it cannot be shown. */
  readonly text: string | null;
  readonly paint: Painter;
  /** Columns of the terminal. */
  readonly width: number;
}

const TAB = "    ";
const CUT = "...";

/** A diagnostic for people: the message, the line that it is about with a caret below the place, the hint. Secrets of the line are not shown. */
export function sourceFrame(diagnostic: Diagnostic, options: FrameOptions): string {
  const { paint, text } = options;
  const { severity, code, at, message, hint } = diagnostic;
  const head = `${severity}[${code}]`;
  const place = at.file === "" ? "" : `${printable(at.file)}:${at.line}:${at.column}: `;
  const parts = [`${paint.bold(severity === "error" ? paint.red(head) : paint.yellow(head))} ${place}${printable(message)}`];
  if (text !== null && at.file !== "") parts.push(...frame(text.split(/\r\n|\r|\n/), diagnostic, options));
  if (hint !== undefined) parts.push(`  ${paint.bold("hint:")} ${printable(hint)}`);
  return parts.join("\n");
}

/** The line and a caret below the place; nothing for a line that is empty or hidden. */
function frame(lines: readonly string[], { at, severity }: Diagnostic, { paint, width }: FrameOptions): readonly string[] {
  const shown = shownLine(lines, at.line - 1);
  if (shown === null || shown.trim() === "") return [];
  const number = String(at.line);
  const gutter = `  ${number} | `;
  const column = Math.min(at.column - 1, shown.length);
  const { text, caret } = window(expandTabs(shown), displayWidth(expandTabs(shown.slice(0, column))), Math.max(20, width - gutter.length));
  const mark = severity === "error" ? paint.red("^") : paint.yellow("^");
  return [`${paint.dim(gutter)}${text}`, `${paint.dim(`  ${" ".repeat(number.length)} | `)}${" ".repeat(caret)}${mark}`];
}

function expandTabs(text: string): string {
  return text.replaceAll("\t", TAB);
}

/** The part of a line around a caret that fits into a width; both counted in columns. */
function window(line: string, caret: number, width: number): { readonly text: string; readonly caret: number } {
  if (displayWidth(line) < width) return { text: line.trimEnd(), caret };
  const room = width - 2 * CUT.length - 1;
  const start = Math.max(0, Math.min(caret - Math.floor(room / 2), displayWidth(line) - room));
  const kept = columns(line, start, start + room);
  const left = start > 0 ? CUT : "";
  const right = start + room < displayWidth(line) ? CUT : "";
  return { text: `${left}${kept.text}${right}`, caret: caret - kept.start + left.length };
}

/** The characters between two columns; `start` is the column that the first of them really has. */
function columns(line: string, from: number, to: number): { readonly text: string; readonly start: number } {
  let text = "";
  let start: number | null = null;
  let column = 0;
  for (const character of line) {
    const next = column + characterWidth(character);
    if (column >= from && next <= to) {
      start ??= column;
      text += character;
    }
    column = next;
  }
  return { text, start: start ?? from };
}
