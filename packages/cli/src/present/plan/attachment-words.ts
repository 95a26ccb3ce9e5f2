import { type Attachment, type AttachmentChange, kindNamed, kindOfId, type ObjectId } from "@snowtower/kinds";
import { displayed, exactly } from "@snowtower/sql";
import { listed } from "../plural.ts";
import { type Line, line, type Span, span } from "../rich/line.ts";
import { stepInWords } from "../step-in-words.ts";

/** `+ masking policy DB.SC.M on column SSN`, `~ masking policy DB.SC.N on column MAIL, until now DB.SC.M`; `remade`: the policy of which this is the new form. */
export function attachmentLine({ from, to }: AttachmentChange, remade?: ObjectId): Line {
  const edge = to ?? from;
  if (edge === null) return [];
  const place = edge.column === undefined ? "" : ` on column ${displayed(exactly(edge.column))}`;
  const words = `${stepInWords(remade ?? edge.what)}${argumentWords(edge)}${place}`;
  if (from === null) return line(span("+ ", "green"), words);
  if (to === null) return line(span("- ", "red"), words);
  return line(span("~ ", "yellow"), words, `, until now ${untilNow(from, to, remade)}`);
}

function untilNow(from: Attachment, to: Attachment, remade: ObjectId | undefined): string {
  if (from.what === to.what) return argumentWords(from).trim() || "given nothing else";
  return remade === from.what ? "its former form" : `${from.what.slice(kindOfId(from.what).length + 1)}${argumentWords(from)}`;
}

/** A tag has a value; a policy is given columns. */
function argumentWords({ what, arguments: given }: Attachment): string {
  if (given.length === 0) return "";
  if (isEach(what)) return ` = ${given.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ")}`;
  return ` given ${listed(given.map((column) => displayed(exactly(column))))}`;
}

/** True for what can be set beside others of its kind, and by itself decides nothing about what readers see: a tag. */
export function isEach(what: ObjectId): boolean {
  return kindNamed(kindOfId(what)).attaches?.place === "each";
}

export function indented(spaces: number, spans: Line): Line {
  const lead: Span = span(" ".repeat(spaces));
  return [lead, ...spans];
}
