import { type Fragment, join, sql, word } from "@snowtower/sql";
import { kindNamed } from "../catalogue.ts";
import { kindOfId } from "../object-id.ts";
import type { Attachment } from "./attachment.ts";
import { attachesOf } from "./render-attachment.ts";

/** The clauses by which CREATE sets them on a column, or on the object (`null`): one for each policy, and one for all tags. */
export function bornClauses(born: readonly Attachment[], column: string | null): readonly Fragment[] {
  const here = born.filter((each) => (each.column ?? null) === column);
  const inline = (each: Attachment): Fragment => attachesOf(each).inline(each);
  const [one, each] = [here.filter((of) => attachesOf(of).place === "one"), here.filter((of) => attachesOf(of).place === "each")];
  const [tag] = each;
  const tags = tag === undefined ? [] : [sql`WITH ${word(kindNamed(kindOfId(tag.what)).label)} (${join(each.map(inline))})`];
  return [...one.map(inline), ...tags];
}
