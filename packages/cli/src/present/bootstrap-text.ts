import type { BootstrapItem, BootstrapSection } from "@snowtower/engine";
import type { Kind } from "@snowtower/kinds";
import { displayed } from "@snowtower/sql";
import type { Painter } from "../terminal/painter.ts";

interface BootstrapLook {
  readonly paint: Painter;
  /** What the project describes; `null` if it describes nothing, and is given all that SnowTower manages. */
  readonly kinds: readonly Kind[] | null;
}

/** A script that an administrator reads, understands and runs: each statement below why it is there. */
export function bootstrapText(sections: readonly BootstrapSection[], { paint, kinds }: BootstrapLook): string {
  const about = kinds === null ? "every kind that SnowTower manages" : kinds.map(({ plural }) => plural.toLowerCase()).join(", ");
  const head = [
    "SnowTower: what an account needs before the first plan.",
    "Run it once as a user who has ACCOUNTADMIN; every statement can be run again.",
    `For ${about}.`,
  ];
  const comment = (text: string): string => paint.dim(`-- ${text}`);
  const blocks = sections.map(({ title, as, remarks, items }) => [
    paint.bold(`-- ${title}`),
    ...remarks.map(comment),
    `USE ROLE ${displayed(as)};`,
    ...items.flatMap((item) => ["", comment(item.why), ...statementLines(item, comment)]),
  ]);
  return [head.flatMap((line) => wrapped(line, 97)).map(comment), ...blocks].map((lines) => lines.join("\n")).join("\n\n\n");
}

function statementLines({ statement, open }: BootstrapItem, comment: (text: string) => string): readonly string[] {
  const text = `${statement.text};`;
  return open === true ? [comment(`to be completed: ${text}`)] : [text];
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
