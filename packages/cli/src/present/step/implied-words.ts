import type { Change } from "@snowtower/kinds";
import { displayed, exactly } from "@snowtower/sql";
import { stepInWords } from "../step-in-words.ts";

const DONE = { create: "creates", alter: "changes", rename: "renames", replace: "replaces", drop: "drops" } as const;

/** What Snowflake does besides, without a statement: `drops table DB.SC.T`, `gives SELECT on TABLE DB.SC.T to ROLE R`. */
export function impliedWords(change: Change): string {
  if (change.kind === "object") {
    const { how, from, to, fields } = change;
    const object = to ?? from;
    const what = object === null ? "" : stepInWords(object.id);
    if (how === "rename" && from !== null) return `renames ${stepInWords(from.id)} to ${what}`;
    if (how === "alter" && fields.length === 0 && to !== null && typeof to.owner === "string") return `makes ${displayed(to.owner)} the owner of ${what}`;
    return `${DONE[how]} ${what}${fields.length === 0 ? "" : ` (${fields.join(", ")})`}`;
  }
  const { from, to } = change;
  if (change.kind === "attachment") {
    const edge = change.to ?? change.from;
    if (edge === null) return "";
    const place = `${edge.column === undefined ? "" : `column ${displayed(exactly(edge.column))} of `}${stepInWords(edge.on)}`;
    return to === null ? `takes ${stepInWords(edge.what)} from ${place}` : `sets ${stepInWords(edge.what)} on ${place}`;
  }
  const grant = change.to ?? change.from;
  if (grant === null) return "";
  const { on } = grant;
  const target = on.kind === "account" ? "the account" : on.kind === "future" ? `future ${on.type} in ${on.in} ${on.name}` : `${on.type} ${on.name}`;
  const holder = `${grant.to.type} ${grant.to.name}`;
  if (from !== null && to !== null) return `changes ${holder}'s right to grant ${grant.privilege} on ${target}`;
  return to === null ? `takes ${grant.privilege} on ${target} from ${holder}` : `gives ${grant.privilege} on ${target} to ${holder}`;
}
