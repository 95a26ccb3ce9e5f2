import { counted } from "../plural.ts";
import { type Line, line, span } from "../rich/line.ts";
import { textDiff } from "./text-diff.ts";

/** Beyond it a difference is cut, unless everything is asked for. */
const MOST_LINES = 30;

/** Two texts as a small unified difference: `-` and `+` before what goes and what comes. */
export function textDiffLines(from: string, to: string, full: boolean): readonly Line[] {
  const lines = textDiff(from, to).map((each): Line => {
    if (each.kind === "gap") return line(span(`  ... ${counted(each.lines, "line")} as before`, "dim"));
    const text = each.text.replaceAll("\t", "    ");
    if (each.kind === "same") return line(span(`  ${text}`, "dim"));
    return each.kind === "gone" ? line(span(`- ${text}`, "red")) : line(span(`+ ${text}`, "green"));
  });
  if (full || lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), line(span(`  ... ${counted(lines.length - MOST_LINES, "more line")}; --full shows all`, "dim"))];
}
