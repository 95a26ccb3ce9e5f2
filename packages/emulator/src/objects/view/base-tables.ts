import type { Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { findRelation } from "../../query/find-relation.ts";
import { referencesOf } from "../../query/references.ts";
import { asOwner } from "./as-owner.ts";
import { viewQuery } from "./view-definition.ts";

/** The tables a view stands on in the end, each once; views between are looked through with their owners' eyes. */
export function baseTables(context: Context, view: Entry, seen: ReadonlySet<number> = new Set()): readonly Entry[] {
  const owned = asOwner(context, view);
  const found = new Map<number, Entry>();
  const known = new Set([...seen, view.id]);
  for (const ref of referencesOf(viewQuery(view), view.properties.RECURSIVE === true ? new Set([view.name]) : new Set())) {
    const below = findRelation(owned, view.parent, ref);
    if (below === null || known.has(below.id)) continue;
    for (const table of below.class === "VIEW" ? baseTables(owned, below, known) : [below]) found.set(table.id, table);
  }
  return [...found.values()];
}
