import type { Recording, Replayed } from "@snowtower/engine";
import type { Painter } from "../terminal/painter.ts";
import { counted } from "./plural.ts";

/** What was recorded, and what one should know before giving it away. */
export function recordedText({ answers, header }: Recording, file: string): string {
  const refused = answers.filter((answer) => answer.refused !== undefined).length;
  return [
    `${file}: ${counted(answers.length, "answer")} of an account (${header.edition}), ${refused} of them refusals.`,
    "It holds names of columns and parameters, Snowflake's own words and codes, and counts. Names are replaced by random ones,",
    "texts, addresses and times by their shape. It is text, one answer a line: look through it before you give it to anybody.",
  ].join("\n");
}

/** What differs, by what was asked. */
export function replayedText(
  { header }: Recording,
  { asked, same, left, differences }: Replayed,
  { paint }: { readonly width: number; readonly paint: Painter },
): string {
  const asks = [...new Set(differences.map(({ ask }) => ask))];
  return [
    `Recorded on release ${header.release ?? "unknown"}, ${header.edition}, ${header.region}.`,
    ...asks.flatMap((ask) => [
      "",
      ask,
      ...differences.filter((each) => each.ask === ask).map(({ kind, says }) => `  ${paint.yellow(kind)}: ${says.replaceAll("\n", " ")}`),
    ]),
    "",
    `${counted(asked, "question")}: ${same} answered alike, ${asks.length} otherwise, ${left} about objects that are not here.`,
  ].join("\n");
}
