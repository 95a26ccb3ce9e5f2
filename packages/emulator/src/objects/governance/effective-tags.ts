import { entryAt } from "../../catalog/catalog.ts";
import { ACCOUNT, type Entry } from "../../catalog/entry.ts";
import type { Context } from "../../context.ts";
import { attachmentsOf, liveTags } from "./attachments.ts";

/** A tag in force on an object or column. `level`: what it was set on. */
export interface EffectiveTag {
  readonly tag: Entry;
  readonly value: string;
  readonly level: string;
  readonly inherited: boolean;
}

/** An object's tags and those it inherits, the nearest value of each (docs: user-guide/object-tagging/inheritance). `column`: of this column of it. */
export function effectiveTags(context: Context, entry: Entry, column: string | null): readonly EffectiveTag[] {
  const found = new Map<number, EffectiveTag>();
  const collect = (tags: Readonly<Record<string, string>>, at: { readonly level: string; readonly inherited: boolean }): void => {
    for (const { tag, value } of liveTags(context, tags)) if (!found.has(tag.id)) found.set(tag.id, { tag, value, ...at });
  };
  if (column !== null) collect(attachmentsOf(entry).columnTags[column] ?? {}, { level: "COLUMN", inherited: false });
  for (let at = entry; ; at = entryAt(context.draft.catalog, at.parent)) {
    collect(attachmentsOf(at).tags, { level: at.id === ACCOUNT ? "ACCOUNT" : at.class, inherited: column !== null || at.id !== entry.id });
    if (at.id === ACCOUNT) break;
  }
  return [...found.values()].sort((a, b) => a.tag.id - b.tag.id);
}
