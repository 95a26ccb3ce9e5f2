import { type Change, kindNamed, type ObjectChange } from "@snowtower/kinds";
import { listed } from "./counted-words.ts";

/** What becomes of others because the object is dropped or replaced: streams go stale, foreign keys are gone (RA 30). */
export function casualtiesDanger({ how, from }: ObjectChange, implied: readonly Change[]): readonly string[] {
  if (how !== "drop" && how !== "replace") return [];
  const states = new Map<string, string[]>();
  for (const change of implied) {
    if (change.kind !== "object" || change.how !== "alter" || change.from === null || change.from.id === from?.id) continue;
    const { fields, bereft } = kindNamed(change.from.kind);
    if (bereft === undefined) continue;
    for (const field of change.fields) {
      const words = fields[field]?.observed === true ? `becomes ${field}` : `loses its ${field} to it`;
      states.set(words, [...(states.get(words) ?? []), change.from.id]);
    }
  }
  return [...states].map(([words, ids]) => `${listed(ids)} ${ids.length === 1 ? words : `each ${words}`}`);
}
