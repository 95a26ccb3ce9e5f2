import type { Entry } from "../catalog/entry.ts";
import type { Context } from "../context.ts";
import { attachmentsOf } from "../objects/governance/attachments.ts";
import { effectiveTags } from "../objects/governance/effective-tags.ts";
import { columnsOf } from "../objects/table/table-definition.ts";

/** Does a policy decide what a query sees of it? No policy is applied here, so nothing of it is shown. */
export function isProtected(context: Context, entry: Entry): boolean {
  const { masking, rowAccess, aggregation, join, projection } = attachmentsOf(entry);
  if ([rowAccess, aggregation, join].some((policy) => policy !== null)) return true;
  if (Object.keys(masking).length > 0 || Object.keys(projection).length > 0) return true;
  const tags = [null, ...columnsOf(entry).map(({ name }) => name)].flatMap((column) => effectiveTags(context, entry, column));
  return tags.some(({ tag }) => attachmentsOf(tag).tagMasking.length > 0);
}
