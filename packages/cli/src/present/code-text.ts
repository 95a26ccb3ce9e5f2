import type { codes } from "@snowtower/kinds";
import type { Painter } from "../terminal/painter.ts";
import { line, paintLine, span } from "./rich/line.ts";
import { wrapLine } from "./rich/wrap-line.ts";

/** A code with what it means and what to do about it. */
export type CodePage = (typeof codes)[number];

interface CodeLook {
  readonly width: number;
  readonly paint: Painter;
}

/** A code's page. */
export function codeText({ code, title, explanation, fix }: CodePage, { width, paint }: CodeLook): string {
  const paragraphs = [line(span(`${code}: ${title}`, "bold")), line(explanation), line(span("What to do: ", "bold"), fix)];
  return paragraphs
    .map((each) =>
      wrapLine(each, width)
        .map((part) => paintLine(part, paint))
        .join("\n"),
    )
    .join("\n\n");
}
