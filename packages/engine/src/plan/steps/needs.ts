import { type AttachmentChange, kindNamed, kindOfId, needsOf, type ObjectId, signature } from "@snowtower/kinds";
import { endOf } from "./attachment-drafts.ts";
import type { Draft } from "./draft.ts";
import { subject } from "./object-drafts.ts";

/** The privileges that the draft's role needs, in words: `CREATE TABLE on SCHEMA DB.SC`. */
export function needsOfDraft(draft: Draft): readonly string[] {
  const needs = draft.changes.flatMap((change) => {
    if (change.kind === "object" && draft.does !== "own") return needsOf(change);
    if (change.kind === "object") {
      const object = subject(change);
      return [`OWNERSHIP on ${kindNamed(object.kind).label} ${signature(object.name, object.argumentTypes)}`];
    }
    if (change.kind === "attachment") return [needToAttach(change)];
    const on = (change.to ?? change.from)?.on;
    return [on?.kind === "object" ? `OWNERSHIP on ${on.type} ${on.name}, or MANAGE GRANTS on ACCOUNT` : "MANAGE GRANTS on ACCOUNT"];
  });
  return [...new Set(needs)];
}

/** `APPLY MASKING POLICY on ACCOUNT, or APPLY on MASKING POLICY DB.SC.P and OWNERSHIP on TABLE DB.SC.T` (docs: sql-reference/sql/alter-table, "Access control"). */
function needToAttach(change: AttachmentChange): string {
  const { what, on } = endOf(change);
  const [label, bearer] = [kindNamed(kindOfId(what)).label, kindNamed(kindOfId(on)).label];
  return `APPLY ${label} on ACCOUNT, or APPLY on ${label} ${nameIn(what)} and OWNERSHIP on ${bearer} ${nameIn(on)}`;
}

function nameIn(id: ObjectId): string {
  return id.slice(id.indexOf(":") + 1);
}
