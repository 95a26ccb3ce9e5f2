import { type Line, line, span } from "../rich/line.ts";
import { wrapLine } from "../rich/wrap-line.ts";
import type { Section } from "./arrange.ts";
import type { ObjectEntry } from "./object-entry.ts";
import { type EntryLook, entryLines, linesOfEntry } from "./object-lines.ts";

/** A heading and what is below it; a heading that itself is created, changed or removed says so. */
export function sectionLines(section: Section, look: EntryLook): readonly Line[] {
  const { width, indent } = look;
  const { own, title, entries, inside } = section;
  const shown =
    own === undefined ? wrapLine(line(" ".repeat(indent), span(title, "bold")), width, indent) : linesOfEntry(own, inWords(title), { ...look, bold: true });
  const deeper = { ...look, indent: indent + 2 };
  return [...shown, ...entryLines(entries, deeper), ...inside.flatMap((each) => sectionLines(each, deeper))];
}

/** All objects of a section, the one that it is named after first. */
export function sectionEntries({ own, entries, inside }: Section): readonly ObjectEntry[] {
  return [...(own === undefined ? [] : [own]), ...entries, ...inside.flatMap(sectionEntries)];
}

function inWords(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
