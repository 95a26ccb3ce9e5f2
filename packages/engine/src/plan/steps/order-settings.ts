import { database, idOf, kindNamed, type ObjectChange, type ObjectId, schema } from "@snowtower/kinds";
import { comesAfter, type Draft } from "./draft.ts";

/**
 * What gets a setting of its own gets it before what it is in changes what it would inherit: under a lower retention history is purged at once
 * (RA 10, 33).
 */
export function orderSettings(drafts: readonly Draft[]): void {
  const changed = drafts.flatMap((draft) => (draft.does === "change" ? [{ draft, parameters: parametersOf(draft) }] : []));
  const own = new Map<string, Draft[]>();
  for (const { draft, parameters } of changed) {
    for (const container of containersOf(draft)) {
      for (const parameter of parameters) {
        const key = `${parameter}|${container}`;
        own.set(key, [...(own.get(key) ?? []), draft]);
      }
    }
  }
  for (const { draft, parameters } of changed)
    for (const parameter of parameters) for (const inside of own.get(`${parameter}|${subjectOf(draft)?.id ?? ""}`) ?? []) comesAfter(draft, inside);
}

function subjectOf({ changes: [change] }: Draft) {
  return change?.kind === "object" ? change.to : null;
}

function parametersOf({ changes }: Draft): readonly string[] {
  return changes.flatMap((change) => (change.kind === "object" && change.to !== null ? parametersIn(change, change.to.kind) : []));
}

function parametersIn({ fields }: ObjectChange, kind: string): readonly string[] {
  return fields.flatMap((field) => {
    const from = kindNamed(kind).fields[field]?.from;
    return from !== undefined && "parameter" in from && from.parameter !== undefined ? [from.parameter] : [];
  });
}

function containersOf(draft: Draft): readonly ObjectId[] {
  const { name } = subjectOf(draft) ?? { name: [] };
  return [...(name.length > 1 ? [idOf(database.name, name.slice(0, 1))] : []), ...(name.length > 2 ? [idOf(schema.name, name.slice(0, 2))] : [])];
}
