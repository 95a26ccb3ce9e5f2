import type { Note, Plan } from "@snowtower/engine";
import type { Painter } from "../terminal/painter.ts";
import { accessLines } from "./access/access-lines.ts";
import { arrange } from "./plan/arrange.ts";
import { footerLines } from "./plan/footer-lines.ts";
import { headerLines } from "./plan/header-lines.ts";
import { noteLines } from "./plan/note-lines.ts";
import { objectEntries } from "./plan/object-entry.ts";
import { script } from "./plan/script.ts";
import { sectionLines } from "./plan/section-lines.ts";
import { type Line, line, paintLine, span } from "./rich/line.ts";
import { wrapLine } from "./rich/wrap-line.ts";

interface PlanLook {
  readonly width: number;
  readonly paint: Painter;
  /** The statements as a script instead. */
  readonly sql?: boolean;
  /** Folds nothing. */
  readonly full?: boolean;
}

/** The plan for people: which account, what of it, what happens to objects and to access, what it may cost, and the sum. */
export function planText(plan: Plan, { width, paint, sql = false, full = false }: PlanLook): string {
  if (sql)
    return script(plan, width)
      .map((each) => ("sql" in each ? each.sql : paintLine(each.comment, paint)))
      .join("\n");
  const sections = arrange(objectEntries(plan)).map((section) => sectionLines(section, { width, full, indent: 0 }));
  const access = accessLines(plan, { width, full });
  const notes = (severity: Note["severity"]): readonly Line[] => {
    const of = plan.notes.filter((note) => note.severity === severity);
    return of.length === 0 ? [] : [severity === "error" ? line(span("Errors", "bold", "red")) : heading("Notes"), ...noteLines(of, { width, full })];
  };
  const blocks = [
    headerLines(plan, width),
    ...sections,
    access.length === 0 ? [] : [heading("Access"), ...access],
    notes("warning"),
    notes("error"),
    footerLines(plan).flatMap((each) => wrapLine(each, width, 2)),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((each) => paintLine(each, paint)).join("\n"))
    .join("\n\n");
}

function heading(text: string): Line {
  return line(span(text, "bold"));
}
