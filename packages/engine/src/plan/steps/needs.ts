import { kindNamed, needsOf, signature } from "@snowtower/kinds";
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
    if (change.kind !== "grant") return [];
    const on = (change.to ?? change.from)?.on;
    return [on?.kind === "object" ? `OWNERSHIP on ${on.type} ${on.name}, or MANAGE GRANTS on ACCOUNT` : "MANAGE GRANTS on ACCOUNT"];
  });
  return [...new Set(needs)];
}
