import type { Note, Plan, Step } from "@snowtower/engine";

/** What the planner has to say about the step, or about what it changes. */
export function notesOnStep({ notes }: Pick<Plan, "notes">, { id, changes }: Step): readonly Note[] {
  const ids = changes.flatMap((change) => (change.kind === "object" ? [change.from?.id, change.to?.id] : []));
  const about = new Set([id, id.replace(/#\d+$/, ""), ...ids]);
  return notes.filter((note) => about.has(note.about));
}
