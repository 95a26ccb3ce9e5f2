import type { Painter } from "../terminal/painter.ts";
import { thousands } from "./plural.ts";
import { cutText, padText, printable, widthOfText } from "./rich/text-width.ts";

interface TableLook {
  readonly width: number;
  readonly paint: Painter;
}

type Cell = string | null;

const GAP = "  ";
/** Narrower, and a cell says nothing any more. */
const LEAST = 6;

/** Rows as aligned columns, cut to the width; NULL is dim. Where the columns do not fit side by side, each row is a list of `column  value`. */
export function tableText(columns: readonly string[], rows: readonly (readonly Cell[])[], { width, paint }: TableLook): string {
  if (columns.length === 0) return "";
  const heads = columns.map(visible);
  const cells = rows.map((row) => columns.map((_, i) => shown(row[i] ?? null)));
  const natural = heads.map((head, i) => Math.max(widthOfText(head), 1, ...cells.map((row) => widthOfText(row[i]?.text ?? ""))));
  const widths = fitted(natural, width - GAP.length * (columns.length - 1));
  const lines = widths === null ? records(heads, cells, { width, paint }) : grid(heads, cells, { widths, paint, rows });
  return [...lines, paint.dim(`(${thousands(rows.length)} ${rows.length === 1 ? "row" : "rows"})`)].join("\n");
}

interface ShownCell {
  readonly text: string;
  readonly isNull: boolean;
}

function shown(cell: Cell): ShownCell {
  return cell === null ? { text: "NULL", isNull: true } : { text: visible(cell), isNull: false };
}

/** A line break in a cell is told from a space: `\n`. */
function visible(text: string): string {
  return printable(
    text
      .replace(/\r\n|\n/g, "\\n")
      .replaceAll("\r", "\\r")
      .replaceAll("\t", "\\t"),
  );
}

/** Takes from the widest until all fit; `null` if they cannot. */
function fitted(natural: readonly number[], room: number): readonly number[] | null {
  const least = natural.reduce((sum, width) => sum + Math.min(width, LEAST), 0);
  if (least > room) return null;
  let limit = Math.max(...natural);
  const total = (): number => natural.reduce((sum, width) => sum + Math.min(width, Math.max(limit, LEAST)), 0);
  while (total() > room && limit > LEAST) limit--;
  let left = room - total();
  return natural.map((width) => {
    const given = Math.min(width, limit);
    const more = Math.min(width - given, left);
    left -= more;
    return given + more;
  });
}

interface Grid {
  readonly widths: readonly number[];
  readonly paint: Painter;
  readonly rows: readonly (readonly Cell[])[];
}

function grid(heads: readonly string[], cells: readonly (readonly ShownCell[])[], { widths, paint, rows }: Grid): readonly string[] {
  const isNumber = heads.map((_, i) => rows.length > 0 && rows.every((row) => row[i] === null || row[i] === undefined || /^-?\d+(?:\.\d+)?$/.test(row[i])));
  const at = (text: string, i: number): string => {
    const width = widths[i] ?? 0;
    const cut = cutText(text, width);
    if (isNumber[i] === true) return " ".repeat(width - widthOfText(cut)) + cut;
    return i === heads.length - 1 ? cut : padText(cut, width);
  };
  const rule = widths.map((width) => "-".repeat(width)).join(GAP);
  const body = cells.map((row) => row.map(({ text, isNull }, i) => (isNull ? paint.dim(at(text, i)) : at(text, i))).join(GAP));
  return [heads.map((head, i) => paint.bold(at(head, i))).join(GAP), paint.dim(rule), ...body];
}

function records(heads: readonly string[], cells: readonly (readonly ShownCell[])[], { width, paint }: TableLook): readonly string[] {
  const names = Math.min(Math.max(...heads.map(widthOfText)), Math.floor(width / 3));
  return cells.flatMap((row, n) => [
    paint.dim(cutText(`-- row ${thousands(n + 1)} `.padEnd(Math.min(width, 40), "-"), width, "")),
    ...row.map(({ text, isNull }, i) => {
      const value = cutText(text, Math.max(0, width - names - GAP.length));
      return `${paint.bold(padText(cutText(heads[i] ?? "", names), names))}${GAP}${isNull ? paint.dim(value) : value}`;
    }),
  ]);
}
