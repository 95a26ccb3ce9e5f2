import type { Examination, Problem } from "@snowtower/engine";
import type { Painter } from "../../terminal/painter.ts";
import { counted } from "../plural.ts";
import { type Line, line, paintLine, span } from "../rich/line.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import { accountFacts, sessionFacts, stateFacts } from "./fact-lines.ts";
import { kindLines } from "./kind-lines.ts";

interface DoctorLook {
  readonly width: number;
  readonly paint: Painter;
}

/** What doctor found, for people: where one is, what one sees and may do, what is missing, and what would mend it. */
export function doctorText(found: Examination, { width, paint }: DoctorLook): string {
  const { organization, name, source, region } = found.facts;
  const blocks = [
    [line(span("Account ", "bold"), span(`${organization}.${name}`, "bold"), ` at ${source} (${region})`), ...accountFacts(found)],
    [heading("Session"), ...sessionFacts(found)],
    [heading("State schema"), ...stateFacts(found)],
    [heading(found.kinds.some(({ described }) => described > 0) ? "What the project describes" : "What SnowTower manages"), ...kindLines(found.kinds)],
    found.problems.length === 0 ? [] : [line(span("Missing", "bold", "red")), ...found.problems.flatMap((each) => problemLines(each, "red"))],
    found.remarks.length === 0 ? [] : [heading("Could be better"), ...found.remarks.flatMap((each) => problemLines(each, "yellow"))],
    [verdict(found)],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) =>
      block
        .flatMap((each) => wrapLine(each, width, hangOf(each)))
        .map((each) => paintLine(each, paint))
        .join("\n"),
    )
    .join("\n\n");
}

function heading(text: string): Line {
  return line(span(text, "bold"));
}

function problemLines({ message, fix }: Problem, colour: "red" | "yellow"): readonly Line[] {
  return [line("  ", span("- ", colour), message), line("    ", span("hint:", "bold"), ` ${fix}`)];
}

/** A fact goes on below its value, a problem below its first word. */
function hangOf(each: Line): number {
  const [first] = each;
  return first?.text === "  " || first?.text === "    " ? first.text.length + (first.text === "  " ? 2 : 6) : (first?.text.length ?? 0);
}

function verdict({ problems }: Examination): Line {
  if (problems.length === 0) return line(span("All that the project needs is there.", "bold", "green"));
  return line(span(`${counted(problems.length, "thing is", "things are")} missing that the project needs.`, "bold", "red"));
}
