import type { KindExamination, Share } from "@snowtower/engine";
import { counted, thousands } from "../plural.ts";
import { type Line, line, type Span, span } from "../rich/line.ts";

const HEADS = ["described", "there", "listed", "create", "change"] as const;

/** A row a kind: how much of it there is, and what this role may do with it. What is all right is calm. */
export function kindLines(kinds: readonly KindExamination[]): readonly Line[] {
  const names = Math.max(...kinds.map(({ kind }) => kind.length), 4);
  const head = line(
    span(`  ${"".padEnd(names)}  ${HEADS.map((each, i) => (i < 2 ? each.padStart(each.length) : each.padEnd(8))).join("  ")}`.trimEnd(), "dim"),
  );
  return [head, ...kinds.flatMap((kind) => [rowOf(kind, names), ...belowRow(kind)])];
}

function rowOf({ kind, described, seen, read, create, change }: KindExamination, names: number): Line {
  const listed = read === "all" ? span("all     ") : span(read.padEnd(8), read === "part" ? "yellow" : "red");
  return line(
    `  ${kind.padEnd(names)}  `,
    span(thousands(described).padStart(HEADS[0].length), ...(described === 0 ? (["dim"] as const) : [])),
    "  ",
    thousands(seen).padStart(HEADS[1].length),
    "  ",
    listed,
    "  ",
    shareOf(create),
    "  ",
    shareOf(change),
  );
}

/** What there is nothing of needs no answer. */
function shareOf({ can, of }: Share): Span {
  if (of === 0) return span("-       ", "dim");
  if (can === of) return span("yes     ", "green");
  return span((can === 0 ? "no" : `${thousands(can)} of ${thousands(of)}`).padEnd(8), "red");
}

function belowRow({ hiddenFields }: KindExamination): readonly Line[] {
  return hiddenFields === 0 ? [] : [line("    ", span(`${counted(hiddenFields, "field is", "fields are")} hidden from this role`, "yellow"))];
}
